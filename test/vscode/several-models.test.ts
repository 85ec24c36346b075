/**
 * Proves that each of several models has its own result, and that a line shared by models or callers shows the worst
 * and counts the others.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  assertEach,
  codeOf,
  find,
  hoverAt,
  layerLenses,
  type Lens,
  lenses,
  openNew,
  probe,
  problems,
  reset,
  writeNew,
} from './support';
import { modelTree, outline } from './tree';

/** A function that stacks sigmoids, in a file of its own or not. */
const helper = `function stack(depth: number): tf.Sequential {
  const net = tf.sequential();
  net.add(tf.layers.dense({ units: 16, activation: depth > 2 ? 'sigmoid' : 'relu', inputShape: [8] }));
  for (let at = 0; at < depth; at++) {
    net.add(tf.layers.dense({ units: 16, activation: depth > 2 ? 'sigmoid' : 'relu' }));
  }
  net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  return net;
}
`;

const train = (name: string, depth: number): string => `const ${name} = stack(${depth});
${name}.compile({ optimizer: tf.train.sgd(0.1), loss: 'binaryCrossentropy' });
void ${name}.fit(inputs, inputs.sum(1, true).greater(0), { epochs: 50, batchSize: 16 });
`;

const head = "import * as tf from '@tensorflow/tfjs';\n\nconst inputs = tf.randomNormal([64, 8]);\n";

/** The lenses that stand for layers, not those that tell what a function's arguments are. */
async function badges(uri: vscode.Uri): Promise<Lens[]> {
  return (await layerLenses(uri)).filter(({ title }) => /^(∇|not )/.test(title));
}

describe('several models', () => {
  // Nothing else may have started the extension by then.
  before(modelTree);
  afterEach(reset);

  it('of one file have a verdict each, on their own lines', async () => {
    const { document } = await openNew(`${head}
export const good = tf.sequential();
good.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [8] }));
good.add(tf.layers.dense({ units: 1 }));
good.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
void good.fit(tf.randomNormal([64, 8]), tf.randomNormal([64, 1]), { epochs: 5, batchSize: 16 });

export const bad = tf.sequential();
bad.add(tf.layers.dense({ units: 16, activation: 'sigmoid', inputShape: [8] }));
for (let at = 0; at < 12; at++) bad.add(tf.layers.dense({ units: 16, activation: 'sigmoid' }));
bad.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
bad.compile({ optimizer: tf.train.sgd(0.01), loss: 'binaryCrossentropy' });
void bad.fit(tf.randomNormal([64, 8]), tf.randomUniform([64, 1]).round(), { epochs: 5, batchSize: 16 });
`);
    await probe(document.uri);
    const models = (await lenses(document.uri)).filter(({ title }) => title.startsWith('Probe gradients'));
    assert.deepEqual(
      models.map(({ title }) =>
        title.includes('healthy') ? 'healthy' : title.includes('vanishing') ? 'vanishing' : title,
      ),
      ['healthy', 'vanishing'],
    );
    const [file] = await modelTree();
    assert.deepEqual(
      file.children.map(({ label, icon }) => [label, icon === 'pass']),
      [
        ['good', true],
        ['bad', false],
      ],
      outline([file]),
    );
    const title = async (row: number): Promise<string> => (await badges(document.uri))[row].title;
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '\n');
    });
    await vscode.commands.executeCommand('gradline.probeAgain', file.children[1].node);
    assert.match(await title(0), /before edit/);
    assert.doesNotMatch(await title(2), /before edit/);
    const vanishing = problems(document.uri).filter((one) => codeOf(one) === 'vanishing-gradient');
    assert.ok(vanishing.length > 0);
    for (const problem of vanishing) assert.ok(problem.range.start.line > 8);
  });

  it('made by one function share its lines: the badge shows the worst, the hover lists all', async () => {
    const { document } = await openNew(`${head}${helper}\n${train('shallow', 1)}${train('deep', 12)}`);
    await probe(document.uri);
    const [first] = await badges(document.uri);
    assert.equal(first.line, find(document, 'dense').line);
    assert.match(first.title, /↓.* · 2 layers/);
    const text = await hoverAt(document.uri, find(document, 'dense'));
    assert.match(text, /worst of 2 on this line/);
    const rows = text.split('\n').filter((row) => row.startsWith('- '));
    assert.equal(rows.length, 2, text);
    const lineOf = (code: string): number => find(document, code).line + 1;
    assert.match(rows[0], new RegExp(`called at line ${lineOf('stack(12)')}: .*↓`));
    assert.match(rows[1], new RegExp(`called at line ${lineOf('stack(1)')}: ∇ [^↓]*$`));

    const overModel = await hoverAt(document.uri, find(document, 'sequential()'));
    assert.match(overModel, /2 models were made here/);
    const [file] = await modelTree();
    assert.deepEqual(file.children.map(({ icon }) => icon === 'pass').sort(), [false, true], outline([file]));
  });

  it('made by one function have one problem for what is wrong with both', async () => {
    const { document } = await openNew(`${head}${helper}\n${train('deep', 12)}${train('deeper', 14)}`);
    await probe(document.uri);
    const found = problems(document.uri).filter((one) => codeOf(one) === 'vanishing-gradient');
    assert.equal(found.length, 1, found.map(({ message }) => message).join('\n'));
    const [file] = await modelTree();
    assert.equal(file.children.length, 2, outline([file]));
  });

  it('give a helper in another file its badges, one probe after the other', async () => {
    const uri = await writeNew(`${head}export ${helper}`, 'stack.ts');
    const write = async (name: string, depth: number): Promise<vscode.Uri> => {
      const caller = vscode.Uri.joinPath(uri, '..', `${name}.ts`);
      await vscode.workspace.fs.writeFile(
        caller,
        new TextEncoder().encode(`${head}import { stack } from './stack';\n\n${train(name, depth)}`),
      );
      return caller;
    };
    const [shallow, deep] = [await write('shallow', 1), await write('deep', 12)];
    const { document } = await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
    assert.deepEqual([...new Set((await badges(uri)).map(({ title }) => title))], ['not probed']);

    await probe(shallow);
    assertEach(
      (await badges(uri)).map(({ title }) => title),
      3,
      /^∇ [^↓]*$/,
    );
    await probe(deep);
    assert.match((await badges(uri))[0].title, /↓.* · 2 layers/);
    const rows = (await hoverAt(uri, find(document, 'dense'))).split('\n').filter((row) => row.startsWith('- '));
    assert.deepEqual(
      rows.map((row) => /called at (\w+)/.exec(row)?.[1]),
      ['deep', 'shallow'],
    );
    assert.deepEqual(
      (await modelTree()).map(({ label }) => label),
      ['deep.ts', 'shallow.ts'],
    );
  });
});
