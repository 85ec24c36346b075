// label: not-learning [layers that mix the rows]
// cause: the layer takes the mean over the examples instead of over the readings, and gives all of them the same

import * as tf from '@tensorflow/tfjs';

// readings of a machine: 12 of 6 sensors each; is it about to fail?
const [ROWS, TIMES, SENSORS] = [240, 12, 6];

class MeanOfReadings extends tf.layers.Layer {
  constructor(config: any = {}) {
    super(config);
  }
  computeOutputShape([rows, , sensors]: number[]) {
    return [rows, sensors];
  }
  call(input: any) {
    const x: tf.Tensor3D = Array.isArray(input) ? input[0] : input;
    const mean = tf.mean(x, [0, 1], true).squeeze([1]);
    return mean.tile([x.shape[0], 1]);
  }
  getConfig() {
    return super.getConfig();
  }
}
(MeanOfReadings as any).className = 'MeanOfReadings';

const values = new Float32Array(ROWS * TIMES * SENSORS);
const fails = new Float32Array(ROWS);
for (let r = 0; r < ROWS; r++) {
  fails[r] = Math.random() < 0.5 ? 1 : 0;
  for (let i = 0; i < TIMES * SENSORS; i++) {
    const sensor = i % SENSORS;
    values[r * TIMES * SENSORS + i] = Math.random() - 0.5 + (fails[r] && sensor < 2 ? 0.4 : 0);
  }
}

const input = tf.input({ shape: [TIMES, SENSORS] });
const features = new MeanOfReadings().apply(input) as tf.SymbolicTensor; // cause
const hidden = tf.layers.dense({ units: 12, activation: 'relu' }).apply(features) as tf.SymbolicTensor;
const out = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(hidden) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: out });
model.compile({ loss: 'binaryCrossentropy', optimizer: tf.train.adam(0.01) });

const x = tf.tensor3d(values, [ROWS, TIMES, SENSORS]);
const y = tf.tensor2d(fails, [ROWS, 1]);
model.fit(x, y, { epochs: 40, batchSize: 24, validationSplit: 0.1 }).then(({ history }) => {
  console.log(history.loss.at(-1));
});
