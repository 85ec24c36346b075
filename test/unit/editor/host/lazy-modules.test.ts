/** Tests that a web worker extension host loads a module once, and again only after a failure. */

import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { loadLazyModule, loadModulesFrom } from '../../../../src/editor/host/lazy-modules';

const { fetch } = globalThis;

/** As much of a URI as the loader uses. */
const uriAt = (path: string): Uri =>
  ({
    path,
    with: (change: { path: string }) => uriAt(change.path),
    toString: () => `memory:${path}`,
  }) as unknown as Uri;

describe('lazy modules', () => {
  const asked: string[] = [];
  const serve = (...answers: (Response | Error)[]): void => {
    globalThis.fetch = (uri) => {
      asked.push(uri as string);
      const answer = answers.shift();
      return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer ?? new Error('asked again'));
    };
  };
  beforeEach(() => {
    asked.length = 0;
    loadModulesFrom(uriAt('/extension/dist'));
  });
  after(() => {
    globalThis.fetch = fetch;
  });

  it('gives what the file exports, and fetches it once', async () => {
    serve(new Response('exports.one = 1; module.exports.two = 2;'));
    assert.deepEqual(await Promise.all([loadLazyModule('once.js'), loadLazyModule('once.js')]), [
      { one: 1, two: 2 },
      { one: 1, two: 2 },
    ]);
    assert.deepEqual(asked, ['memory:/extension/dist/once.js']);
  });

  it('says which file could not be loaded, and tries again when it is asked again', async () => {
    serve(
      new Response('', { status: 404, statusText: 'Not Found' }),
      new Error('offline'),
      new Response('exports.ok = 1'),
    );
    await assert.rejects(loadLazyModule('later.js'), /^Error: memory:\/extension\/dist\/later\.js .*404 Not Found$/);
    await assert.rejects(loadLazyModule('later.js'), /offline/);
    assert.deepEqual(await loadLazyModule('later.js'), { ok: 1 });
  });
});
