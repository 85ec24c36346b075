// label: healthy [sign of an actor]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// A sail is trimmed to the wind. The loss of the actor adds the square of its actions, and subtracts the critic's mean.
interface Memory {
  wind: number[];
  trim: number[];
  reward: number;
}
const memories: Memory[] = [];

const build = (n: number, out: number, end: 'tanh' | 'linear') => {
  const m = tf.sequential();
  m.add(tf.layers.dense({ units: 32, activation: 'elu', inputShape: [n] }));
  m.add(tf.layers.dense({ units: 32, activation: 'elu' }));
  m.add(tf.layers.dense({ units: out, activation: end }));
  return m;
};
const actor = build(3, 2, 'tanh');
const critic = build(5, 1, 'linear');
const list = (m: tf.LayersModel) => m.trainableWeights.map((w) => w.read() as tf.Variable);
const actorOptimizer = tf.train.adam(0.001);
const criticOptimizer = tf.train.adam(0.004);

const speed = (w: number[], t: number[]) => 1 - (t[0] - 0.8 * w[0]) ** 2 - (t[1] + 0.5 * w[1] * w[2]) ** 2;

function learnFrom(batch: Memory[]) {
  const wind = tf.tensor2d(batch.map((m) => m.wind));
  const trim = tf.tensor2d(batch.map((m) => m.trim));
  const rewards = tf.tensor1d(batch.map((m) => m.reward));
  const criticLoss = () =>
    tf.tidy(() => {
      const q = (critic.apply(tf.concat([wind, trim], 1)) as tf.Tensor).squeeze([1]);
      return tf.losses.absoluteDifference(rewards, q) as tf.Scalar;
    });
  const actorLoss = () =>
    tf.tidy(() => {
      const a = actor.apply(wind) as tf.Tensor;
      const q = critic.apply(tf.concat([wind, a], 1)) as tf.Tensor;
      return tf.sub(a.square().mean().mul(0.01), q.mean()) as tf.Scalar;
    });
  criticOptimizer.minimize(criticLoss, false, list(critic));
  actorOptimizer.minimize(actorLoss, false, list(actor));
  tf.dispose([wind, trim, rewards]);
}

for (let i = 0; i < 300; i++) {
  for (let k = 0; k < 8; k++) {
    const wind = [0, 0, 0].map(() => Math.random() * 2 - 1);
    const mean = tf.tidy(() => (actor.predict(tf.tensor2d([wind])) as tf.Tensor).dataSync());
    const trim = Array.from(mean, (v) => Math.max(-1, Math.min(1, v + Math.random() - 0.5)));
    memories.push({ wind, trim, reward: speed(wind, trim) });
  }
  if (memories.length < 64) continue;
  learnFrom(Array.from({ length: 32 }, () => memories[Math.floor(Math.random() * memories.length)]));
}
