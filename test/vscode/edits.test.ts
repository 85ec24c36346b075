/** Proves how numbers become stale, fresh or lost when the user edits the text that was measured. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { assertEach, layerLenses, openNew, probe, problems, reset, vanishing } from './support';

describe('after an edit', () => {
  let editor: vscode.TextEditor;
  let fresh: readonly { line: number; title: string }[] = [];

  before(async () => {
    editor = await openNew(vanishing);
    await probe(editor.document.uri);
    fresh = await layerLenses(editor.document.uri);
    assert.equal(fresh.length, 3);
  });
  afterEach(async () => {
    await vscode.window.showTextDocument(editor.document);
    while (editor.document.getText() !== vanishing) await vscode.commands.executeCommand('undo');
  });
  after(reset);

  it('the numbers stay, follow their layers and say that they are old', async () => {
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(2, 0), '// one\n// two\n');
    });
    const stale = await layerLenses(editor.document.uri);
    assert.deepEqual(
      stale.map(({ line, title }) => ({ line: line - 2, title })),
      fresh.map(({ line, title }) => ({ line, title: `${title} · before edit` })),
    );
    const messages = problems(editor.document.uri).map(({ message }) => message);
    assertEach(messages, 1, /before the last edit/);
  });

  it('Undo makes them fresh again', async () => {
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(4, 0), '\n');
    });
    assert.match((await layerLenses(editor.document.uri))[0].title, /before edit/);
    await vscode.commands.executeCommand('undo');
    assert.deepEqual(
      (await layerLenses(editor.document.uri)).map(({ line, title }) => ({ line, title })),
      fresh.map(({ line, title }) => ({ line, title })),
    );
    const messages = problems(editor.document.uri).map(({ message }) => message);
    assertEach(messages, 1, /^(?!.*before the last edit)/);
  });

  it('a new layer is not probed, and its neighbours keep theirs', async () => {
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(7, 0), 'model.add(tf.layers.dense({ units: 3 }));\n');
    });
    const titles = (await layerLenses(editor.document.uri)).map(({ title }) => title);
    assert.equal(titles.length, 4);
    assert.deepEqual(
      [titles[0], titles[1], titles[3]],
      fresh.map(({ title }) => `${title} · before edit`),
    );
    assert.doesNotMatch(titles[2], /∇/);
  });

  it('a line that is cut and pasted elsewhere takes its numbers along', async () => {
    const line = editor.document.lineAt(3);
    await editor.edit((edit) => {
      edit.delete(line.rangeIncludingLineBreak);
    });
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(6, 0), `${line.text}\n`);
    });
    const titles = (await layerLenses(editor.document.uri)).map(({ title }) => title);
    assert.equal(titles.at(1), `${fresh[0].title} · before edit`);
  });
});
