/** `npm run screenshots [-- SAMPLE]`: uses the extension by mouse and keyboard, in a light and a dark theme, and keeps pictures. */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';
import { Hand } from './hand';
import { root } from './root';
import { main, say } from './say';
import { serveVSCode, trustSettings } from './served-vscode';
import { makeWorkspace } from './suite';

const folder = path.join(root, 'out/screenshots');
const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' };
const size = { width: 1600, height: 1000 };

/** A badge; lenses before the probe have none. */
const badge = /∇/;

async function picture(browser: Browser, theme: keyof typeof themes, sample: string): Promise<void> {
  const workspace = await makeWorkspace();
  const settings = { ...trustSettings(false), 'workbench.colorTheme': themes[theme], 'window.autoDetectColorScheme': false, 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'editor.minimap.enabled': false };
  const server = await serveVSCode({ settings, logFile: path.join(root, `out/logs/screenshots-${theme}.log`) });
  const page = await browser.newPage({ viewport: size, colorScheme: theme });
  const hand = new Hand(page);
  let number = 0;
  const keep = async (name: string) => {
    const file = path.join(folder, `${theme}-${++number}-${name}.png`);
    await page.screenshot({ path: file });
    say(path.relative(root, file));
  };
  try {
    await page.goto(server.address({ workspace: workspace.folder, extension: root, file: path.join(workspace.folder, sample) }));
    await hand.intoEditor();
    await hand.seeLens(/not probed/i);
    await keep('opened');
    await hand.command('Gradline: Probe Gradients');
    await hand.seeLens(badge);
    // The last seed follows the first by a moment.
    await page.waitForTimeout(3_000);
    await keep('badges');
    await hand.hoverOver('dense');
    await keep('hover');
    await hand.leave();
    await hand.command('Problems: Focus on Problems View');
    await page.waitForTimeout(500);
    await keep('problems');
    await hand.command('View: Toggle Panel Visibility');
    await hand.command('Gradline: Show Gradient Flow');
    await page.waitForTimeout(1_000);
    await keep('panel');
  } catch (error) {
    await keep('failed');
    throw error;
  } finally {
    await page.close();
    server.stop();
    workspace.remove();
  }
}

main(async () => {
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const theme of ['light', 'dark'] as const) await picture(browser, theme, process.argv[2] ?? 'deep-sigmoid-mlp.ts');
  } finally {
    await browser.close();
  }
  return 0;
});
