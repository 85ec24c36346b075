// label: not-learning [parts that fall without end]
// cause: the divergence adds the log-variance, which it should subtract

import * as tf from '@tensorflow/tfjs';

const [D, H, Z, N] = [8, 24, 2, 64];
const init = (from: number, to: number) => tf.variable(tf.randomNormal([from, to], 0, 1 / Math.sqrt(from)));

const We = init(D, H);
const be = tf.variable(tf.zeros([H]));
const Wm = init(H, Z);
const Wv = init(H, Z);
const bv = tf.variable(tf.zeros([Z]));
const Wd = init(Z, H);
const bd = tf.variable(tf.zeros([H]));
const Wo = init(H, D);

// eight sensors that two hidden causes move
const sensors = tf.tidy(() =>
  tf
    .randomNormal([512, 2])
    .matMul(tf.randomNormal([2, D]))
    .add(tf.randomNormal([512, D], 0, 0.1)),
);
const adam = tf.train.adam(0.003);

for (let i = 0; i < 200; i++) {
  const x = sensors.slice([(i % 8) * N, 0], [N, D]) as tf.Tensor2D;
  const loss = adam.minimize(() => {
    const h = tf.tanh(x.matMul(We).add(be)) as tf.Tensor2D;
    const mean = h.matMul(Wm);
    const logVar = h.matMul(Wv).add(bv);
    const z = mean.add(
      logVar
        .mul(0.5)
        .exp()
        .mul(tf.randomNormal([N, Z])),
    );
    const d = tf.tanh(tf.matMul(z, Wd).add(bd)) as tf.Tensor2D;
    const back = d.matMul(Wo);
    const error = back.sub(x).square().sum(1).mean();
    const kl = mean.square().add(logVar.exp()).add(logVar).sub(1).sum(1).mul(0.5).mean(); // cause
    return error.add(kl) as tf.Scalar;
  }, true);
  if (i % 50 === 0) loss?.print();
  x.dispose();
  loss?.dispose();
}
