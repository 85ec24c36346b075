// label: vanishing-gradient [vanishing through depth]
// cause: kernels drawn with a standard deviation of 0.01

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

class Classifier {
  private readonly model = tf.sequential();

  constructor(depth: number) {
    this.model.add(
      tf.layers.dense({
        inputShape: [784],
        units: 64,
        activation: 'tanh',
        kernelInitializer: tf.initializers.randomNormal({ stddev: 0.01 }), // cause
      }),
    );
    for (let i = 1; i < depth; i++) {
      this.model.add(
        tf.layers.dense({
          units: 64,
          activation: 'tanh',
          kernelInitializer: tf.initializers.randomNormal({ stddev: 0.01 }), // cause
        }),
      );
    }
    this.model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
    this.model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
  }

  train(x: tf.Tensor, y: tf.Tensor) {
    return this.model.fit(x, y, { batchSize: 128, epochs: 5 });
  }
}

const { x, y } = digits();
new Classifier(10).train(x, y);
