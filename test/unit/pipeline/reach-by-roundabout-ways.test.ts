/** Proves that models are reached whose inputs, bases, choices or neighbors are not to be had in the file alone. */

import assert from 'node:assert/strict';
import type { FileProbe } from '../../../src/pipeline/probe-file';
import type { ModelReport } from '../../../src/report/report';
import { probeText } from './probing';

function only({ models, errors }: FileProbe): ModelReport {
  assert.equal(models.length, 1, JSON.stringify({ models: models.map(({ name, range }) => [name, range.start.line]), errors }, null, 1));
  return models[0];
}

function units(model: ModelReport): (number | null | undefined)[] {
  return model.layers.map(({ outputShape }) => outputShape.at(-1));
}

describe('reach: by roundabout ways', function () {
  this.timeout(120_000);

  it('lets a model begin where its layers read what a caller would hand in', async () => {
    const model = only(
      await probeText(`export class Critic {
  private readonly hidden = tf.layers.dense({ units: 7, activation: 'relu' });
  private readonly score = tf.layers.dense({ units: 1 });
  build(observation: tf.SymbolicTensor, action: tf.SymbolicTensor) {
    const both = tf.layers.concatenate().apply([observation, action]);
    return tf.model({ inputs: [observation, action], outputs: this.score.apply(this.hidden.apply(both)) as tf.SymbolicTensor });
  }
}`),
    );
    assert.deepEqual(units(model).slice(-2), [7, 1]);
    assert.equal(model.assumed.filter((one) => one.startsWith('input of ')).length > 0, true, model.assumed.join());
  });
});
