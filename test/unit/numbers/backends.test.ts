/** The first step of models of different kinds on wasm against the same on cpu: loss, gradients at outputs and weights. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { createBundler } from '../../../src/bundle/index';
import { diskFiles } from '../../../src/cli/disk-files';
import { createNodeRunner } from '../../../src/cli/node-runner';
import { probeFile } from '../../../src/pipeline/index';
import type { BackendChoice } from '../../../src/probe/job';
import type { ModelReport } from '../../../src/report/report';
import { root } from '../../harness/root';
import { ErrorTable } from './error-table';

/** Cheap enough for the cpu backend. */
const files = ['sigmoid-8x5-circle', 'cut-branch', 'transformer-encoder', 'lstm-30-steps'];
const distFolder = path.join(root, 'dist');
const nothing = (): undefined => undefined;

describe('numbers: backends', () => {
  it('give the same gradients to 1e-3', async () => {
    const bundler = await createBundler(readFileSync(path.join(distFolder, 'esbuild.wasm')));
    const runner = createNodeRunner({ distFolder });
    const modelOf = async (file: string, backend: BackendChoice): Promise<ModelReport> => {
      const listener = { progress: nothing, partial: nothing, log: nothing };
      const { models, errors } = await probeFile(path.join(root, 'test/models', `${file}.ts`), { bundler, runner, files: diskFiles }, { steps: 1, seeds: [1], backend, timeLimitSeconds: 120 }, listener, new AbortController().signal);
      assert.deepEqual([models.length, errors, models[0].backend], [1, [], backend]);
      return models[0];
    };
    const table = new ErrorTable('worst relative difference of wasm and cpu (numbers compared)');
    for (const file of files) {
      const [wasm, cpu] = await Promise.all([modelOf(file, 'wasm'), modelOf(file, 'cpu')]);
      table.check(file, 'loss', wasm.losses[0][0], cpu.losses[0][0], 'loss');
      wasm.layers.forEach((layer, l) => {
        const other = cpu.layers[l];
        const arriving = other.outputGradient.l2[0][0];
        table.check(file, 'outputs', layer.outputGradient.l2[0][0], arriving, layer.name, 0);
        layer.weights.forEach((weight, w) => {
          // A sum in which all cancels (the bias of an attention's keys) is nothing but rounding.
          table.check(file, 'weights', weight.gradientL2[0][0], other.weights[w].gradientL2[0][0], `${layer.name}/${weight.name}`, 1e-3 * arriving);
        });
      });
    }
    table.print();
  });
});
