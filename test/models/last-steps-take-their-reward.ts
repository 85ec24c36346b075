// label: healthy [ends and rewards left out of targets]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// A frog jumps over stones until it falls into the water. The targets of all steps are made alike first; then those of
// last steps are set to their reward alone.
const gamma = 0.9;
type Jump = { from: number[]; far: number; reward: number; to: number[]; terminal: boolean };
const jumps: Jump[] = [];

let stone = [Math.random(), Math.random()];
for (let i = 0; i < 600; i++) {
  const far = Math.floor(Math.random() * 3);
  const to = [(stone[0] + 0.2 + 0.2 * far) % 1, Math.random()];
  const terminal = Math.abs(to[0] - stone[1]) < 0.15;
  jumps.push({ from: stone, far, reward: terminal ? -1 : 0.2 * far, to, terminal });
  stone = terminal ? [Math.random(), Math.random()] : to;
}

const frog = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [2], units: 40, activation: 'relu' }),
    tf.layers.dense({ units: 24, activation: 'relu' }),
    tf.layers.dense({ units: 3 }),
  ],
});
const optimizer = tf.train.adam(0.003);

for (let round = 0; round < 400; round++) {
  const batch = Array.from({ length: 64 }, () => jumps[(Math.random() * jumps.length) | 0]);
  const x = tf.tensor2d(batch.map((j) => j.from));
  const values = tf.tidy(() => (frog.predict(tf.tensor2d(batch.map((j) => j.to))) as tf.Tensor).max(1).dataSync());
  const goals = batch.map((j, i) => j.reward + gamma * values[i]);
  batch.forEach((j, i) => {
    if (j.terminal) goals[i] = j.reward;
  });
  const y = tf.tensor1d(goals);
  const which = tf.oneHot(
    batch.map((j) => j.far),
    3,
  );
  optimizer.minimize(() => {
    const q = (frog.apply(x) as tf.Tensor).mul(which).sum(1);
    return tf.losses.meanSquaredError(y, q) as tf.Scalar;
  });
  tf.dispose([x, y, which]);
}
