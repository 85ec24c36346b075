/**
 * Measures how long the first proven fix of a sample takes compared with its probe, and how soon a search ends when
 * cancelled.
 */

import path from 'node:path';
import { proveFixes } from '../../src/fixes/prove-fixes';
import type { ProbeTools } from '../../src/pipeline/contract/file-probe';
import { root } from '../harness/root';
import { optionsOf, probeQuietly, searchFile, type SearchSettings } from './search-file';

const sample = path.join(root, 'media/samples/deep-sigmoid-mlp.ts');

export async function sayPace(tools: ProbeTools, settings: SearchSettings, say: (text: string) => void): Promise<void> {
  // The first run of all also loads the bundler and the probe.
  await probeQuietly(sample, tools, optionsOf(settings));
  const [{ probeMs, firstProvenMs, model }] = await searchFile(sample, tools, settings);
  const factor = firstProvenMs === undefined ? 'never' : `${(firstProvenMs / probeMs).toFixed(1)} times that`;
  say(`probe ${probeMs.toFixed(0)} ms, first proven fix after ${firstProvenMs?.toFixed(0) ?? '–'} ms: ${factor}`);
  const cancel = new AbortController();
  let asked = Infinity;
  await proveFixes({
    ...settings,
    file: sample,
    model,
    tools,
    options: optionsOf(settings),
    signal: cancel.signal,
    onProgress: ({ text }) => {
      if (!text.startsWith('seed') || Number.isFinite(asked)) return;
      asked = performance.now();
      cancel.abort();
    },
  });
  say(`given up ${(performance.now() - asked).toFixed(0)} ms after asking`);
}
