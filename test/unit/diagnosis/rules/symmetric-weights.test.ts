/** Rule symmetric-weights on constructed numbers: units that start and stay equal, and layers where that is fine. */

import assert from 'node:assert/strict';
import { codes, type LayerNumbers, type ModelNumbers } from '../models';

describe('symmetric-weights', () => {
  const model = (hidden: Partial<LayerNumbers>): ModelNumbers => ({
    layers: [
      { activation: 'tanh', gradient: 0.1, kernelInitializer: 'Ones', ...hidden },
      { gradient: 0.3, gain: 1 },
    ],
  });

  it('needs units that are equal at the start and at the end, whatever the initializer is called', () => {
    assert.deepEqual(codes(model({ distinctUnits: [1, 1] })), ['error symmetric-weights cause']);
    assert.deepEqual(codes(model({ distinctUnits: [1, 1], kernelInitializer: 'GlorotNormal' })), [
      'error symmetric-weights cause',
    ]);
    assert.deepEqual(codes(model({ distinctUnits: [1, 64] })), []);
    assert.deepEqual(codes(model({ distinctUnits: [64, 1] })), []);
  });

  it('says nothing of units that were hardly moved, of a single unit and of an output layer', () => {
    assert.ok(!codes(model({ distinctUnits: [1, 1], updateRatio: 1e-7 })).includes('error symmetric-weights cause'));
    assert.deepEqual(codes(model({ distinctUnits: [1, 1], units: 1 })), []);
    assert.deepEqual(
      codes({
        layers: [
          { activation: 'tanh', gradient: 0.1 },
          { gradient: 0.3, gain: 1, distinctUnits: [1, 1] },
        ],
      }),
      [],
    );
  });
});
