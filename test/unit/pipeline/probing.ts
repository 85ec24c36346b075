/** Probes files that exist in memory only, through the whole pipeline and the real runner. */

import assert from 'node:assert/strict';
import { probeFile } from '../../../src/pipeline/probe-file';
import type { FileProbe, ProbeOptions } from '../../../src/pipeline/contract/file-probe';
import type { WorkspaceFiles } from '../../../src/files/file-access';
import type { ModelReport } from '../../../src/report/report';
import { inMemory } from '../bundle/workbench';
import { sharedBundler, sharedRunner } from '../shared-by-process';

export interface Probing {
  readonly signal?: AbortSignal;
  /** Changes how the files are read. */
  readonly files?: (all: WorkspaceFiles) => WorkspaceFiles;
}

/** @param contents by path below `/w`; the first file is the one that is probed */
export async function probeTexts(
  contents: Readonly<Record<string, string | Uint8Array>>,
  timeLimitSeconds = 60,
  options: Partial<ProbeOptions> = {},
  { signal = new AbortController().signal, files = (all) => all }: Probing = {},
): Promise<FileProbe> {
  const absolute = Object.fromEntries(Object.entries(contents).map(([file, content]) => [`/w/${file}`, content]));
  const [file] = Object.keys(absolute);
  return probeFile(
    file,
    { bundler: await sharedBundler(), runner: sharedRunner(), files: files(inMemory(absolute)) },
    { steps: 3, seeds: [1], backend: 'wasm', timeLimitSeconds, ...options },
    { progress: () => undefined, partial: () => undefined, log: () => undefined },
    signal,
  );
}

/** The text of one TypeScript file that imports tfjs. */
export async function probeText(text: string, timeLimitSeconds?: number): Promise<FileProbe> {
  return probeTexts({ 'model.ts': `import * as tf from '@tensorflow/tfjs';\n${text}` }, timeLimitSeconds);
}

/** Asserts that there is one model. */
export function only({ models, errors }: FileProbe): ModelReport {
  assert.equal(
    models.length,
    1,
    JSON.stringify({ models: models.map(({ name, range }) => [name, range.start.line]), errors }, null, 1),
  );
  return models[0];
}

/** Asserts that there is one model and nothing to complain of. */
export function onlyFaultless(probe: FileProbe): ModelReport {
  assert.deepEqual(probe.errors, []);
  return only(probe);
}

/** The last size of each layer's output. */
export function units({ layers }: ModelReport): (number | null | undefined)[] {
  return layers.map(({ outputShape }) => outputShape.at(-1));
}

/** The shape of each layer's output. */
export function shapes({ layers }: ModelReport): readonly (readonly (number | null)[])[] {
  return layers.map(({ outputShape }) => outputShape);
}

/** The class of each layer. */
export function classes({ layers }: ModelReport): string[] {
  return layers.map(({ className }) => className);
}
