/** Proves what the lenses over models and layers say, before and after a probe. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  assertEach,
  closePanel,
  eventually,
  find,
  healthy,
  layerLenses,
  lenses,
  openNew,
  panelTab,
  probe,
  problems,
  reset,
  vanishing,
  withSetting,
  writeNew,
} from './support';

describe('lenses', () => {
  afterEach(reset);

  it('come from the parse alone', async () => {
    await closePanel();
    const { document } = await openNew(vanishing);
    assert.deepEqual(await lenses(document.uri), [
      { line: 2, title: 'Probe gradients', command: 'gradline.probe' },
      { line: 3, title: 'not probed', command: 'gradline.probe' },
      { line: 5, title: 'not probed', command: 'gradline.probe' },
      { line: 7, title: 'not probed', command: 'gradline.probe' },
    ]);
    assert.equal(panelTab(), undefined, 'nothing was run');
  });

  it('become badges, as many as before and on the same lines', async () => {
    const { document } = await openNew(vanishing);
    const before = await lenses(document.uri);
    await probe(document.uri);
    const after = await lenses(document.uri);
    assert.deepEqual(
      after.map(({ line }) => line),
      before.map(({ line }) => line),
    );
    const titles = after.map(({ title }) => title);
    assert.match(titles[0], /Probe gradients · .*finding/);
    assertEach(titles.slice(1), 3, /∇/);
    assert.match(titles.slice(1).join('\n'), /vanishing/);
    assert.match(titles[2], /10 layers/);
  });

  it('stay quiet over healthy layers', async () => {
    const { document } = await openNew(healthy);
    await withSetting('seeds', 3, () => probe(document.uri));
    const [model, ...layers] = await lenses(document.uri);
    assert.match(model.title, /healthy in 30 steps × 3 seeds/);
    assertEach(
      layers.map(({ title }) => title),
      2,
      /^∇ [\d.e+-]+$/,
    );
    assert.deepEqual(problems(document.uri), []);
  });

  it('show in a helper’s file what the file that uses it measured', async () => {
    const helper = await writeNew(
      `import * as tf from '@tensorflow/tfjs';\n\nexport const hidden = (units: number) => tf.layers.dense({ ` +
        `units, activation: 'relu' });\n`,
      'hidden.ts',
    );
    const user = vscode.Uri.joinPath(helper, '..', 'uses-helper.ts');
    const text = healthy
      .replace('tf.layers.dense({ units: 1 })', 'hidden(12));\nmodel.add(tf.layers.dense({ units: 1 })')
      .replace('\n\n', "\nimport { hidden } from './hidden';\n\n");
    await vscode.workspace.fs.writeFile(user, new TextEncoder().encode(text));
    const { document } = await vscode.window.showTextDocument(helper).then((editor) => editor);
    assert.deepEqual(
      (await layerLenses(helper)).map(({ title }) => title),
      ['not probed'],
    );
    await probe(user);
    const [badge] = await layerLenses(document.uri);
    assert.match(badge.title, /^∇ /);
    assert.equal(badge.line, 2);
  });

  it('keep the last good answer while the code is half typed', async () => {
    const editor = await openNew(vanishing);
    assert.equal((await layerLenses(editor.document.uri)).length, 3);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(3, 0), 'const unfinished = {\n  name: `\n');
    });
    assert.deepEqual(
      (await layerLenses(editor.document.uri)).map(({ line }) => line),
      [5, 7, 9],
    );
  });

  it('go away by one setting and by one command', async () => {
    const { document } = await openNew(vanishing);
    await withSetting('lenses.enabled', false, async () => {
      assert.deepEqual(await lenses(document.uri), []);
      await vscode.commands.executeCommand('gradline.toggleLenses');
      assert.equal((await layerLenses(document.uri)).length, 3);
      await vscode.commands.executeCommand('gradline.toggleLenses');
      assert.deepEqual(await lenses(document.uri), []);
    });
    await eventually('the lenses to come back', async () =>
      (await layerLenses(document.uri)).length === 3 ? true : undefined,
    );
  });

  it('say which lines a probe did not reach', async () => {
    const { document } = await openNew(
      `${healthy}\nexport function unused(size: number) {\n  if (size < 0) return tf.layers.dense({ units: 3 ` +
        `});\n  return undefined;\n}\n`,
    );
    const line = find(document, 'units: 3').line;
    await probe(document.uri);
    assert.equal((await layerLenses(document.uri)).find((lens) => lens.line === line)?.title, 'not reached');
  });
});
