// label: output-loss-mismatch [distances over classes]
// cause: mean squared error over a softmax of four kinds, which the steps taken hardly move

import * as tf from '@tensorflow/tfjs';

class Soils {
  model!: tf.Sequential;

  build() {
    this.model = tf.sequential();
    this.model.add(tf.layers.dense({ units: 20, activation: 'tanh', inputShape: [8] }));
    this.model.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
    this.model.compile({ optimizer: tf.train.sgd(0.005), loss: 'meanSquaredError' }); // cause
  }

  async fit() {
    const kinds = Array.from({ length: 200 }, (_, i) => (7 * i) % 4);
    const probe = (kind: number) =>
      Array.from({ length: 8 }, (_, at) => (at % 4 === kind ? 0.8 : 0.2) + 0.3 * Math.random());
    const probes = kinds.map(probe);
    await this.model.fit(tf.tensor2d(probes), tf.oneHot(kinds, 4), { epochs: 12, batchSize: 20 });
  }
}
const soils = new Soils();
soils.build();
await soils.fit();
