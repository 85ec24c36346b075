/** Proves how runs start, end and give way to each other, and where they show. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  assertEach,
  clickOn,
  closePanel,
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
  statusItem,
  vanishing,
  withSetting,
  writeNew,
} from './support';

const isProbing = async (uri: vscode.Uri): Promise<boolean> =>
  (await lenses(uri)).some(({ title }) => title.includes('Probing gradients'));

describe('a run', () => {
  afterEach(reset);

  it('opens the panel beside the editor and leaves the focus where it was', async () => {
    await closePanel();
    const editor = await openNew(healthy);
    await probe(editor.document.uri);
    const tab = panelTab();
    assert.ok(tab);
    assert.notEqual(tab.group.viewColumn, editor.viewColumn);
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
  });

  it('can be cancelled in the status bar, which is still at once', async () => {
    const { document } = await openNew(runaway);
    const run = probe(document.uri);
    await eventually('the run to start', async () => ((await isProbing(document.uri)) ? true : undefined));
    const status = statusItem();
    assert.match(status.text, /^\$\(loading~spin\) /);
    await clickOn(status);
    assert.doesNotMatch(status.text, /loading/);
    await run;
    assert.equal(await isProbing(document.uri), false);
    assert.deepEqual(
      (await layerLenses(document.uri)).map(({ title }) => title),
      ['not probed'],
    );
  });

  it('shows the gradients of its first steps, over as many lines, until there is more to say', async () => {
    const { document } = await openNew(vanishing);
    const before = (await lenses(document.uri)).map(({ line }) => line);
    await withSetting('steps', 1000, async () => {
      const run = probe(document.uri);
      const first = await eventually('gradients of the first steps', async () => {
        const shown = await lenses(document.uri);
        return shown.some(({ title }) => title.includes('first steps')) ? shown : undefined;
      });
      assert.deepEqual(
        first.map(({ line }) => line),
        before,
      );
      const [model, ...layers] = first.map(({ title }) => title);
      assert.match(model, /Probing gradients/);
      assertEach(layers, 3, /^∇ \S+( · 10 layers)? · first steps$/);
      assert.deepEqual(problems(document.uri), []);
      await vscode.commands.executeCommand('gradline.cancel');
      await run;
    });
    assertEach(await layerTitles(document.uri), 3, /^not probed$/);
  });

  it('ends when the panel is closed, which stays closed', async () => {
    await closePanel();
    const { document } = await openNew(runaway);
    await withSetting('timeLimit', 600, async () => {
      // Closed while the code is still read, and while it runs: the time limit is longer than this test may take.
      const first = probe(document.uri);
      await vscode.window.tabGroups.close(await eventually('the panel', panelTab));
      await first;
      assert.equal(await isProbing(document.uri), false);
      assert.equal(panelTab(), undefined);

      await probe(await writeNew(healthy));
      const second = probe(document.uri);
      await eventually('the run to start', async () => ((await isProbing(document.uri)) ? true : undefined));
      await vscode.window.tabGroups.close(await eventually('the panel', panelTab));
      await second;
      assert.equal(await isProbing(document.uri), false);
      assert.equal(panelTab(), undefined);
    });
  });

  it('gives way to a newer one', async () => {
    await closePanel();
    const slow = await writeNew(runaway);
    const { document } = await openNew(healthy);
    const first = probe(slow);
    await eventually('the panel', panelTab);
    const second = probe(document.uri);
    await Promise.all([first, second]);
    assertEach(await layerTitles(document.uri), 2, /^∇ /);
  });

  it('takes the unsaved text', async () => {
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Workspace);
    const editor = await openNew(healthy);
    await editor.edit((edit) => {
      const position = find(editor.document, 'model.add(tf.layers.dense({ units: 1 }))');
      edit.insert(position, "model.add(tf.layers.dense({ units: 5, activation: 'relu' }));\n");
    });
    await probe(editor.document.uri);
    assert.equal(editor.document.isDirty, true);
    const titles = (await layerLenses(editor.document.uri)).map(({ title }) => title);
    assertEach(titles, 3, /^∇ /);
  });

  it('starts by itself on saving what has been probed, if the person wants that', async () => {
    const editor = await openNew(healthy);
    await probe(editor.document.uri);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '\n');
    });
    const isStale = async (): Promise<boolean> =>
      (await layerLenses(editor.document.uri)).some(({ title }) => title.includes('before edit'));
    assert.equal(await isStale(), true);
    await withSetting('probeOnSave', true, async () => {
      await editor.document.save();
      await eventually('fresh numbers', async () => ((await isStale()) ? undefined : true));
    });
  });

  it('goes for the file that a helper’s layer was measured with', async () => {
    const helper = await writeNew(
      `import * as tf from '@tensorflow/tfjs';\n\nexport const hidden = () => tf.layers.dense({ units: 4, ` +
        `activation: 'relu' });\n`,
      'hidden.ts',
    );
    const user = vscode.Uri.joinPath(helper, '..', 'user.ts');
    const text = healthy
      .replace('tf.layers.dense({ units: 1 })', 'hidden());\nmodel.add(tf.layers.dense({ units: 1 })')
      .replace('\n\n', "\nimport { hidden } from './hidden';\n\n");
    await vscode.workspace.fs.writeFile(user, new TextEncoder().encode(text));
    await probe(user);
    const editor = await vscode.window.showTextDocument(helper, { viewColumn: vscode.ViewColumn.One });
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(find(editor.document, '4,'), find(editor.document, ', activation')), '6');
    });
    assert.match((await layerLenses(helper))[0].title, /before edit/);
    const position = find(editor.document, 'dense');
    editor.selection = new vscode.Selection(position, position);
    await vscode.commands.executeCommand('gradline.probeModelAtCursor');
    const [badge] = await layerLenses(helper);
    assert.match(badge.title, /^∇ [\d.e+-]+$/);
  });

  it('keeps the last numbers when the next one fails', async () => {
    const editor = await openNew(vanishing);
    await probe(editor.document.uri);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(2, 0), "throw new Error('not today');\n");
    });
    await probe(editor.document.uri);
    assertEach(await layerTitles(editor.document.uri), 3, /^.*∇.*before edit$/);
  });
});
