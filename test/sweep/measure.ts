/**
 * Probes models of the sweep like any user's file: a small file that imports the networks, through the whole pipeline.
 */

import path from 'node:path';
import { absolutePath, diskFiles } from '../../src/cli/files/disk-files';
import { probeFile } from '../../src/pipeline/probe-file';
import type { ProbeTools } from '../../src/pipeline/contract/file-probe';
import type { ModelReport } from '../../src/report/report';
import { root } from '../harness/root';
import type { Spec } from './network';

const file = absolutePath(path.join(root, 'test/sweep/model.ts'));

function textOf(specs: readonly Spec[]): string {
  return `import * as tf from '@tensorflow/tfjs';
import { batchSizeOf, examples, network } from './network';
const specs = ${JSON.stringify(specs)} as const;
for (const spec of specs) {
  const { x, y } = examples(spec);
  const model: tf.LayersModel = network(spec);
  await model.fit(x, y, { batchSize: batchSizeOf(spec), epochs: 100 });
}
export const unused = () => tf.sequential();
`;
}

/**
 * @param specs several at once, since a thread takes longer to start than a model to probe
 * @returns for each, the report of thirty steps in three seeds
 * @throws Error where a probe fails
 */
export async function measure(
  specs: readonly Spec[],
  tools: Omit<ProbeTools, 'files'>,
): Promise<readonly ModelReport[]> {
  const text = textOf(specs);
  const files = {
    ...diskFiles,
    readText: (name: string) => (name === file ? Promise.resolve(text) : diskFiles.readText(name)),
    kind: (name: string) => (name === file ? Promise.resolve('file' as const) : diskFiles.kind(name)),
  };
  const quiet = { progress: () => undefined, partial: () => undefined, log: () => undefined };
  const { models, errors } = await probeFile(
    file,
    { ...tools, files },
    { steps: 30, seeds: [1, 2, 3], maximumSeeds: 3, backend: 'auto', timeLimitSeconds: 600 },
    quiet,
    new AbortController().signal,
  );
  const trained = models.filter((model) => model.entry === 'fit');
  if (trained.length !== specs.length || trained.some((model) => model.seeds.length !== 3))
    throw new Error(`${trained.length} models of ${specs.length}: ${errors.map((e) => e.message).join(' ')}`);
  return trained;
}
