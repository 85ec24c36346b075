/** A finding says which settings it blames, so that the pipeline can look for their lines. */

import assert from 'node:assert/strict';
import type { FindingCode } from '../../../../src/report/finding';
import { chain, found, type LayerNumbers, type ModelNumbers } from '../models';

const pair = (first: Partial<LayerNumbers>, second: Partial<LayerNumbers> = {}): readonly LayerNumbers[] => [
  { activation: 'relu', gradient: 0.1, ...first },
  { gradient: 0.3, gain: 1, ...second },
];

/** The settings that the first finding of a code blames, with the layers where it blames those of layers. */
function blamed(model: ModelNumbers, code: FindingCode): string[] {
  const finding = found(model).find((one) => one.code === code);
  assert.ok(finding, `no ${code}`);
  return (finding.blames ?? []).map((blames) => {
    assert.ok('setting' in blames);
    return 'layers' in blames ? `${blames.setting} of ${blames.layers.join()}` : blames.setting;
  });
}

const cases: readonly (readonly [name: string, model: ModelNumbers, code: FindingCode, expected: readonly string[]])[] =
  [
    ['sigmoids', { layers: chain(8, 0.2) }, 'vanishing-gradient', ['activation of 0,1,2,3,4,5,6,7']],
    [
      'relu layers of a random start',
      { layers: chain(12, 0.2, { activation: 'relu', kernelInitializer: 'RandomNormal' }) },
      'vanishing-gradient',
      ['kernelInitializer of 0,1,2,3,4,5,6,7,8,9,10,11'],
    ],
    ['equal units', { layers: pair({ distinctUnits: [1, 1] }) }, 'symmetric-weights', ['kernelInitializer of 0']],
    [
      'small steps',
      { layers: pair({ updateRatio: 5e-5 }, { updateRatio: 5e-5 }) },
      'update-too-small',
      ['learningRate'],
    ],
    [
      'a divergence',
      { layers: pair({ updateRatio: 3 }), losses: (step) => 2 ** step, optimizer: 'SGD' },
      'exploding-gradient',
      ['learningRate'],
    ],
    [
      'a wide kernel',
      {
        layers: chain(3, 1, { activation: 'relu' }).map((layer, i) => (i === 1 ? { ...layer, kernelSize: 64 } : layer)),
        losses: () => 6,
      },
      'exploding-gradient',
      ['kernelInitializer of 1'],
    ],
    [
      'a softmax over one unit',
      { layers: pair({ gradient: 0 }, { activation: 'softmax', units: 1, gain: 0, kernelGradient: 0 }) },
      'zero-gradient',
      ['activation of 1'],
    ],
  ];

describe('the settings that a finding blames', () => {
  for (const [name, model, code, expected] of cases)
    it(`are named for ${name}`, () => {
      assert.deepEqual(blamed(model, code), expected);
    });
});
