/** Proves what happens to results and runs when their file is closed, renamed, deleted or shown twice. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  assertEach,
  eventually,
  find,
  healthy,
  layerLenses,
  layerTitles,
  lenses,
  openNew,
  panelTab,
  probe,
  problems,
  reset,
  runaway,
  vanishing,
  withSetting,
} from './support';

const isProbing = async (uri: vscode.Uri): Promise<boolean> =>
  (await lenses(uri)).some(({ title }) => title.includes('Probing gradients'));

async function closeEditorsOf(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  await vscode.window.tabGroups.close(tabs);
}

async function rename(from: vscode.Uri, name: string): Promise<vscode.Uri> {
  const to = vscode.Uri.joinPath(from, '..', name);
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(from, to);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
  return to;
}

describe('a file', () => {
  afterEach(reset);

  it(
    'that is closed while it is probed is probed to the end, and shows its badges when it is opened ' + 'again',
    async () => {
      const { document } = await openNew(healthy);
      const run = probe(document.uri);
      await eventually('the run to start', async () => ((await isProbing(document.uri)) ? true : undefined));
      await closeEditorsOf(document.uri);
      await run;
      await vscode.window.showTextDocument(document.uri, { viewColumn: vscode.ViewColumn.One });
      assertEach(await layerTitles(document.uri), 2, /^∇ [\d.e+-]+$/);
    },
  );

  it('that is closed takes its problems along, and brings them back', async () => {
    const { document } = await openNew(vanishing);
    const { uri } = document;
    await probe(uri);
    assert.notEqual(problems(uri).length, 0);
    await closeEditorsOf(uri);
    await eventually('the problems to go', () => (problems(uri).length === 0 ? true : undefined));
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
    await eventually('the problems to come back', () => (problems(uri).length > 0 ? true : undefined));
  }).timeout(120_000);

  it(
    'that is renamed while it is probed can be probed under its new name; ' + 'nothing stays under the old one',
    async () => {
      const { document } = await openNew(runaway);
      const { uri } = document;
      await withSetting('timeLimit', 600, async () => {
        const run = probe(uri);
        await eventually('the run to start', async () => ((await isProbing(uri)) ? true : undefined));
        const renamed = await rename(uri, 'renamed.ts');
        await vscode.commands.executeCommand('gradline.cancel');
        await run;
        assert.deepEqual(problems(uri), []);
        const edit = new vscode.WorkspaceEdit();
        edit.replace(renamed, new vscode.Range(0, 0, 100, 0), healthy);
        await vscode.workspace.applyEdit(edit);
        await probe(renamed);
        assert.deepEqual(
          (await layerLenses(renamed)).map(({ title }) => title.slice(0, 2)),
          ['∇ ', '∇ '],
        );
      });
    },
  );

  it('that is renamed loses what was measured under the old name', async () => {
    const { document } = await openNew(vanishing);
    const { uri } = document;
    await probe(uri);
    const renamed = await rename(uri, 'other-name.ts');
    await eventually('the problems to go', () => (problems(uri).length === 0 ? true : undefined));
    await vscode.window.showTextDocument(renamed, { viewColumn: vscode.ViewColumn.One });
    assertEach(await layerTitles(renamed), 3, /^not probed$/);
    await probe(renamed);
    assertEach(await layerTitles(renamed), 3, /∇/);
  });

  it('that is deleted while it is probed leaves nothing behind', async () => {
    const { document } = await openNew(runaway);
    const { uri } = document;
    await withSetting('timeLimit', 1, async () => {
      const run = probe(uri);
      await eventually('the run to start', async () => ((await isProbing(uri)) ? true : undefined));
      const deletion = new vscode.WorkspaceEdit();
      deletion.deleteFile(uri);
      await vscode.workspace.applyEdit(deletion);
      await run;
    });
    await eventually(
      'no problem of a file that is gone',
      () => (problems(uri).length === 0 ? true : undefined),
      60_000,
    );
  }).timeout(120_000);

  it('in two editors has the same badges in both, and follows edits made in either', async () => {
    const first = await openNew(healthy);
    await probe(first.document.uri);
    const panel = panelTab();
    assert.ok(panel);
    const second = await vscode.window.showTextDocument(first.document, {
      viewColumn: panel.group.viewColumn,
      preserveFocus: false,
    });
    assert.equal(second.document, first.document);
    assert.deepEqual(vscode.window.visibleTextEditors.filter(({ document }) => document === first.document).length, 2);
    const fresh = (await layerLenses(first.document.uri)).map(({ title }) => title);
    assertEach(fresh, 2, /^∇ [\d.e+-]+$/);
    await second.edit((edit) => {
      edit.insert(find(second.document, 'const model'), '\n');
    });
    assert.deepEqual(
      (await layerLenses(first.document.uri)).map(({ title }) => title),
      fresh.map((title) => `${title} · before edit`),
    );
  });
});
