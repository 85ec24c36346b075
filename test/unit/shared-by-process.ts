/**
 * The bundler and the runner of worker threads, one of each for all test files that run in the same process: each file
 * is a bundle of its own, whose modules begin anew, while esbuild's start takes as long as many a test.
 */

import path from 'node:path';
import type { Bundler } from '../../src/bundle/bundle';
import { nodeBundler } from '../../src/cli/runner/node-bundler';
import { createNodeRunner, type NodeRunner } from '../../src/cli/runner/node-runner';
import { root } from '../harness/root';

export const distFolder = path.join(root, 'dist');

interface Shared {
  bundler?: Promise<Bundler>;
  runner?: NodeRunner;
}

const key = Symbol.for('gradline.tests.shared');

function shared(): Shared {
  const scope = globalThis as { [key]?: Shared };
  return (scope[key] ??= {});
}

export function sharedBundler(): Promise<Bundler> {
  return (shared().bundler ??= nodeBundler(distFolder));
}

export function sharedRunner(): NodeRunner {
  return (shared().runner ??= createNodeRunner({ distFolder }));
}
