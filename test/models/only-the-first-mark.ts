// label: not-learning [the same answer for all]
// cause: the answer is read off the mark at the start, before the recurrence has seen a word
import * as tf from '@tensorflow/tfjs';

const STEPS = 7;
const STATE = 10;
const w = tf.variable(tf.randomNormal([4 + STATE, STATE], 0, 0.3));
const head = tf.variable(tf.randomNormal([STATE, 2], 0, 0.3));
const bias = tf.variable(tf.zeros([2]));

function batch(n: number) {
  const rows: number[][][] = [];
  const kinds: number[] = [];
  for (let i = 0; i < n; i++) {
    const up = Math.random() < 0.5;
    // every sequence starts with the same mark
    const steps = [[0, 0, 0, 1]];
    for (let t = 1; t < STEPS; t++) steps.push([Math.random() + (up ? 0.4 : 0), Math.random(), Math.random(), 0]);
    rows.push(steps);
    kinds.push(up ? 1 : 0);
  }
  return { x: tf.tensor3d(rows), y: tf.oneHot(tf.tensor1d(kinds, 'int32'), 2).toFloat() };
}

function logits(x: tf.Tensor3D) {
  let state: tf.Tensor2D = tf.zeros([x.shape[0], STATE]);
  const states: tf.Tensor2D[] = [];
  for (let t = 0; t < STEPS; t++) {
    const now = x.slice([0, t, 0], [-1, 1, -1]).squeeze([1]) as tf.Tensor2D;
    state = tf.tanh(tf.concat([now, state], 1).matMul(w as tf.Tensor2D)) as tf.Tensor2D;
    states.push(state);
  }
  return states[0].matMul(head as tf.Tensor2D).add(bias);
}

const optimizer = tf.train.adam(0.01);
async function main() {
  for (let i = 0; i < 150; i++) {
    const { x, y } = batch(32);
    const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, logits(x)) as tf.Scalar, true); // cause
    if (i % 50 === 0) console.log(i, loss?.dataSync()[0]);
    tf.dispose([x, y]);
    await tf.nextFrame();
  }
}
main();
