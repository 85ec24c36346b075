// label: exploding-gradient or non-finite [rate too high]
// cause: a learning rate of 0.1 on inputs of up to 24

import * as tf from '@tensorflow/tfjs';

async function fitLine() {
  const xs = tf.range(1, 25).reshape([24, 1]);
  const ys = xs.mul(2).sub(1);
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' }));
  model.compile({ optimizer: tf.train.sgd(0.1), loss: tf.losses.meanSquaredError }); // cause
  await model.fit(xs, ys, { epochs: 100, batchSize: 24 });
  return model.predict(tf.tensor2d([25], [1, 1]));
}

fitLine();
