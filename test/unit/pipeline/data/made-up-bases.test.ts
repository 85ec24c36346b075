/**
 * Proves that the probe measures heads on networks whose weights are missing, and judges only what made-up weights
 * allow.
 */

import assert from 'node:assert/strict';
import type { FileProbe } from '../../../../src/pipeline/contract/file-probe';
import { only, onlyFaultless, probeText, probeTexts, units } from '../probing';
import { savedFiles, smallClassifier } from './saved';

const v1 = 'https://storage.googleapis.com/tfjs-models/tfjs/mobilenet_v1_0.25_224/model.json';
const head = "import * as tf from '@tensorflow/tfjs';\n";

/** Line (from 1), code and message of each error, in order. */
function told({ errors }: FileProbe): [number, string, string][] {
  return errors.map(({ range, code, message }) => [(range?.start.line ?? 0) + 1, code, message]);
}

describe('networks whose weights are made up', function () {
  this.timeout(120_000);

  it('give features to a head in one model with them, and are frozen where the code says nothing', async () => {
    const model = onlyFaultless(
      await probeText(`export async function tune() {
  const base = await tf.loadLayersModel('${v1}');
  const pooled = tf.layers.globalAveragePooling2d({}).apply(base.getLayer('conv_pw_13_relu').output);
  const top = tf.layers.dense({ units: 4, activation: 'softmax' }).apply(pooled) as tf.SymbolicTensor;
  const model = tf.model({ inputs: base.inputs, outputs: top });
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
  const labels = tf.oneHot(tf.range(0, 8, 1, 'int32').mod(tf.scalar(4, 'int32')), 4);
  await model.fit(tf.randomUniform([8, 224, 224, 3]), labels);
}`),
    );
    assert.deepEqual([model.entry, model.data], ['fit', 'user']);
    assert.deepEqual(units(model), [256, 4]);
    assert.deepEqual(model.assumed, ['MobileNet 0.25 frozen', 'weights of MobileNet 0.25 made up']);
    assert.deepEqual(model.madeUp, ['weights of MobileNet 0.25 made up']);
    assert.deepEqual(
      model.parts?.map(({ range }) => range.start.line + 1),
      [3],
    );
  });

  it('are trained, with their layers measured, where the code unfreezes a part of them', async () => {
    const model = onlyFaultless(
      await probeText(`export async function tune() {
  const base = await tf.loadLayersModel('https://example.org/mobilenet_v1_0.25_128/model.json');
  for (const layer of base.layers) layer.trainable = layer.name.startsWith('conv_pw_13');
  const flat = tf.layers.flatten().apply(base.getLayer('conv_pw_13_relu').output);
  const top = tf.layers.dense({ units: 2 }).apply(flat) as tf.SymbolicTensor;
  const model = tf.model({ inputs: base.inputs, outputs: top });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  await model.fit(tf.randomUniform([4, 128, 128, 3]), tf.randomUniform([4, 2]));
}`),
    );
    assert.deepEqual(
      model.layers.map(({ name, trainable, madeUp = false }) => [name, trainable, madeUp]),
      [
        ['conv_pw_13', true, true],
        ['conv_pw_13_bn', true, true],
        ['conv_pw_13_relu', true, true],
        ['flatten_Flatten1', true, false],
        ['dense_Dense1', true, false],
      ],
    );
    assert.deepEqual(model.assumed, ['weights of MobileNet 0.25 made up']);
    assert.ok(model.layers[0].weights[0].updateRatio[0].every((ratio) => ratio > 0));
  });

  it('are trained as a whole where the code trains nothing else', async () => {
    const model = onlyFaultless(
      await probeTexts(
        {
          'model.ts': `${head}export async function again() {
  const net = await tf.loadLayersModel('./net/model.json');
  net.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  await net.fit(tf.randomUniform([6, 8, 8, 1]), tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'), 3));
}`,
          'net/model.json': (await savedFiles(smallClassifier(), 'net'))['net/model.json'],
        },
        60,
      ),
    );
    assert.deepEqual(
      model.layers.map(({ name, madeUp = false }) => [name, madeUp]),
      ['edges', 'flat', 'features', 'classes'].map((name) => [name, true]),
    );
    assert.deepEqual(model.assumed, ['weights of net/model.json made up']);
  });

  it('of the workspace, with only their weights missing, give features to a head', async () => {
    const files = await savedFiles(smallClassifier(), 'public/net');
    const model = onlyFaultless(
      await probeTexts({
        'src/model.ts': `${head}export async function tune() {
  const base = await tf.loadLayersModel('/net/model.json');
  for (const layer of base.layers) layer.trainable = false;
  const { output } = base.getLayer('features');
  const top = tf.layers.dense({ units: 5, activation: 'softmax' }).apply(output) as tf.SymbolicTensor;
  const model = tf.model({ inputs: base.inputs, outputs: top });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  await model.fit(tf.randomNormal([10, 8, 8, 1]), tf.oneHot(tf.range(0, 10, 1, 'int32').mod(tf.scalar(5, 'int32')), 5));
}`,
        'public/net/model.json': files['public/net/model.json'],
      }),
    );
    assert.deepEqual(units(model), [5]);
    assert.deepEqual(model.assumed, ['weights of ../public/net/model.json made up']);
  });

  it('stand behind a hand-written loop, too', async () => {
    const model = onlyFaultless(
      await probeText(`export async function loop() {
  const base = await tf.loadLayersModel('${v1}');
  const cut = tf.model({ inputs: base.inputs, outputs: base.layers[base.layers.length - 7].output });
  const head = tf.sequential({
    layers: [tf.layers.flatten({ inputShape: [7, 7, 256] }), tf.layers.dense({ units: 1 })],
  });
  const optimizer = tf.train.sgd(0.01);
  const xs = tf.randomUniform([4, 224, 224, 3]);
  const loss = () => (head.predict(cut.predict(xs) as tf.Tensor) as tf.Tensor).square().mean() as tf.Scalar;
  for (let i = 0; i < 5; i++) optimizer.minimize(loss);
}`),
    );
    assert.equal(model.entry, 'loop');
    assert.deepEqual(model.madeUp, ['weights of MobileNet 0.25 made up']);
  });

  it('make a learning rate that does not fit information, but not a gradient that vanishes through depth', async () => {
    const program = (layers: string, rate: number): string => `export async function train() {
  const base = await tf.loadLayersModel('${v1}');
  const cut = tf.model({ inputs: base.inputs, outputs: base.getLayer('global_average_pooling2d_1').output });
  const head = tf.sequential();
  ${layers}
  head.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
  head.compile({ optimizer: tf.train.sgd(${rate}), loss: 'categoricalCrossentropy' });
  const xs = cut.predict(tf.randomUniform([32, 224, 224, 3])) as tf.Tensor;
  await head.fit(xs, tf.oneHot(tf.range(0, 32, 1, 'int32').mod(tf.scalar(3, 'int32')), 3), { epochs: 30 });
}`;
    const options = { steps: 30, seeds: [1, 2, 3] };
    const file = (text: string): Record<string, string> => ({ 'model.ts': head + text });
    const wild = only(
      await probeTexts(
        file(program("head.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [256] }));", 200)),
        60,
        options,
      ),
    );
    assert.ok(wild.findings.length > 0);
    assert.deepEqual([...new Set(wild.findings.map(({ severity }) => severity))], ['information']);
    const deep = only(
      await probeTexts(
        file(
          program(
            `for (let i = 0; i < 20; i++)
    head.add(tf.layers.dense({ units: 16, activation: 'sigmoid', ...(i === 0 ? { inputShape: [256] } : {}) }));`,
            0.01,
          ),
        ),
        60,
        options,
      ),
    );
    assert.deepEqual(
      deep.findings.filter(({ role }) => role === 'cause').map(({ code, severity }) => `${severity} ${code}`),
      ['error vanishing-gradient'],
    );
  });

  it('are not blamed for a model that does not rest on them', async () => {
    const { models } = await probeText(`export async function both() {
  const base = await tf.loadLayersModel('${v1}');
  (base.predict(tf.zeros([1, 224, 224, 3])) as tf.Tensor).print();
  const own = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
  own.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  await own.fit(tf.randomNormal([8, 3]), tf.randomNormal([8, 1]));
}`);
    const own = models.filter(({ name }) => name === 'own');
    assert.equal(own.length, 1);
    assert.deepEqual(own[0].assumed, []);
  });

  it('are told where nothing is trained on them', async () => {
    const probe = await probeText(`export async function classify(image: tf.Tensor3D) {
  const net = await tf.loadLayersModel('${v1}');
  return net.predict(image.expandDims(0));
}`);
    assert.deepEqual(probe.models, []);
    const [[line, code, message], ...rest] = told(probe);
    assert.deepEqual([line, code, rest.length], [3, 'needs-weights', 0]);
    assert.match(
      message,
      /^MobileNet 0\.25 has made-up weights here, and nothing that ran trains a model on what it gives/,
    );
  });

  it('are not made up for an address that nobody knows', async () => {
    const probe = await probeText(`export async function tune() {
  const base = await tf.loadLayersModel('https://example.org/mine/model.json');
  const top = tf.layers.dense({ units: 2 }).apply(base.outputs[0]) as tf.SymbolicTensor;
  return tf.model({ inputs: base.inputs, outputs: top });
}`);
    assert.deepEqual(
      probe.models.map(({ madeUp }) => madeUp),
      [undefined],
    );
    assert.deepEqual(
      told(probe).map(([line, code]) => [line, code]),
      [[3, 'needs-weights']],
    );
  });

  const graph = (shape: readonly string[]): string =>
    JSON.stringify({
      format: 'graph-model',
      signature: { outputs: { y: { name: 'y:0', tensorShape: { dim: ['-1', ...shape].map((size) => ({ size })) } } } },
      modelTopology: {
        node: [
          { name: 'y', op: 'Relu6', input: ['x'] },
          { name: 'x', op: 'Placeholder' },
        ],
      },
      weightsManifest: [{ paths: ['group1-shard1of1.bin'], weights: [] }],
    });

  it('of graphs give what their signature says', async () => {
    const program = `${head}export async function train() {
  const graph = await tf.loadGraphModel('./graph/model.json');
  const xs = graph.predict(tf.randomUniform([12, 64, 64, 3])) as tf.Tensor2D;
  const top = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [xs.shape[1]] })] });
  top.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  await top.fit(xs, tf.randomNormal([12, 1]));
}`;
    const model = onlyFaultless(await probeTexts({ 'model.ts': program, 'graph/model.json': graph(['24']) }));
    assert.deepEqual(model.layers[0].weights[0].shape, [24, 1]);
    assert.deepEqual(model.assumed, ['weights of graph/model.json made up']);
    const unclear = await probeTexts({ 'model.ts': program, 'graph/model.json': graph(['-1']) });
    assert.deepEqual([...new Set(told(unclear).map(([, code]) => code))], ['needs-weights']);
  });

  const packages: readonly (readonly [what: string, imports: string, train: string, width: number])[] = [
    [
      'mobilenet',
      "import * as mobilenet from '@tensorflow-models/mobilenet';",
      `const net = await mobilenet.load({ version: 1, alpha: 0.5 });
  const xs = tf.concat(images.map((one) => net.infer(one, true)));`,
      512,
    ],
    [
      'mobilenet v2',
      "import { load } from '@tensorflow-models/mobilenet';",
      `const net = await load({ version: 2, alpha: 0.75 });
  const xs = tf.stack(images.map((one) => net.infer(one, true).squeeze()));`,
      1280,
    ],
    [
      'mobilenet, by the name of a layer',
      "import * as mobilenet from '@tensorflow-models/mobilenet';",
      `const net = await mobilenet.load(1, 0.25);
  const xs = tf.concat(images.map((one) => net.infer(one, 'conv_pw_13_relu'))).reshape([4, -1]);`,
      7 * 7 * 256,
    ],
    [
      'posenet',
      "import * as posenet from '@tensorflow-models/posenet';",
      `const net = await posenet.load();
  const poses = await Promise.all(images.map((one) => net.estimateSinglePose(one)));
  const xs = tf.tensor2d(poses.map(({ keypoints }) => keypoints.flatMap(({ position }) => [position.x, position.y])));`,
      34,
    ],
    [
      'coco-ssd',
      "import * as cocoSsd from '@tensorflow-models/coco-ssd';",
      `const net = await cocoSsd.load();
  const found = await Promise.all(images.map((one) => net.detect(one)));
  const xs = tf.tensor2d(found.map(([one]) => one.bbox));`,
      4,
    ],
    [
      'face-landmarks-detection',
      "import * as faces from '@tensorflow-models/face-landmarks-detection';",
      `const net = await faces.createDetector(faces.SupportedModels.MediaPipeFaceMesh);
  const found = await Promise.all(images.map((one) => net.estimateFaces(one)));
  const xs = tf.tensor2d(found.map(([face]) => face.keypoints.flatMap(({ x, y }) => [x, y])));`,
      936,
    ],
    [
      'universal-sentence-encoder',
      "import * as encoder from '@tensorflow-models/universal-sentence-encoder';",
      `const net = await encoder.load();
  const xs = await net.embed(['a', 'b', 'c', 'd']);`,
      512,
    ],
    [
      'toxicity',
      "import { load } from '@tensorflow-models/toxicity';",
      `const net = await load(0.9);
  const found = await net.classify(['a', 'b', 'c', 'd']);
  const rows = found.map(({ results }) => results.map(({ probabilities }) => probabilities[1]));
  const xs = tf.tensor2d(rows).transpose();`,
      7,
    ],
  ];
  for (const [what, imports, train, width] of packages) {
    it(`of packages answer in their own shapes: ${what}`, async () => {
      const model = onlyFaultless(
        await probeTexts({
          'model.js': `${head}${imports}
export async function learn() {
  const images = [1, 2, 3, 4].map((seed) => tf.randomUniform([224, 224, 3], 0, 255, 'int32', seed));
  ${train}
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 2, inputShape: [xs.shape[1]], activation: 'softmax' })],
  });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  await model.fit(xs, tf.tensor2d([[0, 1], [1, 0], [0, 1], [1, 0]]));
}`,
        }),
      );
      assert.deepEqual([model.entry, model.data], ['fit', 'user']);
      assert.deepEqual(model.layers[0].weights[0].shape, [width, 2]);
      assert.equal(model.madeUp?.length, 1);
    });
  }
});
