/**
 * Step 0 of small models of every kind of layer against finite differences in double precision: loss, outputs, time
 * steps, weights, update.
 */

import assert from 'node:assert/strict';

import type { RawModel } from '../../../src/probe/protocol/result';
import { probe } from '../probe/run';
import { l2, Network } from './double';
import { ErrorTable } from './error-table';
import { bundleOf, networkOf, type SmallModel, smallModels } from './small-models';

const learningRate = 0.1;

interface Expected {
  readonly title: string;
  readonly loss: number;
  readonly outputs: ReadonlyMap<string, number>;
  readonly weights: ReadonlyMap<string, { readonly gradient: number; readonly size: number }>;
}

function expectationOf(model: SmallModel): Expected {
  const { weights, forward } = networkOf(model);
  const net = new Network(weights, forward);
  const gradients = Object.entries(weights).map(
    ([key, values]) => [key, { gradient: l2(net.weightGradient(key)), size: l2(values) }] as const,
  );
  return { title: model.title, loss: net.loss(), outputs: net.outputGradients(), weights: new Map(gradients) };
}

function check(table: ErrorTable, { title, loss, outputs, weights }: Expected, model: RawModel): void {
  table.check(title, 'loss', model.losses[0], loss, 'loss');
  const seen = new Set<string>();
  for (const layer of model.layers) {
    const arriving = outputs.get(layer.name);
    // What a time-distributed layer wraps gets the whole sequence at once, in a shape of its own.
    assert.ok(arriving !== undefined || layer.name === 'inner', `${title}: no ${layer.name}`);
    if (arriving !== undefined)
      table.check(title, 'outputs', layer.outputGradientL2[0], arriving, `output of ${layer.name}`);
    layer.timeSteps?.[0].forEach((value, t) => {
      table.check(title, 'time steps', value, outputs.get(`${layer.name}@${t}`) ?? NaN, `${layer.name} at time ${t}`);
    });
    for (const weight of layer.weights.filter(({ trainable }) => trainable)) {
      const key = `${layer.name}/${weight.name}`;
      const expected = weights.get(key);
      assert.ok(expected, `${title}: no ${key}`);
      seen.add(key);
      table.check(title, 'weights', weight.gradientL2[0], expected.gradient, key);
      table.check(
        title,
        'update',
        weight.updateRatio[0],
        (learningRate * expected.gradient) / expected.size,
        `update of ${key}`,
      );
    }
  }
  assert.deepEqual([...seen].sort(), [...weights.keys()].sort(), `${title}: every weight is in the report`);
}

describe('numbers: small models against finite differences in double precision', () => {
  let expected: readonly Expected[] = [];
  before(() => {
    expected = smallModels.map(expectationOf);
  });

  for (const backend of ['wasm', 'cpu'] as const) {
    it(`agree to 1e-3 (${backend})`, async () => {
      const { outcome, seeds } = await probe(bundleOf(smallModels, learningRate), { steps: 1, backend });
      assert.deepEqual([outcome.status, seeds[0].failures], ['done', []]);
      assert.equal(seeds[0].models.length, smallModels.length);
      const table = new ErrorTable(`worst relative error (numbers compared), ${backend}`);
      expected.forEach((model, at) => {
        check(table, model, seeds[0].models[at]);
      });
      table.print();
    });
  }
});
