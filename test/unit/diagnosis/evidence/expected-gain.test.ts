/** The mean-field factors against values that are known in closed form or published. */

import assert from 'node:assert/strict';
import { meanFieldGain } from '../../../../src/diagnosis/evidence/expected-gain';

const near = (actual: number, expected: number, tolerance = 5e-3): void => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not within ${tolerance} of ${expected}`);
};

describe('meanFieldGain', () => {
  it('is 1 for ReLU with He and √½ with Glorot, at any width (He et al. 2015)', () => {
    for (const width of [5, 64, 512]) {
      near(meanFieldGain('relu', 2 / width, width, width), 1);
      near(meanFieldGain('relu', 1 / width, width, width), Math.SQRT1_2);
    }
  });

  it('is close to 1 for tanh with Glorot and falls with small weights in proportion', () => {
    near(meanFieldGain('tanh', 1 / 64, 64, 64), 1, 0.05);
    near(meanFieldGain('tanh', 1e-4, 64, 64), 0.08, 1e-3);
  });

  it('never exceeds a quarter for sigmoid with weights of variance 1/n', () => {
    const gain = meanFieldGain('sigmoid', 1 / 64, 64, 64);
    assert.ok(gain > 0.2 && gain < 0.25, String(gain));
  });

  it('is 1 at the fixed point that SELU was made for (Klambauer et al. 2017)', () => {
    near(meanFieldGain('selu', 1 / 64, 64, 64), Math.sqrt(1.071), 0.01);
  });

  it('does not guess at activations it does not know', () => {
    assert.ok(Number.isNaN(meanFieldGain('softmax', 1 / 64, 64, 64)));
  });
});
