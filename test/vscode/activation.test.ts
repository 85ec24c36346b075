/** Proves that files without TensorFlow.js cost nothing; runs first, while nothing else has loaded the parser. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isLoaded } from './loaded-files';
import { eventually, layerLenses, lenses, openNew, reset, vanishing } from './support';

describe('a file that does not mention TensorFlow.js', () => {
  after(reset);

  it('has no lens, and the parser stays unloaded', async () => {
    const editor = await openNew('export const add = (a: number, b: number): number => a + b;\n', 'plain.ts');
    assert.deepEqual(await lenses(editor.document.uri), []);
    assert.equal(isLoaded('source.js'), false);
    assert.equal(isLoaded('bundler.js'), false);
  });

  it('gets lenses as soon as it does', async () => {
    const editor = await openNew('', 'becoming.ts');
    assert.deepEqual(await lenses(editor.document.uri), []);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), vanishing);
    });
    assert.equal((await layerLenses(editor.document.uri)).length, 3);
    assert.ok(isLoaded('source.js'));
  });

  it('has the bundler loaded ahead while it is on the screen and nobody types', async () => {
    await openNew(vanishing, 'shown.ts');
    await eventually('the bundler', () => (isLoaded('bundler.js') ? true : undefined));
  });
});
