/** How inputs and targets are scaled, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { dataScaling } from '../../../../src/fixes/candidates/data/data-scaling';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';

interface Numbers {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
}

const small: Numbers = { min: -2, max: 2, mean: 0, std: 1 };

/** The changes for a regression, by a linear head unless it is another one. */
function changes(input: Numbers, target: Numbers, className = 'Dense', activation = 'linear'): string[] {
  const built = modelOf({ layers: [{ gradient: 1 }] });
  const place = { file: built.file, range: built.range };
  const layers = built.layers.map((layer) => ({ ...layer, className, activation }));
  const madeAt = input === target ? { madeAt: place } : {};
  const facts = (numbers: Numbers) => ({ ...numbers, ...madeAt, shape: [9, 1] });
  const dataFacts = { inputs: [facts(input)], targets: [facts(target)] };
  const text = { calleeName: () => 'fit', wrapArgument: () => [{ ...place, newText: '' }] };
  const model = { ...built, layers, trainedAt: place, loss: 'meanSquaredError', dataFacts };
  return dataScaling.propose({ model, text } as unknown as CandidateContext, {} as Finding).map(({ change }) => change);
}

describe('data of another size than one', () => {
  it('get targets whose deviation is nearest to one, by a power of ten', () => {
    assert.deepEqual(changes(small, { min: 0, max: 3600, mean: 1200, std: 1070 }), ['targets.div(1000)']);
    assert.deepEqual(changes(small, { min: 0, max: 9600, mean: 5000, std: 4000 }), ['targets.div(10000)']);
  });

  it('get standardized targets where a division leaves hardly a difference', () => {
    assert.deepEqual(changes(small, { min: 980, max: 1020, mean: 1000, std: 9 }), ['targets.sub(1000).div(9)']);
  });

  it('get standardized targets where zero is far from all of them', () => {
    const sales = { min: 14000, max: 62000, mean: 37000, std: 11000 };
    assert.deepEqual(changes(small, sales), ['targets.sub(37000).div(11000)']);
    assert.deepEqual(changes(small, { ...sales, mean: 21000 }), ['targets.div(10000)']);
  });

  it('get scaled inputs, unless the first layer normalizes them', () => {
    const large = { min: 0, max: 60, mean: 30, std: 17 };
    assert.deepEqual(changes(large, small), ['inputs.sub(30).div(17)']);
    assert.deepEqual(changes(large, small, 'BatchNormalization'), []);
  });

  it('get one scale where they are inputs and targets at once', () => {
    const grey = { min: 0, max: 250.5, mean: 61, std: 54 };
    assert.deepEqual(changes(grey, grey, 'Dense', 'sigmoid'), ['inputs and targets.div(255)']);
    assert.deepEqual(changes(grey, grey), ['inputs and targets.sub(61).div(54)']);
    assert.deepEqual(changes(small, small), []);
  });

  it('get a scale for the one output of several that gives any number', () => {
    const built = modelOf({ layers: [{ gradient: 1 }, { gradient: 1 }] });
    const place = { file: built.file, range: built.range };
    const layers = built.layers.map((layer, i) => ({ ...layer, name: 'ab'[i], activation: i ? 'linear' : 'softmax' }));
    const prices = { min: 16000, max: 51000, mean: 33000, std: 7300 };
    const targets = ['a', 'b'].map((name) => ({ ...prices, name, shape: [9, 1] }));
    const parts: unknown[] = [];
    const text = {
      calleeName: () => 'fit',
      wrapArgument: (...[, index, , part]: unknown[]) => (parts.push([index, part]), [{ ...place, newText: '' }]),
    };
    const model = { ...built, layers, trainedAt: place, dataFacts: { inputs: [], targets } };
    const proposed = dataScaling.propose({ model, text } as unknown as CandidateContext, {} as Finding);
    assert.deepEqual(
      proposed.map(({ change }) => change),
      ['targets of b.sub(33000).div(7300)'],
    );
    assert.deepEqual(parts, [[1, { index: 1, name: 'b' }]]);
  });
});
