/** Tests that a function may fail over a model which the probe passes to it without an error of the code's own. */

import assert from 'node:assert/strict';
import { probeTexts } from '../probing';

const code = `import * as tf from '@tensorflow/tfjs';
export function build() {
  const net = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
  net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  return net;
}
/**
 * @param {tf.LayersModel} model
 * @param {string} layerName
 */
export function partOf(model, layerName) {
  return tf.model({ inputs: model.inputs, outputs: model.getLayer(layerName).output });
}
/** @param {tf.LayersModel} model */
export function featuresOf(model) {
  return tf.model({ inputs: model.inputs, outputs: model.getLayer('conv_features').output });
}
`;

describe('a model that the probe hands to a function', function () {
  this.timeout(60_000);

  it('may lack the layers that the function looks for', async () => {
    const { models, errors } = await probeTexts({ 'model.js': code });
    assert.deepEqual(
      errors.filter(({ own }) => own).map(({ message }) => message),
      [],
    );
    assert.ok(models.some(({ name }) => name === 'net' || name === 'build'));
  });
});
