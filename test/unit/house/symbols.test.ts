/** Tests that no global symbol of Gradline's is spelled out in two files, where one could change without the other. */

import assert from 'node:assert/strict';
import { sourceFiles } from './sources';

const spelledOut = /Symbol\.for\(\s*[`'"](gradline\.[\w${}().]+)/g;

describe('global symbols', () => {
  it('are each spelled out in one file', () => {
    const files = new Map<string, Set<string>>();
    for (const { file, text } of sourceFiles(['src', 'webview', 'test']))
      for (const [, symbol] of text.matchAll(spelledOut)) files.set(symbol, (files.get(symbol) ?? new Set()).add(file));
    assert.ok(files.size >= 2, 'few symbols were found: does the pattern still match?');
    assert.deepEqual(
      [...files].filter(([, where]) => where.size > 1),
      [],
    );
  });
});
