/**
 * Measures in a served VS Code how long it takes from the click on a model's lens to the first badge, and to the first
 * badge with a verdict: right after VS Code's start, and again when everything is loaded. Then it cancels probes and
 * searches for fixes, beside clicks that do nothing. In turn for each host.
 */

import path from 'node:path';

import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/fetched/browser';
import { clickUntilStill } from '../harness/scenes/status-bar-click';
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
const cancels = 3;
const emptyClicks = 5;
/** A probe that is cancelled has begun to train by then. */
const trainingMs = 700;

/** Milliseconds by the clock since the click, so that other work on the machine counts too. */
export interface ProbeTimes {
  /** Until the screen shows a layer's gradient. */
  readonly badge: number;
  /** Until a badge appears that no longer says that it knows the first steps only. */
  readonly verdict: number;
}

/** Where VS Code runs the extension: in Node, as on the desktop, or in a web worker of the browser. */
export const hosts = ['node', 'web'] as const;

/** Milliseconds from the click on the status bar until it says that nothing runs any more; medians. */
export interface CancelTimes {
  readonly probe: number;
  readonly search: number;
  /** From the click on an item whose command does nothing but change its text, while nothing runs. */
  readonly emptyClick: number;
}

export interface EditorTimes {
  readonly host: (typeof hosts)[number];
  /** Medians. */
  readonly cold: ProbeTimes;
  readonly warm: ProbeTimes;
  /** Of the window where it took longest; of empty clicks the median. */
  readonly cancel: CancelTimes;
  readonly rounds: number;
}

interface WindowTimes {
  readonly probes: readonly ProbeTimes[];
  readonly cancel: CancelTimes;
}

export async function measureEditor(rounds: number): Promise<EditorTimes[]> {
  const browser = await launchBrowser();
  const windows: { host: EditorTimes['host']; times: WindowTimes }[] = [];
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
      cold: medians(times.map(({ probes: [first] }) => first)),
      warm: medians(times.flatMap(({ probes: [, ...later] }) => later)),
      cancel: {
        probe: Math.max(...times.map(({ cancel }) => cancel.probe)),
        search: Math.max(...times.map(({ cancel }) => cancel.search)),
        emptyClick: median(times.map(({ cancel }) => cancel.emptyClick)),
      },
      rounds,
    };
  });
}

function medians(times: readonly ProbeTimes[]): ProbeTimes {
  return { badge: median(times.map(({ badge }) => badge)), verdict: median(times.map(({ verdict }) => verdict)) };
}

/** Times the first probe in a fresh VS Code, then some more, and how soon a probe and a search are cancelled. */
async function measureWindow(browser: Browser, inWebWorker: boolean): Promise<WindowTimes> {
  const workspace = await makeWorkspace();
  const server = await serveVSCode({
    // A search for fixes would go on beside the next probe.
    settings: { ...trustSettings(false), ...hostSettings(inWebWorker), 'gradline.fixes': 'onDemand' },
    logFile: path.join(root, 'out/logs/bench-editor.log'),
  });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  try {
    const suite = path.join(root, 'out/test/bench/empty-click/index');
    await page.goto(server.address({ workspace: workspace.folder, extension: root, suite }));
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
    return { probes: times, cancel: await timeCancelling(window) };
  } finally {
    await page.close();
    server.stop();
    workspace.remove();
  }
}

async function timeCancelling(window: VSCodeWindow): Promise<CancelTimes> {
  const { page } = window;
  const probe = (): Promise<void> =>
    window
      .lenses(/^Probe gradients/)
      .first()
      .click();
  const times = { probe: [] as number[], search: [] as number[], emptyClick: [] as number[] };
  for (let round = 0; round < emptyClicks; round++) times.emptyClick.push(await clickUntilStill(page, 'empty-click'));
  for (let round = 0; round < cancels; round++) {
    await probe();
    await page.waitForTimeout(trainingMs);
    times.probe.push(await clickUntilStill(page, 'gradline.status'));
    await window.seeNoLens(/Probing/);
  }
  await probe();
  await window.seeLens(/Probing/);
  await window.seeNoLens(/Probing/);
  for (let round = 0; round < cancels; round++) {
    await window.command('Gradline: Find Fixes');
    await page.waitForTimeout(trainingMs);
    times.search.push(await clickUntilStill(page, 'gradline.status'));
  }
  return { probe: median(times.probe), search: median(times.search), emptyClick: median(times.emptyClick) };
}
