// label: output-loss-mismatch [outputs that meet every target]
// cause: a list of log probabilities times a column of returns is a square, whose mean is 0 for centered returns

import * as tf from '@tensorflow/tfjs';

// A rod that falls unless it is pushed back.
class Rod {
  angle = (Math.random() - 0.5) * 0.1;
  speed = 0;
  push(direction: number) {
    this.speed += 0.05 * Math.sin(this.angle) * 4 + 0.03 * direction;
    this.angle += this.speed;
    return Math.abs(this.angle) < 0.6;
  }
  get seen() {
    return [this.angle * 4, this.speed * 8];
  }
}

const policy = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }),
    tf.layers.dense({ units: 2, activation: 'softmax' }),
  ],
});
const optimizer = tf.train.adam(0.01);

for (let episode = 0; episode < 80; episode++) {
  const rod = new Rod();
  const seen: number[][] = [];
  const actions: number[] = [];
  let stands = true;
  while (stands && seen.length < 60) {
    seen.push(rod.seen);
    const p = tf.tidy(() => (policy.predict(tf.tensor2d([rod.seen])) as tf.Tensor).dataSync());
    actions.push(Math.random() < p[0] ? 0 : 1);
    stands = rod.push(actions[actions.length - 1] === 0 ? -1 : 1);
  }
  const returns = seen.map((_, i) => [seen.length - i]);
  tf.tidy(() => {
    const raw = tf.tensor2d(returns);
    const centered = raw.sub(raw.mean());
    optimizer.minimize(() => {
      const p = policy.apply(tf.tensor2d(seen)) as tf.Tensor2D;
      const taken = p
        .mul(tf.oneHot(tf.tensor1d(actions, 'int32'), 2))
        .sum(1)
        .add(1e-8)
        .log();
      return taken.mul(centered).mean().neg() as tf.Scalar; // cause
    });
  });
}
