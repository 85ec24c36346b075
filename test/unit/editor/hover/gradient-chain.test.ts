/** Proves that the chain of factors is the one that the gradient takes. */

import assert from 'node:assert/strict';
import { gradientChain } from '../../../../src/editor/hover/gradient-chain';
import { layer, model } from '../reports';

describe('the gradient chain', () => {
  it('multiplies to the gradient of the layer in a plain stack', () => {
    const stack = model([
      layer('a', 1, 0.01, NaN),
      layer('b', 2, 0.04, 0.25, { inputs: [0] }),
      layer('c', 3, 0.4, 0.1, { inputs: [1] }),
    ]);
    const chain = gradientChain(stack, 0);
    assert.deepEqual(
      chain.links.map(({ layer: { name }, gain }) => [name, gain]),
      [
        ['c', 0.1],
        ['b', 0.25],
      ],
    );
    assert.equal(chain.output.name, 'c');
    assert.equal(chain.hasBranches, false);
    const product = chain.links.reduce((gradient, { gain }) => gradient * gain, chain.outputGradient);
    assert.ok(Math.abs(product - chain.gradient) < 1e-12);
  });

  it('takes the stronger of two ways, and says that there are two', () => {
    const residual = model([
      layer('start', 1, 1, NaN),
      layer('weak', 2, 1, 0.001, { inputs: [0] }),
      layer('sum', 3, 1, 1, { inputs: [0, 1] }),
      layer('end', 4, 1, 1, { inputs: [2] }),
    ]);
    const chain = gradientChain(residual, 0);
    assert.deepEqual(
      chain.links.map(({ layer: { name } }) => name),
      ['end', 'sum'],
    );
    assert.equal(chain.hasBranches, true);
  });

  it('is empty for the layer next to the loss', () => {
    const chain = gradientChain(model([layer('only', 1, 0.5, NaN)]), 0);
    assert.deepEqual(chain.links, []);
    assert.equal(chain.outputGradient, 0.5);
  });

  it('ends even where nothing is a number', () => {
    const broken = model([
      layer('a', 1, NaN, NaN),
      layer('b', 2, NaN, NaN, { inputs: [0] }),
      layer('c', 3, NaN, NaN, { inputs: [0, 1] }),
    ]);
    assert.deepEqual(
      gradientChain(broken, 0).links.map(({ layer: { name } }) => name),
      ['c', 'b'],
    );
  });
});
