/** Proves that fixes are searched, and offered on lenses, as quick fixes and as a diff, and that one heals. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  clickOn,
  codeOf,
  eventually,
  lenses,
  openNew,
  probe,
  problems,
  reset,
  statusItem,
  withSetting,
} from './support';

/** Its gradients vanish in the sigmoid layers. */
const deepSigmoid = `import * as tf from '@tensorflow/tfjs';

const hidden = { units: 16, activation: 'sigmoid' as const };
export const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [8], ...hidden }));
for (let i = 0; i < 7; i++) model.add(tf.layers.dense(hidden));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
const xs = tf.randomNormal([64, 8]);
void model.fit(xs, xs.sum(1, true), { epochs: 5, batchSize: 16 });
`;

/** Each of its two models has the finding of `deepSigmoid` on the same line. */
const twins = deepSigmoid
  .replace('export const model = tf.sequential();', 'function build(rate: number) {\n  const model = tf.sequential();')
  .replace('tf.train.adam(0.01)', 'tf.train.adam(rate)')
  .replace('const xs', '  return model;\n}\nexport const [slow, quick] = [build(0.01), build(0.02)];\nconst xs')
  .replace(/void model\.(fit.*)/, 'void slow.$1\nvoid quick.$1');

const healthy = deepSigmoid.replace("'sigmoid'", "'tanh'").replace('i < 7', 'i < 1');

/** Its inputs throw units to the zero side, so that findings on the inputs meet those on dead units on one line. */
const largeInputs = `import * as tf from '@tensorflow/tfjs';

const brightness = tf.randomUniform([128, 20], 0, 255);
const contrast = brightness.max(1, true).sub(brightness.min(1, true)).div(255);
export const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', kernelInitializer: 'heUniform', inputShape: [20] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'sgd', loss: 'meanAbsoluteError' });
void model.fit(brightness, contrast, { batchSize: 32, epochs: 10 });
`;

async function fixLens(uri: vscode.Uri): Promise<string | undefined> {
  return (await lenses(uri)).find(({ command }) => command === 'gradline.previewFix')?.title;
}

async function quickFixes(
  document: vscode.TextDocument,
  range = problems(document.uri)[0].range,
): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.filter(({ title }) => /→|^Disable /.test(title));
}

async function provenFixes(document: vscode.TextDocument, range?: vscode.Range): Promise<vscode.CodeAction[]> {
  return (await quickFixes(document, range)).filter(({ title }) => title.includes('→'));
}

describe('fixes', function () {
  this.timeout(90_000);
  afterEach(reset);

  it('are offered after a search, heal the model, and are undone in one step', async () => {
    const { document } = await openNew(deepSigmoid);
    await probe(document.uri);
    assert.ok(problems(document.uri).map(codeOf).includes('vanishing-gradient'));
    assert.equal(await fixLens(document.uri), undefined, 'nothing is offered before it is proven');

    const search = vscode.commands.executeCommand('gradline.findFixes', document.uri);
    await eventually('a lens with a fix', () => fixLens(document.uri), 60_000);
    // The others need not be tried. What is proven by then stays.
    await vscode.commands.executeCommand('gradline.cancel');
    await search;
    const lens = (await fixLens(document.uri)) ?? '';
    assert.match(lens, /^Fix: .+ \(.+ → .+, (\d+) of \1 seeds\)$/);

    const actions = await provenFixes(document);
    assert.ok(actions.length >= 1 && actions.length <= 5, actions.map(({ title }) => title).join('\n'));
    assert.equal(actions[0].isPreferred, true);
    assert.equal(`Fix: ${actions[0].title}`, lens);
    const suffering = problems(document.uri)[0].relatedInformation?.[0].location.range;
    assert.ok(suffering && !suffering.isEqual(problems(document.uri)[0].range));
    assert.equal((await provenFixes(document, suffering))[0].title, actions[0].title);

    assert.ok(actions[0].edit && (await vscode.workspace.applyEdit(actions[0].edit)));
    assert.notEqual(document.getText(), deepSigmoid);
    assert.equal(await fixLens(document.uri), undefined, 'the text is another now');
    await probe(document.uri);
    assert.deepEqual(
      problems(document.uri).filter(({ severity }) => severity < vscode.DiagnosticSeverity.Information),
      [],
    );

    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), deepSigmoid);
  });

  it('stand once on a line with several findings, and behind them the one for all of the model', async () => {
    const { document } = await openNew(largeInputs);
    await probe(document.uri);
    const search = vscode.commands.executeCommand('gradline.findFixes', document.uri);
    await eventually('a lens with a fix', () => fixLens(document.uri), 60_000);
    await vscode.commands.executeCommand('gradline.cancel');
    await search;
    const dead = problems(document.uri).find((one) => codeOf(one) === 'dead-units');
    const titles = (await provenFixes(document, dead?.range)).map(({ title }) => title);
    const forAll = titles.filter((title) => title.startsWith('Fix all gradient findings in model: '));
    assert.equal(forAll.length, 1, titles.join('\n'));
    assert.equal(titles.at(-1), forAll[0]);
    assert.equal(new Set(titles).size, titles.length, titles.join('\n'));
    assert.ok(titles.length > 1 && titles.length <= 5, titles.join('\n'));
  });

  it('stand beside one action that disables all findings of a code on their line', async () => {
    const { document } = await openNew(twins);
    await probe(document.uri);
    const found = problems(document.uri).filter((one) => codeOf(one) === 'vanishing-gradient');
    const [{ range }] = found;
    assert.deepEqual(
      found.map(({ range: { start } }) => start.line),
      [range.start.line, range.start.line],
    );
    const disabling = (await quickFixes(document, range)).filter(({ title }) => title.startsWith('Disable vanishing'));
    assert.equal(disabling.length, 1);
    assert.ok(disabling[0].edit && (await vscode.workspace.applyEdit(disabling[0].edit)));
    await probe(document.uri);
    assert.ok(!problems(document.uri).some((one) => codeOf(one) === 'vanishing-gradient'));
  });

  it('are shown as a diff with the proof in its title, and applied from there', async () => {
    const { document } = await openNew(deepSigmoid);
    await withSetting('fixes', 'auto', () => probe(document.uri));
    const lens = await eventually('a lens with a fix', () => fixLens(document.uri), 60_000);
    await vscode.commands.executeCommand('gradline.cancel');
    const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      1000,
    );
    const command = all.find(({ command }) => command?.command === 'gradline.previewFix')?.command;
    assert.ok(command);
    void vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    const diff = await eventually('the diff', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === lens),
    );
    assert.ok(diff.input instanceof vscode.TabInputTextDiff);
    const fixed = (await vscode.workspace.openTextDocument(diff.input.modified)).getText();
    assert.notEqual(fixed, deepSigmoid);
    await vscode.commands.executeCommand('gradline.applyFix', diff.input.modified);
    assert.equal(document.getText(), fixed);
  });

  it('are searched until a click on their progress in the status bar, and a probe can follow', async () => {
    const { document } = await openNew(deepSigmoid);
    await probe(document.uri);
    const status = statusItem();
    const verdict = status.text;
    assert.match(verdict, /^\$\(warning\) 1 gradient finding$/);
    const search = vscode.commands.executeCommand('gradline.findFixes', document.uri);
    await eventually('a candidate in the status bar', () => /^\$\(loading~spin\) fix 1 of \d+/.test(status.text));
    await clickOn(status);
    assert.equal(status.text, verdict);
    await search;
    assert.equal(await fixLens(document.uri), undefined);
    await probe(document.uri);
    assert.equal(status.text, verdict);
  });

  it('are searched until a probe begins, which takes the place of the search', async () => {
    const { document } = await openNew(deepSigmoid);
    await probe(document.uri);
    const status = statusItem();
    const verdict = status.text;
    let isOver = false;
    const search = vscode.commands.executeCommand('gradline.findFixes', document.uri);
    void search.then(() => (isOver = true));
    await eventually('a candidate in the status bar', () => /^\$\(loading~spin\) fix 1 of \d+/.test(status.text));
    const probed = probe(document.uri);
    await eventually('the probe in the status bar', () => /^\$\(loading~spin\) (?!fix)/.test(status.text));
    await probed;
    assert.equal(isOver, true);
    assert.equal(status.text, verdict);
    assert.equal(await fixLens(document.uri), undefined);
  });

  it('are not searched for a healthy model', async () => {
    const { document } = await openNew(healthy);
    await withSetting('fixes', 'auto', () => probe(document.uri));
    await vscode.commands.executeCommand('gradline.findFixes', document.uri);
    assert.equal(await fixLens(document.uri), undefined);
  });
});
