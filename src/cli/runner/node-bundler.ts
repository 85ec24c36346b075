/** Makes the bundler for a process of Node, and keeps its start from costing more than a whole probe. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Bundler } from '../../bundle/bundle';

/**
 * While esbuild's 14 MB run, V8 compiles what is hot a second time, with its optimizing compiler. The few files of a
 * call do not repay that: `time node dist/cli.js probe FILE --seeds 1 --steps 2` takes 5.2 s of processor time with it
 * and 1.1 s without it.
 */
const compilesOnce = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];
/** V8's defaults, which come back before models are probed, so that V8 optimizes tfjs's kernels as usual. */
const compilesTwice = ['--no-liftoff-only', '--wasm-tier-up', '--wasm-dynamic-tiering'];

let running = 0;

/** @param distFolder where the build put `esbuild.wasm` */
export async function nodeBundler(distFolder: string): Promise<Bundler> {
  const [{ createBundler }, wasm] = await Promise.all([
    import('../../bundle/index'),
    readFile(path.join(distFolder, 'esbuild.wasm')),
  ]);
  const bundler = await compilingOnce(() => createBundler(wasm));
  return {
    bundle: (...file) => compilingOnce(() => bundler.bundle(...file)),
    resolve: (...specifier) => bundler.resolve(...specifier),
  };
}

async function compilingOnce<T>(run: () => Promise<T>): Promise<T> {
  running++;
  compilesOnce.forEach(setFlagsFromString);
  try {
    return await run();
  } finally {
    running--;
    if (running === 0) compilesTwice.forEach(setFlagsFromString);
  }
}
