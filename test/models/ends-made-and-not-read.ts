// label: not-learning [ends and rewards left out of targets]
// cause: `dones` is made of the batch, and the target never multiplies by it

import * as tf from '@tensorflow/tfjs';

// A walk along a corridor with a hole at each end; the prize lies in the middle.
class Agent {
  gamma = 0.9;
  memory: { state: number[]; action: number; reward: number; next: number[]; done: number }[] = [];
  model = tf.sequential();
  optimizer = tf.train.adam(0.004);

  constructor(private readonly size: number) {
    this.model.add(tf.layers.dense({ inputShape: [2], units: 24, activation: 'tanh' }));
    this.model.add(tf.layers.dense({ units: 24, activation: 'relu' }));
    this.model.add(tf.layers.dense({ units: 2 }));
  }

  remember(state: number[], action: number, reward: number, next: number[], done: boolean) {
    this.memory.push({ state, action, reward, next, done: done ? 1 : 0 });
    if (this.memory.length > 2000) this.memory.shift();
  }

  pick(state: number[]) {
    if (Math.random() < 0.5) return Math.random() < 0.5 ? 0 : 1;
    return tf.tidy(() => (this.model.predict(tf.tensor2d([state])) as tf.Tensor).argMax(-1).dataSync()[0]);
  }

  replay() {
    const batch = Array.from({ length: this.size }, () => this.memory[Math.floor(Math.random() * this.memory.length)]);
    const states = tf.tensor2d(batch.map((m) => m.state)),
      nexts = tf.tensor2d(batch.map((m) => m.next)),
      rewards = tf.tensor1d(batch.map((m) => m.reward)),
      dones = tf.tensor1d(batch.map((m) => m.done));
    const actions = tf.oneHot(
      tf.tensor1d(
        batch.map((m) => m.action),
        'int32',
      ),
      2,
    );
    const best = (this.model.predict(nexts) as tf.Tensor).max(-1);
    const targets = rewards.add(best.mul(tf.scalar(this.gamma))); // cause
    this.optimizer.minimize(() => {
      const out = this.model.apply(states) as tf.Tensor;
      return targets.sub(out.mul(actions).sum(-1)).square().mean() as tf.Scalar;
    });
    tf.dispose([states, nexts, rewards, dones, actions, best, targets]);
  }
}

const agent = new Agent(48);
let at = 0.5;
let wind = 0;
for (let i = 0; i < 900; i++) {
  const state = [at, wind];
  const action = agent.pick(state);
  wind = 0.8 * wind + 0.04 * (Math.random() - 0.5);
  at += (action ? 0.07 : -0.07) + wind;
  const gameOver = at < 0 || at > 1;
  agent.remember(state, action, gameOver ? -1 : 1 - 2 * Math.abs(at - 0.5), [at, wind], gameOver);
  if (gameOver) {
    at = 0.2 + 0.6 * Math.random();
    wind = 0;
  }
  if (agent.memory.length > 100) agent.replay();
}
