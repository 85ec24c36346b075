/** Tests models whose own loss, metric or optimizer tfjs cannot use. */

import assert from 'node:assert/strict';
import { only, probeText } from '../probing';

describe('losses and optimizers that fail', function () {
  this.timeout(120_000);

  const net = (first: number): string =>
    `tf.sequential({ layers: [tf.layers.dense({ units: ${first}, inputShape: [2] }), tf.layers.dense({ units: 1 })] })`;

  it('trains with usual settings where an optimizer or a loss of the user’s own fails, and says so', async () => {
    const model = only(
      await probeText(`class Careful extends tf.AdamOptimizer {
  constructor() { super(0.5, 0.9, 0.999, 1e-7); }
  override applyGradients(gradients: tf.NamedTensorMap) { for (const name of Object.keys(
    gradients)) if (!name.includes('kernel')) throw new Error(\`\${name} is unknown\`);
    super.applyGradients(gradients); }
}
export const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
model.compile({ optimizer: new Careful(), loss: 'meanAbsoluteError' });`),
    );
    assert.deepEqual([model.loss, model.learningRate], ['meanAbsoluteError', 0.001]);
    assert.ok(model.assumed.includes('optimizer = adam(0.001)'), model.assumed.join());
    assert.match(model.passedOver?.join() ?? '', /its own optimizer could not be used: 0 is unknown/);
    const other = only(
      await probeText(`const loss = (truth: tf.Tensor, guess: tf.Tensor) => {
        if (truth.shape[1] === 2) throw new Error('one column, please');
        return tf.losses.meanSquaredError(truth, guess); };
export const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
model.compile({ optimizer: tf.train.sgd(0.125), loss });`),
    );
    assert.deepEqual([other.loss, other.learningRate], ['meanSquaredError', 0.125]);
    assert.match(other.passedOver?.join() ?? '', /its own loss could not be used: one column, please/);
  });

  for (const [what, loss, metric, given] of [
    ['a loss', 'meanSquareError', 'mse', 'meanSquaredError'],
    ['a metric', 'meanAbsoluteError', 'closeness', 'meanAbsoluteError'],
  ] as const) {
    it(`trains a model that tfjs would not compile for ${what} it does not know, and says so`, async () => {
      const model = only(
        await probeText(
          `export function make() {\n  const model = ${net(2)};\n` +
            `  model.compile({ optimizer: 'rmsprop', loss: '${loss}', metrics: ['${metric}'] });\n  return model;\n}`,
        ),
      );
      assert.match(
        model.passedOver?.join() ?? '',
        new RegExp(`compile stopped with «Unknown ${what.split(' ')[1]} ${what === 'a loss' ? loss : metric}»`),
      );
      assert.deepEqual([model.optimizer, model.loss], ['RMSProp', given]);
    });
  }
});
