/** Tests that the short verdict calls a model healthy only where its numbers are those of the code as written. */

import assert from 'node:assert/strict';
import { healthyText } from '../../../../src/report/badge';
import { probeTexts } from '../probing';

const head = "import * as tf from '@tensorflow/tfjs';\n";
const net = `${head}const net = tf.sequential();\n`;
const first = (settings: string): string => `net.add(tf.layers.dense({ units: 4, ${settings} }));\n`;
const compile = "net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });\n";
const builder = (settings: string): string => `${head}export class Maker {
  build() {
    const net = tf.sequential();
    ${first(settings)}
    ${compile}
    return net;
  }
}
`;
const trained = `${head}const learned = tf.tensor2d([[3, -4, 5, 6], [-2, 7, 1, 8]]);
const net = tf.sequential();
${first('inputShape: [2], weights: [learned, tf.zeros([4])]')}${compile}`;
const ownLoss = '(y, p) => y.sub(p).mul(tf.ones([3]))';

describe('the headline of a model', function () {
  this.timeout(60_000);

  for (const [what, code, headline, why] of [
    [
      'with trained weights in the code and no data',
      `${trained}
export const run = (x) => net.predict(tf.tensor2d([x])).dataSync();`,
      'not judged: the code gives its weights, and the data are made up',
      'made-up data: nothing here trains it',
    ],
    [
      'with weights that start at one value',
      `${net}${first('inputShape: [2], weights: [tf.fill([2, 4], 0.5), tf.zeros([4])]')}
net.add(tf.layers.dense({ units: 1 }));\n${compile}`,
      'gradients',
      'made-up data: nothing here trains it',
    ],
    [
      'with trained weights that the code trains further',
      `${trained}
net.fit(tf.randomNormal([64, 2]), tf.randomNormal([64, 4]), { epochs: 20 });`,
      'gradients',
      undefined,
    ],
    [
      'that a function makes without an input shape',
      builder("activation: 'tanh'"),
      'not as the code runs it: with an assumed input shape',
      'made-up data: the code stops before it trains',
    ],
    [
      'whose input shape other code sets',
      builder('inputShape: this.inputShape'),
      'healthy in 3 steps × 1 seed',
      'made-up data: nothing here trains it',
    ],
    [
      'whose compile is refused',
      `${net}${first('inputShape: [2]')}${compile.replace('meanSquaredError', 'leastSquares')}
net.fit(tf.ones([4, 2]), tf.ones([4, 4]));`,
      'not as the code runs it: made-up data',
      'made-up data: its own compile fails',
    ],
    [
      'whose loss throws at the first step',
      `${net}${first('inputShape: [2]')}${compile.replace("'meanSquaredError'", ownLoss)}
net.fit(tf.ones([8, 2]), tf.ones([8, 4]));`,
      'not as the code runs it: made-up data',
      'made-up data: its own training call fails',
    ],
  ] as const) {
    it(`${what} says so`, async () => {
      const { models } = await probeTexts({ 'model.js': code });
      assert.equal(models.length, 1);
      const { assumed } = models[0];
      if (headline === 'gradients') assert.equal(models[0].unjudged ?? models[0].notAsRun, undefined);
      else assert.equal(healthyText(models[0]), headline);
      assert.equal(
        assumed.find((one) => one.startsWith('made-up data')),
        why,
      );
    });
  }
});
