/**
 * Proves that weights and data of the workspace reach the worker of the panel: a saved model is loaded, a comment's
 * file is trained on.
 */

import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as vscode from 'vscode';
import { codeOf, eventually, layerLenses, openNew, probe, problems, reset } from './support';

const head = "import * as tf from '@tensorflow/tfjs';\n";

/** Puts files beside a document. */
async function writeBeside(
  document: vscode.TextDocument,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(document.uri, '..', name), bytes);
  }
}

/** A saved model of two layers. */
async function savedModel(): Promise<Record<string, Uint8Array | string>> {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 6, activation: 'relu', inputShape: [4], name: 'first' }),
      tf.layers.dense({ units: 2, name: 'second' }),
    ],
  });
  const files: Record<string, Uint8Array | string> = {};
  await model.save({
    save: ({ modelTopology, weightSpecs, weightData }) => {
      files['public/net/model.json'] = JSON.stringify({
        modelTopology,
        weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
      });
      files['public/net/weights.bin'] = new Uint8Array(weightData as ArrayBuffer);
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
    },
  });
  return files;
}

describe('data of the workspace', () => {
  afterEach(reset);

  it('are the weights of a saved model, whose layers share the line that loads it', async () => {
    const { document } = await openNew(
      `${head}\nexport async function classify() {\n  const net = await tf.loadLayersModel('/net/model.json');\n ` +
        ` return net.predict(tf.zeros([1, 4]));\n}\n`,
    );
    await writeBeside(document, await savedModel());
    assert.deepEqual(
      (await layerLenses(document.uri)).map(({ line, title }) => [line, title]),
      [[3, 'not probed']],
    );
    await probe(document.uri);
    const [{ line, title }] = await layerLenses(document.uri);
    assert.equal(line, 3);
    assert.match(title, /^∇ .* · 2 layers/);
  });

  it('are the batches of a table that a comment names', async () => {
    const { document } = await openNew(
      `${head}// gradline: data = ./rows.csv#y\nexport function build() {\n  const model = tf.sequential({ ` +
        `layers: [\n    tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'ones' })] ` +
        `});\n  model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });\n  return model;\n}\n`,
    );
    await writeBeside(document, { 'rows.csv': 'x,y\n100,0\n100,0\n' });
    await probe(document.uri);
    // The loss is (100 w)², so that its gradient at the output is 200 / √2, over two examples.
    const [{ title }] = await layerLenses(document.uri);
    assert.match(title, /1\.4e\+2/);
  });

  it(
    'are a problem on the comment where they do not fit, and the model is probed without them; the problem goes ' +
      'with the edit',
    async () => {
      const text =
        `${head}// gradline: data = ./rows.csv#y\nexport function build() {\n  const model = tf.sequential({ ` +
        `layers: [\n    tf.layers.dense({ units: 1, inputShape: [1] })] });\n  model.compile({ optimizer: 'sgd', ` +
        `loss: 'meanSquaredError' });\n  return model;\n}\n`;
      const editor = await openNew(text);
      const { document } = editor;
      await writeBeside(document, { 'rows.csv': 'a,b,y\n1,2,0\n3,4,0\n' });
      await probe(document.uri);
      const [problem] = problems(document.uri).filter((one) => codeOf(one) === 'data');
      assert.match(
        problem.message,
        /^Line 2: rows\.csv has 2 features a row \(a, b\), but the model takes \[any, 1\]\./,
      );
      assert.equal(document.getText(problem.range), './rows.csv#y');
      assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
      assert.match((await layerLenses(document.uri))[0].title, /^∇/);
      await editor.edit((edit) => {
        edit.replace(problem.range, './rows.csv#y,b');
      });
      await eventually('the problem to go', () =>
        problems(document.uri).some((one) => codeOf(one) === 'data') ? undefined : true,
      );
    },
  );

  it('are told of beside a syntax error that keeps the file from being bundled', async () => {
    const { document } = await openNew(
      `${head}// gradline: data = ./none.csv#y\nexport const model = tf.sequential({ layers: [tf.layers.dense({ ` +
        `units: 1, inputShape: [1] })] });\nexport function (\n`,
    );
    await probe(document.uri);
    assert.deepEqual(problems(document.uri).map(codeOf).sort(), ['data', 'syntax']);
  });
});
