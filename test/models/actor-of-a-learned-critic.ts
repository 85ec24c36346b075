// label: healthy [two nets against each other]
// near: exploding-gradient

import * as tf from '@tensorflow/tfjs';

// A cart on a line is to be driven to 0. Its critic learns how bad things are, so the actor's loss may rise.
type Move = { s: number[]; a: number[]; r: number; next: number[] };
const memory: Move[] = [];
const gamma = 0.9;

const actor = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'relu', inputShape: [2] }),
    tf.layers.dense({ units: 1, activation: 'tanh' }),
  ],
});
const state = tf.input({ shape: [2] });
const action = tf.input({ shape: [1] });
const joined = tf.layers.concatenate().apply([state, action]);
const hidden = tf.layers.dense({ units: 32, activation: 'relu' }).apply(joined);
const value = tf.layers.dense({ units: 1 }).apply(hidden) as tf.SymbolicTensor;
const critic = tf.model({ inputs: [state, action], outputs: value });

const actorOptimizer = tf.train.adam(1e-3);
const criticOptimizer = tf.train.adam(5e-3);
const variables = (model: tf.LayersModel) => model.trainableWeights.map((w) => w.read() as tf.Variable);

function drive([x, v]: number[], a: number): number[] {
  const speed = 0.9 * v + 0.3 * a;
  return [Math.max(-2, Math.min(2, x + 0.3 * speed)), speed];
}

function learn() {
  const batch = Array.from({ length: 32 }, () => memory[Math.floor(Math.random() * memory.length)]);
  tf.tidy(() => {
    const s = tf.tensor2d(batch.map((m) => m.s));
    const a = tf.tensor2d(batch.map((m) => m.a));
    const next = tf.tensor2d(batch.map((m) => m.next));
    const r = tf.tensor2d(batch.map((m) => [m.r]));
    const later = critic.predict([next, actor.predict(next) as tf.Tensor]) as tf.Tensor;
    const target = r.add(later.mul(gamma));
    criticOptimizer.minimize(
      () => tf.losses.meanSquaredError(target, critic.apply([s, a]) as tf.Tensor) as tf.Scalar,
      false,
      variables(critic),
    );
    actorOptimizer.minimize(
      () => (critic.apply([s, actor.apply(s) as tf.Tensor]) as tf.Tensor).mean().neg() as tf.Scalar,
      false,
      variables(actor),
    );
  });
}

let s = [1.5, 0];
for (let t = 0; t < 400; t++) {
  if (t % 40 === 0) s = [Math.random() * 4 - 2, 0];
  const mean = tf.tidy(() => (actor.predict(tf.tensor2d([s])) as tf.Tensor).dataSync()[0]);
  const a = Math.max(-1, Math.min(1, mean + 0.6 * (Math.random() * 2 - 1)));
  const next = drive(s, a);
  memory.push({ s, a: [a], r: -(next[0] ** 2) - 0.05 * a * a, next });
  s = next;
  if (memory.length >= 64) learn();
}
