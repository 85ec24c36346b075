/** Tells which of the extension's files its host has loaded: what is lazy must not be among them too soon. */

import assert from 'node:assert/strict';

const inWebWorker = 'WorkerGlobalScope' in globalThis;

/** Modules in Node; in a web worker, which the suite shares with the extension, files that were fetched. */
function loadedFiles(): string[] {
  if (!inWebWorker) return Object.keys(require.cache);
  return performance.getEntriesByType('resource').map(({ name }) => decodeURIComponent(name));
}

const isAmong = (file: string, all: readonly string[]): boolean =>
  all.some((loaded) => `${loaded.replaceAll('\\', '/')}&`.includes(`/dist/${file}&`));

/** @param file the name of a bundle, such as `source.js` */
export function isLoaded(file: string): boolean {
  const all = loadedFiles();
  // Otherwise a file that is not among them would mean nothing.
  assert.ok(
    isAmong(inWebWorker ? 'extension-web.js' : 'extension.js', all),
    `the extension itself is not among what its host has loaded:\n${all.join('\n')}`,
  );
  return isAmong(file, all);
}
