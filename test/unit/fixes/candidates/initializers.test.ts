/** Which starts of weights are likely to be at fault, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { initializers } from '../../../../src/fixes/candidates/starts/initializers';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import type { Location } from '../../../../src/report/position';
import { type LayerNumbers, modelOf } from '../../diagnosis/models';

/** The first change for a vanishing gradient in these layers, and whether it is likely. */
function first(...layers: readonly Omit<LayerNumbers, 'gradient'>[]): [string, boolean] | undefined {
  const model = modelOf({ layers: [...layers, { activation: 'softmax' }].map((one) => ({ ...one, gradient: 1 })) });
  const text = { quote: (_: unknown, name: string) => name, definitions: () => [], change: () => [] };
  const finding = { code: 'vanishing-gradient', layers: layers.map((_, index) => index) } as unknown as Finding;
  const [proposed] = initializers.propose({ model, text } as unknown as CandidateContext, finding);
  return (proposed as typeof proposed | undefined) && [proposed.change, proposed.isLikely === true];
}

/** Of 64 units and inputs; the size that fits is 8. */
const drawn = { activation: 'tanh', kernelInitializer: 'RandomNormal' };

describe('starts of weights', () => {
  it('are likely at fault where kernels are far from the size that fits', () => {
    assert.deepEqual(first({ ...drawn, kernelSize: 0.08 * 8 }), ['glorotNormal', true]);
    assert.deepEqual(first({ ...drawn, kernelSize: 4 * 8 }), ['glorotNormal', true]);
    assert.deepEqual(first({ ...drawn, kernelSize: 1.4 * 8 }), ['glorotNormal', false]);
  });

  it('fit the activation that follows a normalization', () => {
    const dense = { kernelInitializer: 'RandomNormal', kernelSize: 8 };
    const relu = { className: 'Activation', activation: 'relu' };
    assert.deepEqual(first(dense, { className: 'BatchNormalization', activation: null }, relu), ['heNormal', false]);
    assert.deepEqual(first(dense, { className: 'Dropout', activation: null }), ['glorotNormal', false]);
  });

  it('change together where layers of equal units stand on lines of their own', () => {
    const zeros = { gradient: 1, kernelInitializer: 'Zeros', activation: 'tanh' };
    const equal = [0, 1].map((layer) => ({ code: 'symmetric-weights', layers: [layer] }) as unknown as Finding);
    const model = { ...modelOf({ layers: [zeros, zeros, { ...zeros, activation: 'softmax' }] }), findings: equal };
    const text = {
      quote: (_: unknown, name: string) => name,
      definitions: () => [],
      change: ({ file, range }: Location, _: string, { text: newText }: { text: string }) => [{ file, range, newText }],
    };
    const [proposed] = initializers.propose({ model, text } as unknown as CandidateContext, equal[0]);
    assert.deepEqual(
      proposed.edits.map(({ range }) => range.start.line),
      [0, 1],
    );
  });
});
