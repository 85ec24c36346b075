// label: not-learning
// cause: a helper gives each hidden layer weights of 0.01 or less

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const small = () => tf.initializers.randomUniform({ minval: -0.02, maxval: 0.02 });
const hidden = (units: number, inputShape?: number[]) =>
  tf.layers.dense({ units, activation: 'elu', kernelInitializer: small(), inputShape }); // cause

const net = tf.sequential({ layers: [hidden(16, [2]), hidden(16), hidden(16)] });
net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));

const optimizer = tf.train.sgd(0.05);
const { x, y } = circle(640);

async function train() {
  for (let epoch = 0; epoch < 40; epoch++) {
    for (let i = 0; i < 640; i += 32) {
      optimizer.minimize(() => {
        const predicted = net.predict(x.slice([i, 0], [32, 2])) as tf.Tensor2D;
        return tf.losses.sigmoidCrossEntropy(y.slice([i, 0], [32, 1]), tf.log(predicted.div(predicted.neg().add(1))));
      });
    }
    await tf.nextFrame();
  }
}
void train();
