/** Tests that other files of a project give arguments: by their calls, types and constants. */

import assert from 'node:assert/strict';
import { only, onlyFaultless, probeTexts, shapes } from '../probing';

const tfjs = "import * as tf from '@tensorflow/tfjs';\n";

const builder = `${tfjs}export function build(inputs: number, classes: number) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 7, inputShape: [inputs] }));
  model.add(tf.layers.dense({ units: classes }));
  return model;
}`;

describe('other files', function () {
  this.timeout(120_000);

  it('takes arguments from calls in other files, through constants of a third', async () => {
    const model = only(
      await probeTexts({
        'model.ts': builder,
        'train.ts':
          "import { build } from './model';\nimport { CLASSES } from './settings';\n" +
          'export const start = (rows: number[][]) => build(13, CLASSES).fit;',
        'settings.ts': 'export const LABELS = ["a", "b", "c"];\nexport const CLASSES = 3;',
      }),
    );
    assert.deepEqual(shapes(model), [
      [null, 7],
      [null, 3],
    ]);
    assert.deepEqual(
      model.assumed.filter((one) => /inputs|classes/.test(one)),
      [],
    );
  });

  it('takes them from calls through require, a namespace and a default import as well', async () => {
    const callers = [
      "const { build } = require('./model');\nbuild(5, 4);",
      "import * as m from './model';\nm.build(5, 4);",
    ];
    for (const caller of callers)
      assert.deepEqual(shapes(only(await probeTexts({ 'model.ts': builder, 'main.ts': caller })))[1], [null, 4]);
    const asDefault = builder.replace('export function', 'export default function');
    assert.deepEqual(
      shapes(
        only(await probeTexts({ 'model.ts': asDefault, 'main.ts': "import make from './model';\nmake(5, 4);" })),
      )[1],
      [null, 4],
    );
  });

  it('takes them from what a class of the file is made with elsewhere', async () => {
    const model = only(
      await probeTexts({
        'net.ts': `${tfjs}export class Net {
  model = tf.sequential();
  constructor(private size: number, private depth: number) {}
  build(activation: 'relu' | 'tanh') {
    for (let i = 0; i < this.depth; i++) this.model.add(
      tf.layers.dense({ units: this.size, activation, inputShape: [this.size] }));
  }
}`,
        'index.ts': "import { Net } from './net';\nconst net = new Net(11, 3);\nnet.build('tanh');",
      }),
    );
    assert.deepEqual(shapes(model), [
      [null, 11],
      [null, 11],
      [null, 11],
    ]);
    assert.equal(model.layers[0].activation, 'tanh');
  });

  it('fills an interface of another file field by field, from the constant that is declared with it', async () => {
    const model = only(
      await probeTexts({
        'model.ts': `${tfjs}import type { Config } from './config';
export function build(config: Required<Config>) {
  const model = tf.sequential();
  for (let i = 0; i < config.depth; i++) model.add(
    tf.layers.dense({ units: config.width, inputShape: [config.width] }));
  if (config.head) model.add(tf.layers.dense({ units: config.classes }));
  return model;
}`,
        'config.ts':
          'export interface Config extends Size { head?: boolean; classes?: number }\n' +
          'export interface Size { width: number; depth: number }\n' +
          'export const defaults: Required<Config> = { head: true, classes: 6, width: 9, depth: 2 };',
      }),
    );
    assert.deepEqual(shapes(model), [
      [null, 9],
      [null, 9],
      [null, 6],
    ]);
  });

  it('follows an interface of another file to one that it extends and imports', async () => {
    const { assumed } = onlyFaultless(
      await probeTexts({
        'model.ts': `import * as tf from '@tensorflow/tfjs';
import type { Wide } from './wide';
export function build(config: Wide) {
  return tf.sequential({ layers: [tf.layers.dense({ units: config.units, inputShape: [config.width] })] });
}`,
        'wide.ts': `import type { Sized } from './sized';
export interface Wide extends Sized { width: number }`,
        'sized.ts': 'export interface Sized { units: number }',
      }),
    );
    assert.ok(
      assumed.some((one) => one.startsWith('config.units = ')),
      assumed.join(),
    );
  });

  it('reads types of other files where nothing has a value: choices, parts of types, namespaces', async () => {
    const model = only(
      await probeTexts({
        'model.ts': `${tfjs}import { Kind, type Sizes } from './types';
import * as shared from './types';
export function build(kind: Kind, sizes: Pick<Sizes, 'hidden'>, more: shared.More) {
  const model = tf.sequential();
  model.add(tf.layers.dense({
    units: sizes.hidden, activation: kind === Kind.Soft ? 'softmax' : 'relu', inputShape: more.inputShape }));
  return model;
}`,
        'types.ts':
          "export enum Kind { Soft = 'soft', Hard = 'hard' }\n" +
          'export interface Sizes { hidden: number; unused: Map<string, number> }\n' +
          'export interface More { inputShape: [number, number] }',
      }),
    );
    assert.equal(model.layers[0].activation, 'softmax');
    assert.equal(model.layers[0].outputShape.length, 3);
  });
});
