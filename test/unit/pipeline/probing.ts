/** Probes files that exist in memory only, through the whole pipeline and the real runner. */

import { createNodeRunner } from '../../../src/cli/node-runner';
import { probeFile } from '../../../src/pipeline/index';
import type { FileProbe, ProbeOptions } from '../../../src/pipeline/probe-file';
import { inMemory, sharedBundler } from '../bundle/workbench';
import { distFolder } from '../probe/run';

/** @param texts by path below `/w`; the first file is the one that is probed */
export async function probeTexts(texts: Readonly<Record<string, string>>, timeLimitSeconds = 60, options: Partial<ProbeOptions> = {}): Promise<FileProbe> {
  const absolute = Object.fromEntries(Object.entries(texts).map(([file, text]) => [`/w/${file}`, text]));
  const [file] = Object.keys(absolute);
  return probeFile(
    file,
    { bundler: await sharedBundler(), runner: createNodeRunner({ distFolder }), files: inMemory(absolute) },
    { steps: 3, seeds: [1], backend: 'wasm', timeLimitSeconds, ...options },
    { progress: () => undefined, partial: () => undefined, log: () => undefined },
    new AbortController().signal,
  );
}

/** The text of one TypeScript file that imports tfjs. */
export async function probeText(text: string, timeLimitSeconds?: number): Promise<FileProbe> {
  return probeTexts({ 'model.ts': `import * as tf from '@tensorflow/tfjs';\n${text}` }, timeLimitSeconds);
}
