/** Proves that models are reached whose inputs, bases, choices or neighbors are not to be had in the file alone. */

import assert from 'node:assert/strict';
import type { FileProbe } from '../../../src/pipeline/contract/file-probe';
import { only, probeText, probeTexts, units } from './probing';

describe('reach: by roundabout ways', function () {
  this.timeout(120_000);

  it('lets a model begin where its layers read what a caller would hand in', async () => {
    const model = only(
      await probeText(`export class Critic {
  private readonly hidden = tf.layers.dense({ units: 7, activation: 'relu' });
  private readonly score = tf.layers.dense({ units: 1 });
  build(observation: tf.SymbolicTensor, action: tf.SymbolicTensor) {
    const both = tf.layers.concatenate().apply([observation, action]);
    return tf.model({ inputs: [observation, action], outputs: this.score.apply(this.hidden.apply(both)) as tf.SymbolicTensor });
  }
}`),
    );
    assert.deepEqual(units(model).slice(-2), [7, 1]);
    assert.equal(model.assumed.filter((one) => one.startsWith('input of ')).length > 0, true, model.assumed.join());
  });

  it('passes over classes whose bases are not there yet, in files that import each other', async () => {
    const model = only(
      await probeTexts({
        'agent.ts': `import * as tf from '@tensorflow/tfjs';
import { Box } from './spaces';
export const defaults = new Box().sample();
export function createPolicy() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 6, activation: 'tanh', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 2 }));
  return model;
}`,
        'spaces/index.ts': `export abstract class Space<T> {
  abstract sample(): T;
}
export { Box } from './box';`,
        'spaces/box.ts': `import { Space } from '.';
export class Box extends Space<number[]> {
  sample() { return [0, 0]; }
}`,
      }),
    );
    assert.deepEqual(units(model), [6, 2]);
    assert.match(model.assumed.join(), /line 2: TypeError: Space is not there to be extended/);
  });

  it('lets CommonJS assign a name that nothing declares', async () => {
    const { models } = await probeTexts({
      'train.js': `const tf = require('@tensorflow/tfjs-node');
async function run() {
  network = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [3] }), tf.layers.dense({ units: 1 })] });
  sizes = [];
  for (name of ['a', 'b']) sizes.push(name.length);
}
run();`,
    });
    assert.deepEqual(
      models.map((model) => [model.name, units(model), model.assumed.filter((one) => one.startsWith('passed over'))]),
      [['network', [4, 1], []]],
    );
  });

  it('finds tfjs whole in what compilers make of its import', async () => {
    const { models } = await probeTexts({
      'compiled.js': `"use strict";
var __copy = (this && this.__copy) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) result[k] = mod[k];
    result.default = mod;
    return result;
};
const tf = __copy(require("@tensorflow/tfjs-node"));
const model = tf.sequential();
model.add(tf.layers.dense({ units: 5, inputShape: [3] }));
exports.model = model;`,
    });
    assert.deepEqual(models.map(units), [[5]]);
  });

  it('ends code that calls itself on and on over a stand-in', async () => {
    const model = only(
      await probeTexts(
        {
          'graph.js': `import * as tf from '@tensorflow/tfjs';
import { graph } from 'some-editor';
const visit = (nodes) => {
  if (nodes.length === 0) return;
  visit(nodes.slice());
};
visit(graph.nodes);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 3, inputShape: [2] }));`,
        },
        20,
      ),
    );
    assert.match(model.assumed.join(), /Maximum call stack size exceeded/);
  });

  const net = (size: number): string =>
    `tf.sequential({ layers: [tf.layers.dense({ units: ${size}, activation: 'relu', inputShape: [4] }), tf.layers.dense({ units: 1 })] })`;
  const firsts = ({ models }: FileProbe): (number | null | undefined)[] =>
    models.map((model) => units(model)[0]).sort();

  it('comes by the model of each case, whatever one argument chooses', async () => {
    const probe = await probeText(`export function build(kind: 'small' | 'wide' | 'deep') {
  switch (kind) {
    case 'small':
      return ${net(2)};
    case 'wide':
      return ${net(3)};
    default:
      return ${net(4)};
  }
}`);
    assert.deepEqual(firsts(probe), [2, 3, 4]);
    assert.deepEqual(probe.errors, []);
    const turned = probe.models.filter(({ assumed }) => assumed.includes('the branch that leads to a model on line 3'));
    assert.equal(turned.length, 2, JSON.stringify(probe.models.map(({ assumed }) => assumed)));
  });

  it('comes by the model of each member of a table that is chosen from by a key', async () => {
    const check = "if (!(body.input instanceof tf.SymbolicTensor) || body.width !== 9) throw new Error('no body');";
    const head = (activation: string): string =>
      `return tf.model({ inputs: body.input, outputs: tf.layers.dense({ units: body.width, activation: '${activation}' }).apply(body.input) as tf.SymbolicTensor });`;
    const { models, errors } = await probeText(`interface Body { input: tf.SymbolicTensor; width: number }
function tanhHead(body: Body) { ${check} ${head('tanh')} }
const heads = {
  tanh: tanhHead,
  softmax(body: Body) { ${check} ${head('softmax')} },
};
export function create(kind: string) {
  const build = heads[kind];
  return build({ input: tf.input({ shape: [6] }), width: 9 });
}`);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      models.map(({ layers }) => [layers[0].activation, layers[0].outputShape]),
      ['tanh', 'softmax'].map((activation) => [activation, [null, 9]]),
    );
    assert.match(models[1].assumed.join(), /the branch that leads to a model/);
  });

  it('comes by the model of each branch, and by the one behind an early return', async () => {
    const probe = await probeText(`function shallow() { return ${net(2)}; }
export function build(isSmall = true, cached = true) {
  if (cached) return undefined;
  const head = isSmall ? shallow() : ${net(3)};
  return head;
}`);
    assert.deepEqual(firsts(probe), [2, 3]);
  });

  it('tells each model once that lies on the way to another', async () => {
    const probe = await probeText(`export function build(isFrozen = true) {
  const base = ${net(2)};
  if (isFrozen) return base;
  const head = ${net(3)};
  return head;
}`);
    assert.deepEqual(firsts(probe), [2, 3]);
  });

  it('does not go round where a function calls itself', async () => {
    const probe = await probeText(`export function build(depth: number): tf.LayersModel {
  if (depth > 100) return build(depth - 1);
  if (depth > 200) return ${net(5)};
  return ${net(2)};
}`);
    assert.deepEqual(firsts(probe), [2, 5]);
  });

  it('calls a layer of the user’s that gives no class name by the name of its class', async () => {
    const model = only(
      await probeText(`class Mix extends tf.layers.Layer {
  private weight!: tf.LayerVariable;
  constructor() { super({ name: 'mix' }); }
  override build() { this.weight = this.addWeight('weight', [3, 2], 'float32', tf.initializers.ones()); this.built = true; }
  override call(inputs: tf.Tensor | tf.Tensor[]) { return tf.matMul(Array.isArray(inputs) ? inputs[0] : inputs, this.weight.read()); }
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
  build(inputShape) { this.matrix = this.addWeight('matrix', [inputShape[inputShape.length - 1], this.units], 'float32', tf.initializers.glorotNormal()); this.built = true; }
  call(inputs) { return tf.matMul(Array.isArray(inputs) ? inputs[0] : inputs, this.matrix.read()); }
  computeOutputShape(shape) { return [...shape.slice(0, -1), this.units ?? 8]; }
}
export class Net {
  build() {
    const input = tf.input({ shape: [5] });
    return tf.model({ inputs: input, outputs: new Project({ units: this.width }).apply(tf.layers.dense({ units: 3 }).apply(input)) });
  }
}`,
      }),
    );
    assert.match(model.assumed.join(), /shape of matrix = \[3, 8\]/);
  });

  it('takes inputs for ids that a layer of the user’s looks up', async () => {
    const model = only(
      await probeText(`class Lookup extends tf.layers.Layer {
  private table!: tf.LayerVariable;
  static className = 'Lookup';
  override build() { this.table = this.addWeight('table', [5, 4], 'float32', tf.initializers.randomNormal({})); this.built = true; }
  override call(inputs: tf.Tensor | tf.Tensor[]) { return tf.gather(this.table.read(), (Array.isArray(inputs) ? inputs[0] : inputs).toInt()); }
  override computeOutputShape(shape: tf.Shape) { return [...shape, 4]; }
}
const input = tf.input({ shape: [7] });
const found = new Lookup({}).apply(input) as tf.SymbolicTensor;
export const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 2 }).apply(tf.layers.flatten().apply(found)) as tf.SymbolicTensor });`),
    );
    assert.ok(model.assumed.includes('inputs are ids below 5'), model.assumed.join());
  });

  it('trains with usual settings where an optimizer or a loss of the user’s own fails, and says so', async () => {
    const model = only(
      await probeText(`class Careful extends tf.AdamOptimizer {
  constructor() { super(0.5, 0.9, 0.999, 1e-7); }
  override applyGradients(gradients: tf.NamedTensorMap) { for (const name of Object.keys(gradients)) if (!name.includes('kernel')) throw new Error(\`\${name} is unknown\`); super.applyGradients(gradients); }
}
export const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
model.compile({ optimizer: new Careful(), loss: 'meanAbsoluteError' });`),
    );
    assert.deepEqual([model.loss, model.learningRate], ['meanAbsoluteError', 0.001]);
    assert.match(model.assumed.join(), /optimizer = adam\(0\.001\),its own optimizer could not be used: 0 is unknown/);
    const other = only(
      await probeText(`const loss = (truth: tf.Tensor, guess: tf.Tensor) => { if (truth.shape[1] === 2) throw new Error('one column, please'); return tf.losses.meanSquaredError(truth, guess); };
export const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
model.compile({ optimizer: tf.train.sgd(0.125), loss });`),
    );
    assert.deepEqual([other.loss, other.learningRate], ['meanSquaredError', 0.125]);
    assert.match(other.assumed.join(), /its own loss could not be used: one column, please/);
  });

  it('gives a module tfjs that its users would set', async () => {
    const model = only(
      await probeTexts({
        'net.ts': `import { backend } from './backend';
export class Net {
  tf: any;
  model: any;
  constructor() { this.tf = backend(); }
  build(units = 3) {
    this.model = this.tf.sequential();
    this.model.add(this.tf.layers.dense({ units, inputShape: [2] }));
    return this.model;
  }
}`,
        'backend.ts': `let tf: any = null;
export function setBackend(given: any) { tf = given; }
export function backend() { if (tf === null) throw new Error('call setBackend first'); return tf; }`,
      }),
    );
    assert.deepEqual(units(model), [3]);
    assert.deepEqual(
      model.assumed.filter((one) => one.startsWith('passed over')),
      [],
    );
  });

  it('applies what is pinned for a function of the file that hands a model its configuration', async () => {
    const { models } = await probeTexts(
      {
        'assemble.ts': `import * as tf from '@tensorflow/tfjs';
export interface Part { addTo(model: tf.Sequential): void }
export function assemble(parts: Part[]) {
  const model = tf.sequential();
  for (const part of parts) part.addTo(model);
  return model;
}`,
        'wide.ts': `import * as tf from '@tensorflow/tfjs';
import { assemble } from './assemble';
export function makeWide(units: number) {
  return assemble([{ addTo: (model) => model.add(tf.layers.dense({ units, inputShape: [3] })) }]);
}`,
      },
      60,
      { pinned: { makeWide: { units: 11 } } },
    );
    assert.deepEqual(models.map(units), [[11]]);
  });

  it('keeps a model whose class sets out to load something and goes on', async () => {
    const { models } = await probeText(`export class Digits {
  private readonly model = tf.sequential();
  constructor() {
    void this.load();
  }
  private async load() {
    await fetch('https://example.org/digits.bin');
  }
  build() {
    this.model.add(tf.layers.dense({ units: 4, inputShape: [9] }));
    this.model.add(tf.layers.dense({ units: 2 }));
  }
}`);
    assert.deepEqual(
      models.map((model) => [units(model), model.assumed.filter((one) => one.startsWith('passed over'))]),
      [[[4, 2], []]],
    );
  });

  it('says of a model that has only an input layer that there is nothing to train', async () => {
    const { models, errors } = await probeText(
      'const model = tf.sequential();\nmodel.add(tf.layers.inputLayer({ inputShape: [4] }));',
    );
    assert.deepEqual(models, []);
    assert.deepEqual(
      errors.map(({ code, message }) => [code, message]),
      [['not-trainable', 'This model has an input layer and no other, so there is nothing in it to train.']],
    );
  });

  it('hands a head that flattens images a model that gives them', async () => {
    const model = only(
      await probeText(`export function makeHead(truncated: tf.LayersModel, classes = 3) {
  const head = tf.sequential();
  head.add(tf.layers.flatten({ inputShape: truncated.outputs[0].shape.slice(1) as number[] }));
  head.add(tf.layers.dense({ units: classes, activation: 'softmax' }));
  return head;
}`),
    );
    assert.deepEqual(
      model.layers.map(({ className }) => className),
      ['Flatten', 'Dense'],
    );
  });
});
