/** Tests that a model which several functions make is reported once. */

import assert from 'node:assert/strict';
import { only, probeText } from '../probing';

describe('models of several attempts', function () {
  this.timeout(120_000);

  it('reports a model once that several functions make', async () => {
    const model = only(
      await probeText(`export function build(units: number) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units, inputShape: [2] }));
  return model;
}
export function first() { return build(3); }
export function second() { return build(4); }
export async function train() {
  const model = build(5);
  model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  await model.fit(tf.ones([8, 2]), tf.ones([8, 5]));
}`),
    );
    assert.equal(model.entry, 'fit');
    assert.equal(model.layers[0].outputShape[1], 5);
  });
});
