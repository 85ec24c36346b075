/** The time from the click on a model's lens to the first badge on the screen, and to the first that is a verdict, in a served VS Code: right after its start, and again when everything is loaded. */

import path from 'node:path';

import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/fetched/browser';
import { Hand } from '../harness/scenes/vscode-window';
import { root } from '../harness/root';
import { serveVSCode } from '../harness/vscode/served-vscode';
import { trustSettings } from '../harness/vscode/settings';
import { makeWorkspace } from '../harness/vscode/suites';
import { median } from './rounds';

export const editorSample = 'deep-sigmoid-mlp.ts';
/** Long enough for the person to have read a line of what they opened. */
const pauseMs = 5000;
const warmProbes = 3;

/** Milliseconds of the clock from the click; other work on the machine counts. */
export interface ProbeTimes {
  /** Until a layer's gradient stands on the screen. */
  readonly badge: number;
  /** Until a badge stands there that no longer says it is of the first steps only. */
  readonly verdict: number;
}

export interface EditorTimes {
  /** Medians. */
  readonly cold: ProbeTimes;
  readonly warm: ProbeTimes;
  readonly rounds: number;
}

export async function measureEditor(rounds: number): Promise<EditorTimes> {
  const browser = await launchBrowser();
  try {
    const cold: ProbeTimes[] = [];
    const warm: ProbeTimes[] = [];
    for (let round = 0; round < rounds; round++) {
      const [first, ...others] = await measureWindow(browser);
      cold.push(first);
      warm.push(...others);
    }
    return { cold: medians(cold), warm: medians(warm), rounds };
  } finally {
    await browser.close();
  }
}

function medians(times: readonly ProbeTimes[]): ProbeTimes {
  return { badge: median(times.map(({ badge }) => badge)), verdict: median(times.map(({ verdict }) => verdict)) };
}

/** One fresh VS Code: its first probe, then some more. */
async function measureWindow(browser: Browser): Promise<ProbeTimes[]> {
  const workspace = await makeWorkspace();
  const server = await serveVSCode({
    settings: trustSettings(false),
    logFile: path.join(root, 'out/logs/bench-editor.log'),
  });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  try {
    await page.goto(server.address({ workspace: workspace.folder, extension: root }));
    const hand = new Hand(page);
    await hand.open(editorSample);
    const times: ProbeTimes[] = [];
    for (let probe = 0; probe <= warmProbes; probe++) {
      await hand.seeLens(/not probed/);
      await page.waitForTimeout(pauseMs);
      const lens = hand.lenses(/^Probe gradients$/).first();
      const start = performance.now();
      await lens.click();
      await hand.seeLens(/∇/);
      const badge = performance.now() - start;
      await hand.seeLens(/^(?!.*first steps).*∇/);
      times.push({ badge, verdict: performance.now() - start });
      await hand.seeNoLens(/Probing/);
      await hand.command('Gradline: Clear Results');
    }
    return times;
  } finally {
    await page.close();
    server.stop();
    workspace.remove();
  }
}
