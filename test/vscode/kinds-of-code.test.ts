/**
 * Proves for code as people write it what the editor shows: in every kind of file, for models in classes and handlers,
 * and while the code is half typed.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, find, fixture, layerLenses, lenses, openNew, probe, problems, reset } from './support';

/** Lines on which the fixture expects layers, from 0. */
function layerLines(text: string): number[] {
  return text.split('\n').flatMap((content, line) => (/\/\/! (?:.*; )?layers?\b/.test(content) ? [line] : []));
}

async function openFixture(name: string): Promise<vscode.TextEditor> {
  const text = await fixture(`code/${name}`);
  const editor = await openNew(text, name);
  const waiting = await layerLenses(editor.document.uri);
  assert.deepEqual(
    waiting.map(({ line }) => line),
    layerLines(text),
    'a lens over each layer before anything runs',
  );
  return editor;
}

describe('code as people write it', function () {
  this.timeout(120_000);
  const set = async (steps: number | undefined, seeds: number | undefined): Promise<void> => {
    const settings = vscode.workspace.getConfiguration('gradline');
    await settings.update('steps', steps, vscode.ConfigurationTarget.Workspace);
    await settings.update('seeds', seeds, vscode.ConfigurationTarget.Workspace);
  };
  // What is shown is asked, not how the verdict comes about.
  before(() => set(5, 1));
  after(() => set(undefined, undefined));
  afterEach(reset);

  const kinds: readonly (readonly [what: string, name: string])[] = [
    ['a component in a .tsx file', 'counter-component.tsx'],
    ['a component in a .jsx file', 'colors-view.jsx'],
    ['a CommonJS script in a .cjs file', 'spam-require.cjs'],
    ['a module in a .mjs file', 'sine-top-level.mjs'],
    ['a script of a page that knows tfjs as a global', 'page-global.js'],
    ['a page with its own script', 'page-script.html'],
    ['a model in a field of a class', 'weather-class.ts'],
    ['a class that extends Sequential', 'extends-sequential.ts'],
  ];
  for (const [what, name] of kinds) {
    it(`${what} gets a badge over each layer`, async () => {
      const { document } = await openFixture(name);
      await probe(document.uri);
      const badges = await layerLenses(document.uri);
      assert.deepEqual(
        badges.map(({ line }) => line),
        layerLines(document.getText()),
      );
      assert.ok(badges.length > 0);
      for (const { title } of badges) assert.match(title, /∇/);
    });
  }

  it('one helper line of several callers gets one badge that speaks for all', async () => {
    const { document } = await openFixture('residual-helper.ts');
    await probe(document.uri);
    const line = find(document, "tag + 'a'").line;
    const badges = (await layerLenses(document.uri)).filter((lens) => lens.line === line);
    assert.equal(badges.length, 1);
    assert.match(badges[0].title, /∇.*3 layers/);
  });

  it(
    'on a network whose weights cannot be had, the head gets its badges, ' + 'and a lens says what was made up',
    async () => {
      const { document } = await openNew(await fixture('code/transfer-pretrained.ts'), 'transfer-pretrained.ts');
      await probe(document.uri);
      const missing = problems(document.uri).filter((problem) => codeOf(problem) === 'needs-weights');
      assert.deepEqual(
        missing.map(({ message }) => message),
        [],
      );
      const head = find(document, 'tf.layers.dense({ units: 6').line;
      assert.match((await layerLenses(document.uri)).find(({ line }) => line === head)?.title ?? '', /∇/);
      const titles = (await lenses(document.uri)).map(({ title }) => title);
      assert.ok(
        titles.some((title) => title.includes('MobileNet')),
        titles.join('\n'),
      );
    },
  );

  it('half typed, it keeps its last good badges, and the message names the first error of the text', async () => {
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Workspace);
    const editor = await openFixture('config-spread.ts');
    const { document } = editor;
    await probe(document.uri);
    const good = await layerLenses(document.uri);
    const place = find(document, 'model.add(tf.layers.dense(last)');
    await editor.edit((edit) => {
      edit.insert(place, 'model.add(tf.layers.dropout({ rate: }));\n  ');
    });
    await probe(document.uri);
    const kept = (await layerLenses(document.uri)).filter(({ title }) => title.includes('∇'));
    assert.deepEqual(
      kept.map(({ title }) => title),
      good.map(({ title }) => `${title} · before edit`),
    );
    const [problem] = problems(document.uri).filter((one) => codeOf(one) === 'syntax');
    assert.equal(problem.range.start.line, place.line);
    assert.match(problem.message, new RegExp(`Line ${place.line + 1} of config-spread.ts is not valid code`));

    // Typed on: the message goes with the text that it was about, the badges are fresh again.
    await editor.edit((edit) => {
      edit.insert(find(document, 'rate: }').translate(0, 'rate: '.length), '0.5');
    });
    assert.deepEqual(
      problems(document.uri).filter((one) => codeOf(one) === 'syntax'),
      [],
    );
    await probe(document.uri);
    const fresh = await layerLenses(document.uri);
    assert.equal(fresh.length, good.length + 1);
    for (const { title } of fresh) assert.match(title, /^∇ [\d.e+-]+/);
  });

  it('what throws is told on the line that throws, not on one of ours', async () => {
    const { document } = await openNew(await fixture('code/throws-in-builder.ts'), 'throws-in-builder.ts');
    await probe(document.uri);
    const [problem] = problems(document.uri);
    assert.equal(codeOf(problem), 'user-code-failed');
    assert.equal(problem.range.start.line, find(document, 'registry[name]').line);
    assert.deepEqual(
      (await lenses(document.uri)).filter(({ title }) => title.includes('∇')),
      [],
    );
  });
});
