// label: not-learning [sign of an actor]
// cause: the controller's loss adds what the value net expects instead of subtracting it

import * as tf from '@tensorflow/tfjs';

const cfg = { hours: 4, knobs: 3, batch: 40, lr: { pi: 0.003, q: 0.006 }, weightOfKnobs: 0.02 };

function dense(units: number, activation?: 'relu' | 'tanh', inputShape?: number[]) {
  return tf.layers.dense({ units, ...(activation && { activation }), ...(inputShape && { inputShape }) });
}

const controller = tf.sequential({ layers: [dense(24, 'relu', [cfg.hours]), dense(cfg.knobs, 'tanh')] });
const valueNet = tf.sequential({
  layers: [dense(48, 'relu', [cfg.hours + cfg.knobs]), dense(24, 'relu'), dense(1)],
});

const trainables = (net: tf.LayersModel): tf.Variable[] => net.trainableWeights.map((w) => w.read() as tf.Variable);
const optimizers = { pi: tf.train.adam(cfg.lr.pi), q: tf.train.adam(cfg.lr.q) };
const valueOf = (weather: tf.Tensor, knobs: tf.Tensor) => valueNet.apply(tf.concat([weather, knobs], -1)) as tf.Tensor;

// growth of a day: best where each knob follows its own mix of the hours
function dayReturns(weather: tf.Tensor2D, knobs: tf.Tensor2D): tf.Tensor2D {
  const best = weather
    .slice([0, 0], [-1, cfg.knobs])
    .sub(weather.slice([0, 1], [-1, cfg.knobs]))
    .mul(0.7);
  return tf.sub(1, tf.squaredDifference(best, knobs).sum(1, true).mul(1.5)) as tf.Tensor2D;
}

for (let day = 0; day < 600; day++) {
  tf.tidy(() => {
    const weather = tf.randomUniform<tf.Rank.R2>([cfg.batch, cfg.hours], -1, 1);
    const tried = (controller.predict(weather) as tf.Tensor2D)
      .add(tf.randomNormal([cfg.batch, cfg.knobs], 0, 0.4))
      .clipByValue(-1, 1) as tf.Tensor2D;
    const returns = dayReturns(weather, tried);
    optimizers.q.minimize(
      () => tf.losses.meanSquaredError(returns, valueOf(weather, tried)) as tf.Scalar,
      false,
      trainables(valueNet),
    );
    optimizers.pi.minimize(
      () => {
        const knobs = controller.apply(weather) as tf.Tensor2D;
        const effort = knobs.square().mean().mul(cfg.weightOfKnobs);
        return effort.add(valueOf(weather, knobs).mean()) as tf.Scalar; // cause
      },
      false,
      trainables(controller),
    );
  });
}
