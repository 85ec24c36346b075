/**
 * The first step of models of different kinds on wasm against the same on cpu; `npm run calibrate -- --backends` does
 * so for all of them.
 */

import path from 'node:path';

import { nodeBundler } from '../../../src/cli/runner/node-bundler';
import { createNodeRunner } from '../../../src/cli/runner/node-runner';
import { compareBackends, tolerance } from '../../calibrate/backend-agreement';
import { root } from '../../harness/root';
import { ErrorTable } from './error-table';

/** Cheap enough for the cpu backend. */
const files = ['sigmoid-8x5-circle', 'cut-branch', 'transformer-encoder', 'lstm-30-steps'];
const distFolder = path.join(root, 'dist');

describe('numbers: backends', () => {
  it('give the same gradients to 1e-3', async () => {
    const tools = {
      bundler: await nodeBundler(distFolder),
      runner: createNodeRunner({ distFolder }),
    };
    const table = new ErrorTable('worst relative difference of wasm and cpu (numbers compared)', tolerance);
    for (const file of files)
      for (const { column, wasm, cpu, what, floor } of await compareBackends(file, tools))
        table.check(file, column, wasm, cpu, what, floor);
    table.print();
  });
});
