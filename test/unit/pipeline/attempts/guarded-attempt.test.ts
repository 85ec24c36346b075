/** Tests the guarded attempt, which passes over code that cannot run here. */

import assert from 'node:assert/strict';
import { classes, only, probeText, probeTexts, units } from '../probing';

describe('the guarded attempt', function () {
  this.timeout(120_000);

  const net = (first: number): string =>
    `tf.sequential({ layers: [tf.layers.dense({ units: ${first}, inputShape: [2] }), tf.layers.dense({ units: 1 })] })`;

  it('passes over a getter that throws until data are loaded, and says so', async () => {
    const probe = await probeTexts({
      'model.ts': `import * as tf from '@tensorflow/tfjs';
import { Data } from './data';
const data = new Data();
export function build() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 5, activation: 'relu', inputShape: [data.featureCount] }));
  model.add(tf.layers.dense({ units: 1 }));
  return model;
}`,
      'data.ts': `export class Data {
  rows: number[][] | undefined;
  get featureCount(): number {
    if (!this.rows) throw new Error('load first');
    return this.rows[0].length;
  }
}`,
    });
    const model = only(probe);
    assert.deepEqual(classes(model), ['Dense', 'Dense']);
    assert.deepEqual(probe.guarded, [model]);
    assert.ok(model.assumed.includes('inputShape = [10]'), model.assumed.join());
    assert.ok(
      model.passedOver?.some((one) => one === 'line 6: Error: load first'),
      model.passedOver?.join(),
    );
  });

  it('passes over what stops the module before the model is made', async () => {
    const model = only(
      await probeText(`const settings = JSON.parse(readSettings());
const model = tf.sequential();
model.add(tf.layers.dense({ units: settings.units, activation: 'relu', inputShape: [3] }));
model.add(tf.layers.dense({ units: 2 }));
declare function readSettings(): string;`),
    );
    assert.deepEqual(
      model.layers.map(({ outputShape }) => outputShape),
      [
        [null, 16],
        [null, 2],
      ],
    );
    assert.ok(model.assumed.includes('units = 16'));
  });

  it('never leaves a layer out of a model because it failed', async () => {
    const { models, errors } = await probeText(`export function build() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 4, inputShape: [3] }));
  model.add(tf.layers.conv2d({ filters: 2, kernelSize: 3 }));
  return model;
}`);
    assert.deepEqual(
      models.map(({ layers, notAsRun }) => [layers.length, notAsRun]),
      [[1, 'only its first layer']],
    );
    assert.equal(errors.length, 1);
    assert.match(errors[0].message, /^conv2d .* reads \[batch, height, width, channels\], but gets \[batch, 4\]/);
  });

  it('passes over classes whose bases are not there yet, in files that import each other', async () => {
    const model = only(
      await probeTexts({
        'agent.ts': `import * as tf from '@tensorflow/tfjs';
import { Box } from './spaces';
export const defaults = new Box().sample();
export function createPolicy() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 6, activation: 'tanh', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 2 }));
  return model;
}`,
        'spaces/index.ts': `export abstract class Space<T> {
  abstract sample(): T;
}
export { Box } from './box';`,
        'spaces/box.ts': `import { Space } from '.';
export class Box extends Space<number[]> {
  sample() { return [0, 0]; }
}`,
      }),
    );
    assert.deepEqual(units(model), [6, 2]);
    assert.match(model.passedOver?.join() ?? '', /line 2: TypeError: Space is not there to be extended/);
  });

  it('passes over what stops the module before, also where functions are assigned without semicolons', async () => {
    const model = only(
      await probeTexts({
        'page.mjs': `async function train() {
  await model.fit(tf.ones([4, 2]), tf.ones([4, 1]), { epochs: 2 })
}
Missing.ready()
const model = ${net(6)}
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
Missing.train = async () => {
  await train()
}`,
      }),
    );
    assert.deepEqual(units(model), [6, 1]);
    assert.equal(model.standIns.includes('Missing'), true, JSON.stringify(model));
  });

  it('ends a recursion over a stand-in', async () => {
    const model = only(
      await probeTexts(
        {
          'graph.js': `import * as tf from '@tensorflow/tfjs';
import { graph } from 'some-editor';
const visit = (nodes) => {
  if (nodes.length === 0) return;
  visit(nodes.slice());
};
visit(graph.nodes);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 3, inputShape: [2] }));`,
        },
        20,
      ),
    );
    assert.match(model.passedOver?.join() ?? '', /Maximum call stack size exceeded/);
  });
});
