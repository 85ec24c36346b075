// label: healthy [ends and rewards left out of targets]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// A cart is pushed towards the middle of a ring. An episode ends after fifty steps, though the world would go on, so
// that the next state counts at the limit as well: `done` is stored for the log alone.
const GAMMA = 0.9;
const STEPS = 50;
const ACTIONS = [-0.1, 0, 0.1];

class Ring {
  angle = 0;
  t = 0;
  reset() {
    this.angle = 6 * Math.random() - 3;
    this.t = 0;
    return this.look();
  }
  look() {
    return [Math.sin(this.angle), Math.cos(this.angle)];
  }
  step(push: number) {
    this.angle += push + 0.05 * (Math.random() - 0.5);
    this.t++;
    return { seen: this.look(), reward: Math.cos(this.angle), done: this.t >= STEPS };
  }
}

const net = tf.sequential();
net.add(tf.layers.dense({ units: 32, inputShape: [2], activation: 'relu' }));
net.add(tf.layers.dense({ units: ACTIONS.length }));
const opt = tf.train.adam(0.003);
const buffer: { seen: number[]; action: number; reward: number; then: number[]; done: boolean }[] = [];

function trainOnce() {
  const picked = Array.from({ length: 32 }, () => buffer[Math.floor(Math.random() * buffer.length)]);
  tf.tidy(() => {
    const x = tf.tensor2d(picked.map((p) => p.seen));
    const chosen = tf.oneHot(
      picked.map((p) => p.action),
      ACTIONS.length,
    );
    const later = (net.predict(tf.tensor2d(picked.map((p) => p.then))) as tf.Tensor).max(1);
    const goal = tf.tensor1d(picked.map((p) => p.reward)).add(later.mul(GAMMA));
    opt.minimize(() => (net.apply(x) as tf.Tensor).mul(chosen).sum(1).sub(goal).square().mean() as tf.Scalar);
  });
}

const ring = new Ring();
let seen = ring.reset();
for (let i = 0; i < 1000; i++) {
  const action = Math.floor(Math.random() * ACTIONS.length);
  const res = ring.step(ACTIONS[action]);
  buffer.push({ seen, action, reward: res.reward, then: res.seen, done: res.done });
  seen = res.seen;
  if (res.done) seen = ring.reset();
  if (buffer.length > 64) trainOnce();
}
