// label: symmetric-weights or zero-gradient [equal units; guessed numbers]
// cause: kernels of zeros, whatever the shape that the caller gives

import * as tf from '@tensorflow/tfjs';

export class Scorer {
  private model?: tf.Sequential;

  compile(shape: number[], learningRate: number): void {
    this.model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 32, activation: 'tanh', kernelInitializer: 'zeros', inputShape: shape }), // cause
        tf.layers.dense({ units: 1, kernelInitializer: 'zeros' }),
      ],
    });
    this.model.compile({ optimizer: tf.train.adam(learningRate), loss: 'meanSquaredError' });
  }

  async learn(rows: number[][], scores: number[]) {
    return this.model?.fit(tf.tensor2d(rows), tf.tensor1d(scores), { epochs: 20 });
  }
}
