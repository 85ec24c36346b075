/**
 * Proves that of a file's models only those are probed that were asked for, and that the others keep what they have.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { assertEach, eventually, find, layerLenses, lenses, openNew, probe, problems, reset } from './support';

const two = `import * as tf from '@tensorflow/tfjs';

export function makeFirst() {
  const first = tf.sequential();
  first.add(tf.layers.dense({ units: 16, activation: 'sigmoid', inputShape: [8] }));
  for (let depth = 0; depth < 12; depth++) first.add(tf.layers.dense({ units: 16, activation: 'sigmoid' }));
  first.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  return first;
}

export function makeSecond() {
  const second = tf.sequential();
  second.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4] }));
  second.add(tf.layers.dense({ units: 1 }));
  return second;
}

export const unrelated = 1;
`;

async function titlesOf(uri: vscode.Uri): Promise<{ first: string[]; second: string[] }> {
  const titles = (await layerLenses(uri)).map(({ title }) => title);
  assert.equal(titles.length, 5);
  return { first: titles.slice(0, 3), second: titles.slice(3) };
}

function putCursor(editor: vscode.TextEditor, text: string): void {
  const position = find(editor.document, text);
  editor.selection = new vscode.Selection(position, position);
}

describe('of two models in a file', () => {
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    editor = await openNew(two);
  });
  afterEach(reset);

  it('the one at the cursor is probed, the other is left alone', async () => {
    putCursor(editor, "activation: 'relu'");
    await vscode.commands.executeCommand('gradline.probeModelAtCursor');
    const { first, second } = await titlesOf(editor.document.uri);
    assert.deepEqual(first, ['not probed', 'not probed', 'not probed']);
    assertEach(second, 2, /^∇ [\d.e+-]+$/);
    assert.deepEqual(problems(editor.document.uri), []);
  });

  it('the other keeps its old badges and findings, marked as from before the edit', async () => {
    await probe(editor.document.uri);
    const before = await titlesOf(editor.document.uri);
    assert.match(before.first.join(), /vanishing/);
    await editor.edit((edit) => {
      edit.insert(find(editor.document, 'second.add(tf.layers.dense({ units: 1 }'), '  ');
    });
    putCursor(editor, 'return second');
    await vscode.commands.executeCommand('gradline.probeModelAtCursor');
    const after = await titlesOf(editor.document.uri);
    assert.deepEqual(
      after.first,
      before.first.map((title) => `${title} · before edit`),
    );
    assertEach(after.second, 2, /^∇ [\d.e+-]+$/);
    assert.ok(problems(editor.document.uri).some(({ message }) => message.includes('before the last edit')));
  });

  it('the lens over each probes that one', async () => {
    const over = async (line: number): Promise<vscode.Command> => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        editor.document.uri,
        1000,
      );
      const command = all.find(
        ({ range, command: one }) => range.start.line === line && one?.title.startsWith('Probe gradients'),
      )?.command;
      assert.ok(command);
      return command;
    };
    const run = async ({ command, arguments: args = [] }: vscode.Command): Promise<void> => {
      await vscode.commands.executeCommand(command, ...(args as unknown[]));
    };
    await run(await over(3));
    assert.match((await titlesOf(editor.document.uri)).first.join(), /vanishing/);
    assert.deepEqual((await titlesOf(editor.document.uri)).second, ['not probed', 'not probed']);
    await run(await over(11));
    const { first, second } = await titlesOf(editor.document.uri);
    assert.match(first.join(), /vanishing/);
    assert.doesNotMatch(first.join(), /before edit/);
    assertEach(second, 2, /^∇ /);
    const models = (await lenses(editor.document.uri))
      .filter(({ title }) => title.startsWith('Probe gradients'))
      .map(({ title }) => title);
    assert.match(models[0], /finding/);
    assert.match(models[1], /healthy/);
  });

  it('a problem of one is told until that one is probed again', async () => {
    await editor.edit((edit) => {
      const start = find(editor.document, 'relu');
      edit.replace(new vscode.Range(start, start.translate(0, 4)), 'nosuch');
    });
    await probe(editor.document.uri);
    const told = (): string[] =>
      problems(editor.document.uri)
        .map(({ message }) => message)
        .filter((message) => message.includes('nosuch'));
    assert.equal(told().length, 1);
    putCursor(editor, 'return first');
    await vscode.commands.executeCommand('gradline.probeModelAtCursor');
    assert.equal(told().length, 1, 'probing the first says nothing of the second');
    await vscode.commands.executeCommand('undo');
    putCursor(editor, 'return second');
    await vscode.commands.executeCommand('gradline.probeModelAtCursor');
    await eventually('the problem to go', () => (told().length === 0 ? true : undefined));
  });
});
