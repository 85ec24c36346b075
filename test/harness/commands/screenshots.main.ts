/**
 * `npm run screenshots [-- [--web] SAMPLE [SCENE]]`: plays scenes in a light and a dark theme and keeps pictures; with
 * `--web` the extension runs in the web worker host.
 */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../fetched/browser';
import { VSCodeWindow } from '../scenes/vscode-window';
import { root } from '../root';
import { main, say } from '../say';
import { scenes, type Scene } from '../scenes/scenes';
import { serveVSCode } from '../vscode/served-vscode';
import { hostSettings, trustSettings } from '../vscode/settings';
import { makeWorkspace } from '../vscode/suites';

const folder = path.join(root, 'out/screenshots');
const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' };
type Theme = keyof typeof themes;
const inWebWorker = process.argv.includes('--web');

async function shoot(browser: Browser, theme: Theme, scene: Scene, sample: string): Promise<void> {
  const workspace = await makeWorkspace();
  const settings = {
    ...trustSettings(scene.restricted),
    ...hostSettings(inWebWorker),
    'workbench.colorTheme': themes[theme],
    'workbench.activityBar.location': 'top',
    'editor.minimap.enabled': false,
    ...scene.settings,
  };
  const server = await serveVSCode({
    settings,
    logFile: path.join(root, `out/logs/screenshots-${theme}-${scene.name}.log`),
  });
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, colorScheme: theme });
  const window = new VSCodeWindow(page);
  let number = 0;
  const keep = async (name: string) => {
    const file = path.join(folder, `${inWebWorker ? 'web-' : ''}${theme}-${scene.name}-${++number}-${name}.png`);
    await page.screenshot({ path: file });
    say(path.relative(root, file));
  };
  try {
    await page.goto(server.address({ workspace: workspace.folder, extension: root }));
    await scene.play({ window, keep, workspace: workspace.folder, sample });
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
  const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const sample = words.at(0) ?? 'deep-sigmoid-mlp.ts';
  const only = words.at(1);
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const theme of ['light', 'dark'] as const) {
      for (const scene of scenes)
        if (only === undefined || scene.name === only) await shoot(browser, theme, scene, sample);
    }
  } finally {
    await browser.close();
  }
  return 0;
});
