// label: healthy [rate too low]
// near: update-too-small
// The learning rate climbs from next to nothing in the first steps.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [2] }));
model.add(tf.layers.dense({ units: 32, activation: 'relu', kernelInitializer: 'heNormal' }));
model.add(tf.layers.dense({ units: 3 }));

class WarmAdam extends tf.AdamOptimizer {
  warm(step: number): void {
    this.learningRate = 1e-3 * Math.min(1, (step + 1) / 500);
  }
}

async function train(): Promise<void> {
  const optimizer = new WarmAdam(1e-6, 0.9, 0.999);
  for (let step = 0; step < 1000; step++) {
    optimizer.warm(step);
    const start = (step * 64) % 832;
    optimizer.minimize(() =>
      tf.losses.softmaxCrossEntropy(y.slice([start], [64]), model.predict(x.slice([start], [64])) as tf.Tensor2D),
    );
    await tf.nextFrame();
  }
}

train();
