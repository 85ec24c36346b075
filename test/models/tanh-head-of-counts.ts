// label: unreachable-targets [targets beyond a tanh]
// cause: numbers of bicycles, twenty and more, under a tanh

import * as tf from '@tensorflow/tfjs';

const settings = { hidden: 18, out: 'tanh' as const, rate: 0.003 };
function bicycles({ hidden, out, rate }: typeof settings): tf.LayersModel {
  const net = tf.sequential();
  net.add(tf.layers.dense({ units: hidden, activation: 'swish', inputShape: [4] }));
  net.add(tf.layers.dense({ units: 1, activation: out })); // cause
  net.compile({ optimizer: tf.train.rmsprop(rate), loss: 'meanAbsoluteError' });
  return net;
}
const hours = tf.randomUniform([150, 4]);
const counts = hours.mul([20, 10, 5, 1]).sum(1, true).add(6).round();
void bicycles(settings).fit(hours, counts, { epochs: 15, batchSize: 15 });
