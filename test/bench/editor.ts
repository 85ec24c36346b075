/**
 * Measures in a served VS Code how long it takes from the click on a model's lens to the first badge, and to the first
 * badge with a verdict: right after VS Code's start, and again when everything is loaded. In turn for each host.
 */

import path from 'node:path';

import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/fetched/browser';
import { VSCodeWindow } from '../harness/scenes/vscode-window';
import { root } from '../harness/root';
import { serveVSCode } from '../harness/vscode/served-vscode';
import { hostSettings, trustSettings } from '../harness/vscode/settings';
import { makeWorkspace } from '../harness/vscode/suites';
import { median } from './rounds';

export const editorSample = 'deep-sigmoid-mlp.ts';
/** A person who opens a file reads a line of it before clicking. */
const pauseMs = 5000;
const warmProbes = 3;

/** Milliseconds by the clock since the click, so that other work on the machine counts too. */
export interface ProbeTimes {
  /** Until the screen shows a layer's gradient. */
  readonly badge: number;
  /** Until a badge appears that no longer says that it knows the first steps only. */
  readonly verdict: number;
}

/** Where VS Code runs the extension: in Node, as on the desktop, or in a web worker of the browser. */
export const hosts = ['node', 'web'] as const;

export interface EditorTimes {
  readonly host: (typeof hosts)[number];
  /** Medians. */
  readonly cold: ProbeTimes;
  readonly warm: ProbeTimes;
  readonly rounds: number;
}

export async function measureEditor(rounds: number): Promise<EditorTimes[]> {
  const browser = await launchBrowser();
  const windows: { host: EditorTimes['host']; times: ProbeTimes[] }[] = [];
  try {
    for (let round = 0; round < rounds; round++)
      for (const host of hosts) windows.push({ host, times: await measureWindow(browser, host === 'web') });
  } finally {
    await browser.close();
  }
  return hosts.map((host) => {
    const times = windows.filter((window) => window.host === host).map((window) => window.times);
    return {
      host,
      cold: medians(times.map(([first]) => first)),
      warm: medians(times.flatMap(([, ...later]) => later)),
      rounds,
    };
  });
}

function medians(times: readonly ProbeTimes[]): ProbeTimes {
  return { badge: median(times.map(({ badge }) => badge)), verdict: median(times.map(({ verdict }) => verdict)) };
}

/** Times the first probe in a fresh VS Code, then some more. */
async function measureWindow(browser: Browser, inWebWorker: boolean): Promise<ProbeTimes[]> {
  const workspace = await makeWorkspace();
  const server = await serveVSCode({
    settings: { ...trustSettings(false), ...hostSettings(inWebWorker) },
    logFile: path.join(root, 'out/logs/bench-editor.log'),
  });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  try {
    await page.goto(server.address({ workspace: workspace.folder, extension: root }));
    const window = new VSCodeWindow(page);
    await window.open(editorSample);
    const times: ProbeTimes[] = [];
    for (let probe = 0; probe <= warmProbes; probe++) {
      await window.seeLens(/not probed/);
      await page.waitForTimeout(pauseMs);
      const lens = window.lenses(/^Probe gradients$/).first();
      const start = performance.now();
      await lens.click();
      await window.seeLens(/∇/);
      const badge = performance.now() - start;
      await window.seeLens(/^(?!.*first steps).*∇/);
      times.push({ badge, verdict: performance.now() - start });
      await window.seeNoLens(/Probing/);
      await window.command('Gradline: Clear Results');
    }
    return times;
  } finally {
    await page.close();
    server.stop();
    workspace.remove();
  }
}
