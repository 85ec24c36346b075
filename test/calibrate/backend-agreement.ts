/**
 * Compares the first step of a labeled model on wasm with the same step on cpu: loss, gradients at outputs and weights.
 */

import path from 'node:path';
import { diskFiles } from '../../src/cli/files/disk-files';
import { probeFile } from '../../src/pipeline/probe-file';
import type { ProbeTools } from '../../src/pipeline/contract/file-probe';
import type { BackendChoice } from '../../src/probe/protocol/job';
import type { ModelReport } from '../../src/report/report';
import { root } from '../harness/root';

/** The largest relative difference that counts as agreement. */
export const tolerance = 1e-3;

export interface Pair {
  readonly column: 'loss' | 'outputs' | 'weights';
  readonly what: string;
  readonly wasm: number;
  readonly cpu: number;
  /**
   * A smaller number on cpu counts as this: a sum whose terms cancel (the bias of an attention's keys) is only
   * rounding.
   */
  readonly floor: number;
}

/** Relative difference; 0 for equal numbers, NaN and infinities included. */
export function differenceOf({ wasm, cpu, floor }: Pair): number {
  return Object.is(wasm, cpu) || wasm === cpu ? 0 : Math.abs(wasm - cpu) / Math.max(Math.abs(cpu), floor);
}

async function modelsOf(
  name: string,
  backend: BackendChoice,
  tools: Omit<ProbeTools, 'files'>,
): Promise<readonly ModelReport[]> {
  const nothing = (): undefined => undefined;
  const options = { steps: 1, seeds: [1], maximumSeeds: 1, backend, timeLimitSeconds: 600 };
  const { models, errors } = await probeFile(
    path.join(root, 'test/models', `${name}.ts`),
    { ...tools, files: diskFiles },
    options,
    { progress: nothing, partial: nothing, log: nothing },
    new AbortController().signal,
  );
  if (models.length === 0)
    throw new Error(`${name} on ${backend}: ${errors.map(({ message }) => message).join(' ') || 'no model'}`);
  return models;
}

/**
 * @param name of a file in test/models
 * @throws Error where a probe fails, or the two backends give different numbers of models
 */
export async function compareBackends(name: string, tools: Omit<ProbeTools, 'files'>): Promise<readonly Pair[]> {
  const [wasm, cpu] = await Promise.all([modelsOf(name, 'wasm', tools), modelsOf(name, 'cpu', tools)]);
  if (wasm.length !== cpu.length) throw new Error(`${name}: ${wasm.length} models on wasm, ${cpu.length} on cpu.`);
  return wasm.flatMap((model, m) => [
    { column: 'loss' as const, what: 'loss', wasm: model.losses[0][0], cpu: cpu[m].losses[0][0], floor: 1e-6 },
    ...model.layers.flatMap((layer, l): Pair[] => {
      const other = cpu[m].layers[l];
      const arriving = other.outputGradient.l2[0][0];
      return [
        { column: 'outputs', what: layer.name, wasm: layer.outputGradient.l2[0][0], cpu: arriving, floor: 0 },
        ...layer.weights.map((weight, w): Pair => ({
          column: 'weights',
          what: `${layer.name}/${weight.name}`,
          wasm: weight.gradientL2[0][0],
          cpu: other.weights[w].gradientL2[0][0],
          floor: 1e-3 * arriving,
        })),
      ];
    }),
  ]);
}
