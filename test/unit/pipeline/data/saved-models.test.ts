/**
 * Proves that saved models of the workspace are loaded with their own weights and probed, and that a report names
 * missing files where they matter.
 */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FileProbe } from '../../../../src/pipeline/contract/file-probe';
import type { ModelReport, Report } from '../../../../src/report/report';
import { root } from '../../../harness/root';
import { assertClose } from '../../probe/run';
import { probeTexts } from '../probing';
import { type Files, savedFiles, savedGraph, smallClassifier } from './saved';

const head = "import * as tf from '@tensorflow/tfjs';\n";
const model = smallClassifier();

function named(probe: FileProbe, name: string): ModelReport {
  const found = probe.models.find((one) => one.name === name);
  assert.ok(
    found,
    `no ${name}: ${JSON.stringify({ models: probe.models.map((one) => one.name), errors: probe.errors })}`,
  );
  return found;
}

/** Line (from 1), code and message of each error, in order. */
function told({ errors }: FileProbe): [number, string, string][] {
  return errors.map(({ range, code, message }) => [(range?.start.line ?? 0) + 1, code, message]);
}

async function probeLoad(call: string, files: Files, file = 'src/ui/model.ts'): Promise<FileProbe> {
  return probeTexts({
    [file]:
      `${head}import path from 'node:path';\nimport { fileURLToPath } from 'node:url';\n` +
      `export async function load() {\n  const net = await ${call};\n` +
      `  return net.predict(tf.zeros([1, 8, 8, 1]));\n}\nexport { path, fileURLToPath };`,
    ...files,
  });
}

describe('saved models', function () {
  this.timeout(120_000);

  it('are probed with their own weights, on the line that loads them', async () => {
    const probe = await probeLoad(
      "tf.loadLayersModel('/models/digits/model.json')",
      await savedFiles(model, 'public/models/digits', 3),
    );
    const net = named(probe, 'net');
    assert.deepEqual(probe.errors, []);
    assert.deepEqual(
      net.layers.map(({ name, range }) => [name, range.start.line + 1, range.start.character]),
      ['edges', 'flat', 'features', 'classes'].map((name) => [name, 5, 20]),
    );
    assert.ok(net.assumed.includes('weights of ../../public/models/digits/model.json'), net.assumed.join());
    const measured = net.layers.flatMap(({ weights }) => weights.map(({ l2 }) => l2[0][0]));
    const saved = model.getWeights().map((weight) => weight.norm().dataSync()[0]);
    assert.equal(measured.length, saved.length);
    measured.forEach((norm, i) => {
      assertClose(norm + 1, saved[i] + 1, 1e-5, `weight ${i}`);
    });
  });

  const places: readonly [call: string, folder: string][] = [
    ["tf.loadLayersModel('./net/model.json')", 'src/ui/net'],
    ["tf.loadLayersModel('models/net/model.json')", 'models/net'],
    ["tf.loadLayersModel('file://./models/net/model.json')", 'models/net'],
    ["tf.loadLayersModel('file:///w/elsewhere/net/model.json')", 'elsewhere/net'],
    ["tf.loadLayersModel('http://localhost:8080/net/model.json')", 'static/net'],
    ["tf.loadLayersModel(new URL('../net/model.json', import.meta.url).href)", 'src/net'],
    ['tf.loadLayersModel(`file://${path.join(__dirname, "..", "net", "model.json")}`)', 'src/net'],
    [
      "tf.loadLayersModel('file://' + path.resolve(path.dirname(fileURLToPath(import.meta.url)), 'net/model.json'))",
      'src/ui/net',
    ],
    ["tf.loadLayersModel((tf.io as any).fileSystem('assets/net/model.json'))", 'src/assets/net'],
    ["tf.loadLayersModel(tf.io.http('/net/model.json?version=3'))", 'public/net'],
  ];
  for (const [call, folder] of places) {
    it(`are found for ${call}`, async () => {
      const probe = await probeLoad(call, await savedFiles(model, folder));
      assert.equal(named(probe, 'net').layers.length, 4);
    });
  }

  it('are the base of a model with a new head, frozen or not, and of a truncated one', async () => {
    const files = await savedFiles(model, 'net');
    const probe = await probeTexts({
      'transfer.ts': `${head}
export async function fineTune() {
  const base = await tf.loadLayersModel('net/model.json');
  for (const layer of base.layers) layer.trainable = false;
  const output = tf.layers.dense({ units: 5, activation: 'softmax', name: 'head' }).apply(
    base.getLayer('features').output) as tf.SymbolicTensor;
  const tuned = tf.model({ inputs: base.inputs, outputs: output });
  tuned.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  await tuned.fit(tf.randomNormal([32, 8, 8, 1]), tf.oneHot(tf.randomUniform([32], 0, 5, 'int32'), 5));
}
async function truncate() {
  const whole = await tf.loadLayersModel('net/model.json');
  return tf.model({ inputs: whole.inputs, outputs: whole.getLayer('flat').output });
}
export async function onFeatures() {
  const features = await truncate();
  const top = tf.sequential({ layers: [
    tf.layers.dense({ units: 2, inputShape: [features.outputs[0].shape[1] as number] })] });
  top.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  await top.fit(features.predict(tf.randomNormal([32, 8, 8, 1])) as tf.Tensor, tf.randomNormal([32, 2]));
}`,
      ...files,
    });
    assert.deepEqual(probe.errors, []);
    const tuned = named(probe, 'tuned');
    assert.equal(tuned.data, 'user');
    assert.deepEqual(
      tuned.layers.map(({ name, trainable, range }) => [name, trainable, range.start.line + 1]),
      [
        ['edges', false, 4],
        ['flat', false, 4],
        ['features', false, 4],
        ['head', true, 6],
      ],
    );
    assert.deepEqual(
      tuned.parts?.map(({ range }) => range.start.line + 1),
      [4],
    );
    assert.equal(named(probe, 'top').data, 'user');
    const whole = named(probe, 'whole');
    assert.equal(whole.entry, 'built');
    assert.deepEqual(
      whole.parts?.map(({ range }) => range.start.line + 1),
      [14],
    );
  });

  it('of graphs have nothing to train, which is said; what is trained on their outputs is probed', async () => {
    const probe = await probeTexts({
      'graph.ts': `${head}
export async function train() {
  const graph = await tf.loadGraphModel('/graph/model.json');
  const features = graph.predict(tf.randomNormal([32, 4])) as tf.Tensor2D;
  const top = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [features.shape[1]] })] });
  top.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  await top.fit(features, tf.randomNormal([32, 2]));
}`,
      ...savedGraph('public/graph'),
    });
    const [top] = probe.models;
    assert.equal(top.data, 'user');
    assert.equal(top.layers[0].weights[0].shape[0], 3);
    const [[line, code, message]] = told(probe);
    assert.deepEqual([line, code], [4, 'not-trainable']);
    assert.match(message, /^A graph model has no layers to train/);
  });

  const lacks: readonly [what: string, call: string, change: (files: Files) => void, says: RegExp][] = [
    [
      'a file of weights',
      "tf.loadLayersModel('net/model.json')",
      (files) => {
        delete files['net/group1-shard2of2.bin'];
      },
      /net\/model\.json: model\.json names the file group1-shard2of2\.bin, which is not there\. Put it into \/w\/net/,
    ],
    [
      'the end of the weights',
      "tf.loadLayersModel('net/model.json')",
      (files) => {
        files['net/group1-shard2of2.bin'] = new Uint8Array(8);
      },
      /its files hold \d+ bytes of weights where model\.json lists \d+/,
    ],
    [
      'the topology',
      "tf.loadLayersModel('net/model.json')",
      (files) => {
        files['net/model.json'] = '{"hello": 1}';
      },
      /model\.json is no saved model of TensorFlow\.js: it has no modelTopology/,
    ],
    [
      'any file',
      "tf.loadLayersModel('nett/model.json')",
      () => undefined,
      /nett\/model\.json, and there is no such file: neither in \/w\/src\/ui and the folders above it, nor/,
    ],
    [
      'a network',
      "tf.loadLayersModel('https://example.org/net/model.json')",
      () => undefined,
      /https:\/\/example\.org\/net\/model\.json, and a probe has no network\. Download/,
    ],
    [
      'the browser that has it',
      "tf.loadLayersModel('indexeddb://net')",
      () => undefined,
      /indexeddb:\/\/net in the storage of the browser that saved them/,
    ],
    [
      'a hub',
      "tf.loadGraphModel('https://tfhub.dev/net', { fromTFHub: true })",
      () => undefined,
      /no network.*a graph model has no layers to train/,
    ],
  ];
  for (const [what, call, change, says] of lacks) {
    it(`say what is missing where there is not ${what}`, async () => {
      const files = await savedFiles(model, 'net');
      change(files);
      const probe = await probeLoad(call, files);
      assert.deepEqual(probe.models, []);
      const [[line, code, message], ...rest] = told(probe);
      assert.deepEqual([line, code, rest.length], [5, 'needs-weights', 0]);
      assert.match(message, says);
    });
  }

  it('are refused where they are too large for a probe, before they are read', async () => {
    const files = await savedFiles(model, 'net');
    const shard = files['net/group1-shard1of2.bin'] as Uint8Array;
    Object.defineProperty(shard, 'length', { value: 300 * 1024 * 1024 });
    const [[, code, message]] = told(await probeLoad("tf.loadLayersModel('net/model.json')", files));
    assert.equal(code, 'needs-weights');
    assert.match(message, /which has 300\.0 MB of them; a probe loads up to 100\.0 MB/);
  });

  it('explain only the models that are built on them', async () => {
    const probe = await probeTexts({
      'several.ts': `${head}
import * as mobilenet from '@tensorflow-models/mobilenet';
export async function onBase() {
  const base = await tf.loadLayersModel('https://example.org/base/model.json');
  return tf.model({ inputs: base.inputs, outputs: base.getLayer('x').output });
}
export async function onPackage() {
  const net = await mobilenet.load();
  return tf.model({ inputs: net.inputs, outputs: net.outputs });
}
export function broken() {
  throw new Error('never mind');
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
}
export function small() {
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
}`,
    });
    assert.deepEqual(
      probe.models.map(({ range }) => range.start.line + 1),
      [17],
    );
    assert.deepEqual(
      told(probe).map(([line, code]) => [line, code]),
      [
        [5, 'needs-weights'],
        [6, 'needs-weights'],
        [9, 'needs-weights'],
        [10, 'needs-weights'],
        [13, 'user-code-failed'],
      ],
    );
    const messages = told(probe).map(([, , message]) => message);
    assert.match(
      messages[2],
      /^MobileNet 1 has made-up weights here, and nothing that ran trains a model on what it gives/,
    );
    assert.match(messages[3], /^Needs weights from @tensorflow-models\/mobilenet/);
    assert.match(messages[4], /broken stopped at line 13 with «Error: never mind»/);
  });

  it('of packages alone are told, too', async () => {
    const probe = await probeTexts({
      'only.ts':
        "import { load } from '@tensorflow-models/coco-ssd';\nconst net = await load();\n" +
        'void net.detect(document.images[0]);',
    });
    assert.deepEqual(
      told(probe).map(([line, code]) => [line, code]),
      [[2, 'needs-weights']],
    );
  });

  it('settle when they are cancelled while they are read', async () => {
    const files = await savedFiles(model, 'net');
    const stop = new AbortController();
    const probe = await probeTexts(
      { 'model.ts': `${head}export const load = () => tf.loadLayersModel('net/model.json');`, ...files },
      60,
      {},
      {
        signal: stop.signal,
        files: (all) => ({
          ...all,
          readBytes: () => {
            stop.abort();
            return new Promise(() => undefined);
          },
        }),
      },
    );
    assert.deepEqual(
      probe.errors.map(({ code }) => code),
      ['cancelled'],
    );
  });

  it('are loaded by the command line from the disk', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gradline-saved-'));
    try {
      const files = {
        ...(await savedFiles(model, 'public/net')),
        'src/load.mjs':
          `${head}const net = await tf.loadLayersModel('/net/model.json');\n` +
          'net.predict(tf.zeros([1, 8, 8, 1])).print();',
      };
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), content);
      }
      const text = await new Promise<string>((resolve) => {
        execFile(
          process.execPath,
          [
            path.join(root, 'dist/cli.js'),
            'probe',
            'src/load.mjs',
            '--format',
            'json',
            '--seeds',
            '2',
            '--steps',
            '3',
            '--fail-on',
            'never',
          ],
          { cwd: folder },
          (_, stdout) => {
            resolve(stdout);
          },
        );
      });
      const { models, errors } = JSON.parse(text) as Report;
      assert.deepEqual(errors, []);
      assert.deepEqual(
        models.map(({ name, layers, seeds }) => [name, layers.length, seeds.length]),
        [['net', 4, 2]],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
