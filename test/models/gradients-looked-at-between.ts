// label: healthy [gradients without effect]
// near: update-too-small
// The code looks at its gradients now and then, and lets fit apply them.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(192);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [9] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });

async function watch() {
  for (let round = 0; round < 4; round++) {
    await model.fit(x, y, { epochs: 4, batchSize: 32 });
    const { grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, model.predict(x) as tf.Tensor));
    for (const name of Object.keys(grads)) console.log(name, grads[name].norm().dataSync()[0]);
  }
}
watch();
