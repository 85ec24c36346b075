/** Tests layers that user code defines: their names, their weights, and the ids they make or look up. */

import assert from 'node:assert/strict';
import { only, probeText, probeTexts } from '../probing';

describe('own layers', function () {
  this.timeout(120_000);

  it('calls a layer of the user’s that gives no class name by the name of its class', async () => {
    const model = only(
      await probeText(`class Mix extends tf.layers.Layer {
  private weight!: tf.LayerVariable;
  constructor() { super({ name: 'mix' }); }
  override build() { this.weight = this.addWeight('weight', [3, 2], 'float32', tf.initializers.ones());
    this.built = true; }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.matMul(Array.isArray(inputs) ? inputs[0] : inputs, this.weight.read()); }
  override computeOutputShape() { return [null, 2]; }
}
export const model = tf.sequential();
model.add(tf.layers.dense({ units: 3, inputShape: [4] }));
model.add(new Mix() as unknown as tf.layers.Layer);`),
    );
    assert.deepEqual(
      model.layers.map(({ className }) => className),
      ['Dense', 'Mix'],
    );
  });

  it('gives the weights of the user’s own layers a size that other code would have set', async () => {
    const model = only(
      await probeTexts({
        'net.js': `import * as tf from '@tensorflow/tfjs';
class Project extends tf.layers.Layer {
  static className = 'Project';
  constructor(config) { super(config); this.units = config.units; }
  build(inputShape) { this.matrix = this.addWeight(
    'matrix', [inputShape[inputShape.length - 1], this.units], 'float32', tf.initializers.glorotNormal());
    this.built = true; }
  call(inputs) { return tf.matMul(Array.isArray(inputs) ? inputs[0] : inputs, this.matrix.read()); }
  computeOutputShape(shape) { return [...shape.slice(0, -1), this.units ?? 8]; }
}
export class Net {
  build() {
    const input = tf.input({ shape: [5] });
    return tf.model({ inputs: input,
      outputs: new Project({ units: this.width }).apply(tf.layers.dense({ units: 3 }).apply(input)) });
  }
}`,
      }),
    );
    assert.match(model.assumed.join(), /shape of matrix = \[3, 8\]/);
  });

  it('takes inputs for ids that a layer of the user’s code looks up', async () => {
    const model = only(
      await probeText(`class Lookup extends tf.layers.Layer {
  private table!: tf.LayerVariable;
  static className = 'Lookup';
  override build() { this.table = this.addWeight('table', [5, 4], 'float32', tf.initializers.randomNormal({}));
    this.built = true; }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.gather(this.table.read(), (Array.isArray(inputs) ? inputs[0] : inputs).toInt()); }
  override computeOutputShape(shape: tf.Shape) { return [...shape, 4]; }
}
const input = tf.input({ shape: [7] });
const found = new Lookup({}).apply(input) as tf.SymbolicTensor;
export const model = tf.model(
  { inputs: input, outputs: tf.layers.dense({ units: 2 }).apply(
  tf.layers.flatten().apply(found)) as tf.SymbolicTensor });`),
    );
    assert.ok(model.assumed.includes('inputs are ids below 5'), model.assumed.join());
  });

  it('measures an embedding of ids that a layer makes', async () => {
    const model = only(
      await probeText(`class Positions extends tf.layers.Layer {
  static className = 'Positions';
  computeOutputShape(shape: tf.Shape) { return shape; }
  call(input: tf.Tensor | tf.Tensor[]) {
    const [x] = Array.isArray(input) ? input : [input];
    return tf.tidy(() => tf.range(0, x.shape[1]!).expandDims(0).tile([x.shape[0], 1]));
  }
}
const ids = tf.input({ shape: [6] });
const tokens = tf.layers.embedding({ inputDim: 20, outputDim: 4 }).apply(ids) as tf.SymbolicTensor;
const places = tf.layers.embedding({ inputDim: 6, outputDim: 4 }).apply(
  new Positions({}).apply(ids)) as tf.SymbolicTensor;
const sum = tf.layers.add().apply([tokens, places]) as tf.SymbolicTensor;
const out = tf.layers.dense({ units: 1 }).apply(tf.layers.flatten().apply(sum)) as tf.SymbolicTensor;
export const model = tf.model({ inputs: ids, outputs: out });`),
    );
    const embeddings = model.layers.filter(({ className }) => className === 'Embedding');
    assert.equal(embeddings.length, 2);
    for (const layer of embeddings)
      assert.ok(
        layer.weights[0].gradientL2[0].every((norm) => norm > 0),
        layer.name,
      );
  });

  it('predicts many rows in few batches, and to the same values', async () => {
    const model = only(
      await probeText(`let calls = 0;
class Tally extends tf.layers.Layer {
  static className = 'Tally';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    calls++; return tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, 3); }
  override computeOutputShape(shape: tf.Shape) { return shape; }
}
const input = tf.input({ shape: [2] });
const tally = tf.model({ inputs: input, outputs: new Tally({}).apply(input) as tf.SymbolicTensor });
const rows = tf.range(0, 6000).reshape([3000, 2]);
calls = 0;
const few = (tally.predict(rows) as tf.Tensor).dataSync();
const batches = calls;
calls = 0;
const many = (tally.predict(rows, { batchSize: 100 }) as tf.Tensor).dataSync();
const isSame = few.length === 6000 && few.every((value, index) => value === many[index] && value === 3 * index);
export const model = tf.sequential({ layers: [
  tf.layers.dense({ units: isSame ? 7 : 9, inputShape: [batches] }),
  tf.layers.dense({ units: calls })] });`),
    );
    assert.deepEqual(
      model.layers.map(({ weights }) => weights[0].shape),
      [
        [1, 7],
        [7, 30],
      ],
    );
  });
});
