// label: not-learning [sign of an actor]
// cause: the actor minimizes the lesser of what its two critics expect

import * as tf from '@tensorflow/tfjs';

// TD3 for a crane that has to stop swinging: [angle, speed] -> push
const S = 2,
  A = 1,
  N = 48;
const GAMMA = 0.9,
  TAU = 0.02;
const policyDelay = 2;

class Net {
  m: tf.Sequential;
  constructor(inputs: number, outputs: number, last: 'tanh' | 'linear') {
    this.m = tf.sequential();
    this.m.add(tf.layers.dense({ inputShape: [inputs], units: 32, activation: 'relu' }));
    this.m.add(tf.layers.dense({ units: 32, activation: 'relu' }));
    this.m.add(tf.layers.dense({ units: outputs, activation: last }));
  }
  get vars() {
    return this.m.trainableWeights.map((w) => w.read() as tf.Variable);
  }
  call(x: tf.Tensor) {
    return this.m.apply(x) as tf.Tensor2D;
  }
  follow(other: Net, tau: number) {
    tf.tidy(() => {
      const [own, theirs] = [this.m.getWeights(), other.m.getWeights()];
      this.m.setWeights(own.map((w, i) => w.mul(1 - tau).add(theirs[i].mul(tau))));
    });
  }
}

const actor = new Net(S, A, 'tanh'),
  actorT = new Net(S, A, 'tanh');
const q1 = new Net(S + A, 1, 'linear'),
  q1T = new Net(S + A, 1, 'linear');
const q2 = new Net(S + A, 1, 'linear'),
  q2T = new Net(S + A, 1, 'linear');
for (const [t, o] of [
  [actorT, actor],
  [q1T, q1],
  [q2T, q2],
])
  t.follow(o, 1);

const optA = tf.train.adam(1e-3),
  optQ = tf.train.adam(3e-3);

type Exp = { s: number[]; a: number; reward: number; s2: number[] };
const replay: Exp[] = [];

function physics([angle, speed]: number[], a: number): [number[], number] {
  const v = 0.95 * speed - 0.2 * angle + 0.3 * a;
  const next = [Math.max(-2, Math.min(2, angle + 0.2 * v)), v];
  return [next, -(next[0] ** 2) - 0.1 * next[1] ** 2];
}

function update(round: number) {
  const rows = Array.from({ length: N }, () => replay[(Math.random() * replay.length) | 0]);
  tf.tidy(() => {
    const s = tf.tensor2d(rows.map((e) => e.s));
    const a = tf.tensor2d(rows.map((e) => [e.a]));
    const s2 = tf.tensor2d(rows.map((e) => e.s2));
    const r = tf.tensor2d(rows.map((e) => [e.reward]));
    const a2 = actorT
      .call(s2)
      .add(tf.randomNormal([N, A], 0, 0.1))
      .clipByValue(-1, 1);
    const sa2 = tf.concat([s2, a2], 1);
    const y = r.add(tf.minimum(q1T.call(sa2), q2T.call(sa2)).mul(GAMMA));
    const sa = tf.concat([s, a], 1);
    optQ.minimize(
      () => tf.losses.huberLoss(y, q1.call(sa)).add(tf.losses.huberLoss(y, q2.call(sa))) as tf.Scalar,
      false,
      [...q1.vars, ...q2.vars],
    );
    if (round % policyDelay === 0) {
      optA.minimize(
        () => {
          const input = tf.concat([s, actor.call(s)], 1);
          return tf.mean(tf.minimum(q1.call(input), q2.call(input))) as tf.Scalar; // cause
        },
        false,
        actor.vars,
      );
      actorT.follow(actor, TAU);
      q1T.follow(q1, TAU);
      q2T.follow(q2, TAU);
    }
  });
}

let s = [1, 0];
for (let t = 0; t < 500; t++) {
  if (t % 50 === 0) s = [Math.random() * 3 - 1.5, 0];
  const mean = tf.tidy(() => actor.call(tf.tensor2d([s])).dataSync()[0]);
  const a = Math.max(-1, Math.min(1, mean + Math.random() - 0.5));
  const [s2, reward] = physics(s, a);
  replay.push({ s, a, reward, s2 });
  s = s2;
  if (replay.length > 100) update(t);
}
