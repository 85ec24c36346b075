/** Proves that of several models of a file only those that were asked for are trained and reported. */

import assert from 'node:assert/strict';
import type { FileProbe } from '../../../../src/pipeline/contract/file-probe';
import type { Location } from '../../../../src/report/position';
import { probeTexts } from '../probing';

const file = 'model.ts';

/** The place of a piece of the text. */
function placeOf(text: string, piece: string): Location {
  const at = text.indexOf(piece);
  assert.notEqual(at, -1, piece);
  const before = text.slice(0, at).split('\n');
  const start = { line: before.length - 1, character: before[before.length - 1].length };
  return { file: `/w/${file}`, range: { start, end: { line: start.line, character: start.character + piece.length } } };
}

async function probeOnly(text: string, ...pieces: readonly string[]): Promise<FileProbe> {
  return probeTexts({ [file]: text }, 60, { only: pieces.map((piece) => placeOf(text, piece)) });
}

const names = ({ models }: FileProbe): string[] => models.map(({ name }) => name);

const trained = `import * as tf from '@tensorflow/tfjs';
const first = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
const second = tf.sequential();
second.add(tf.layers.dense({ units: 4, inputShape: [2] }));
const xs = tf.ones([8, 2]);
async function run() {
  first.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const { history } = await first.fit(xs, tf.ones([8, 3]), { epochs: 4 });
  console.log(history.loss.at(-1).toFixed(2));
  second.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae'] });
  for (let i = 0; i < 50; i++) {
    const [loss, mae] = await second.trainOnBatch(xs, tf.ones([8, 4]));
    console.log(loss.toFixed(2), mae.toFixed(2));
  }
}
run();
`;

describe('probing one model of a file', () => {
  it('passes over the training of the others, whose code goes on', async () => {
    const second = await probeOnly(trained, 'tf.sequential()');
    assert.deepEqual(second.errors, []);
    assert.deepEqual(names(second), ['second']);
    assert.equal(second.models[0].entry, 'fit');
    const first = await probeOnly(
      trained,
      'tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] })',
    );
    assert.deepEqual(names(first), ['first']);
    assert.deepEqual(first.errors, []);
    assert.equal(first.models[0].data, 'user');
  });

  it('goes by the lines of its layers as well', async () => {
    assert.deepEqual(names(await probeOnly(trained, 'tf.layers.dense({ units: 4, inputShape: [2] })')), ['second']);
  });

  it('takes every model that a helper’s layer went into', async () => {
    const text = `import * as tf from '@tensorflow/tfjs';
const hidden = (units: number) => tf.layers.dense({ units });
export function small() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 2, inputShape: [2] }));
  model.add(hidden(3));
  return model;
}
export function large() {
  const big = tf.sequential();
  big.add(tf.layers.dense({ units: 20, inputShape: [2] }));
  big.add(hidden(30));
  return big;
}
export function other() {
  const third = tf.sequential();
  third.add(tf.layers.dense({ units: 7, inputShape: [2] }));
  return third;
}
`;
    const { models, errors } = await probeOnly(text, 'tf.layers.dense({ units })');
    assert.deepEqual(
      models.map(({ name }) => name),
      ['model', 'big'],
    );
    assert.deepEqual(errors, []);
  });

  it('holds for what is only built, and for what cannot be', async () => {
    const text = `import * as tf from '@tensorflow/tfjs';
export function good() {
  return tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] })] });
}
export function bad() {
  const broken = tf.sequential();
  broken.add(tf.layers.dense({ units: 2, inputShape: [-2] }));
  throw new Error('no luck');
}
`;
    const good = await probeOnly(text, 'tf.sequential({ layers');
    assert.deepEqual(names(good), ['good']);
    assert.deepEqual(good.errors, []);
    const bad = await probeOnly(text, 'tf.sequential();'.slice(0, -1));
    assert.deepEqual(names(bad), []);
    assert.equal(bad.errors.length, 1);
    assert.match(bad.errors[0].message, /bad/);
  });

  it('tells loops of bare variables apart', async () => {
    const text = `import * as tf from '@tensorflow/tfjs';
const a = tf.variable(tf.ones([3, 1]));
const b = tf.variable(tf.ones([3, 1]).mul(2));
const one = tf.train.sgd(0.1);
const two = tf.train.sgd(0.1);
for (let i = 0; i < 10; i++) one.minimize(() => tf.ones([4, 3]).matMul(a).square().mean() as tf.Scalar, false, [a]);
for (let i = 0; i < 10; i++) two.minimize(() => tf.ones([4, 3]).matMul(b).abs().mean() as tf.Scalar, false, [b]);
`;
    const { models } = await probeOnly(text, 'tf.variable(tf.ones([3, 1]).mul(2))');
    assert.deepEqual(
      models.map(({ layers }) => layers.map(({ range }) => range.start.line)),
      [[2]],
    );
  });
});
