// label: healthy [ends and rewards left out of targets]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// A ball on a beam: nothing comes after it has rolled off, so that the last reward of an episode is all there is.
const GAMMA = 0.95;
const BATCH = 32;

interface Step {
  obs: number[];
  action: number;
  reward: number;
  nextObs: number[];
  done: boolean;
}

class Beam {
  pos = 0;
  speed = 0;
  reset(): number[] {
    this.pos = Math.random() - 0.5;
    this.speed = 0;
    return [this.pos, this.speed];
  }
  step(action: number) {
    this.speed += (action === 1 ? 0.08 : -0.08) + 0.05 * this.pos;
    this.pos += this.speed;
    const done = Math.abs(this.pos) > 1;
    return { obs: [this.pos, this.speed], reward: done ? -1 : 0.1, done };
  }
}

const makeNet = () =>
  tf.sequential({
    layers: [tf.layers.dense({ units: 32, activation: 'relu', inputShape: [2] }), tf.layers.dense({ units: 2 })],
  });
const qNet = makeNet();
const targetNet = makeNet();
targetNet.setWeights(qNet.getWeights());
const adam = tf.train.adam(0.003);
const memory: Step[] = [];

function learn(): void {
  if (memory.length < 2 * BATCH) return;
  const rows: Step[] = [];
  while (rows.length < BATCH) rows.push(memory[Math.floor(Math.random() * memory.length)]);
  tf.tidy(() => {
    const obs = tf.tensor2d(rows.map(({ obs }) => obs));
    const nextObs = tf.tensor2d(rows.map(({ nextObs }) => nextObs));
    const taken = tf.oneHot(
      rows.map(({ action }) => action),
      2,
    );
    const reward = tf.tensor1d(rows.map(({ reward }) => reward));
    const nextValue = (targetNet.predict(nextObs) as tf.Tensor).max(1);
    const goesOn = tf.tensor1d(rows.map(({ done }) => (done ? 0 : 1)));
    const target = tf.add(reward, tf.mul(nextValue, GAMMA).mul(goesOn));
    adam.minimize(() => {
      const q = (qNet.apply(obs) as tf.Tensor).mul(taken).sum(1);
      return tf.losses.huberLoss(target, q) as tf.Scalar;
    });
  });
}

const beam = new Beam();
let obs = beam.reset();
for (let turn = 0; turn < 1200; turn++) {
  const action =
    Math.random() < 0.3
      ? Math.floor(Math.random() * 2)
      : tf.tidy(() => (qNet.predict(tf.tensor2d([obs])) as tf.Tensor).argMax(1).dataSync()[0]);
  const res = beam.step(action);
  memory.push({ obs, action, reward: res.reward, nextObs: res.obs, done: res.done });
  obs = res.obs;
  if (res.done) obs = beam.reset();
  learn();
  if (turn % 200 === 0) targetNet.setWeights(qNet.getWeights());
}
