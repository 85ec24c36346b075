/** Which layers get another activation, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { hiddenActivation } from '../../../../src/fixes/candidates/layers/hidden-activation';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding, FindingCode } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';

/** The activations that the first change replaces, where the finding names the head alone. */
function replaced(code: FindingCode, ...activations: readonly string[]): string[] {
  return replacedIn(code, [activations.length - 1], activations);
}

/** The same where the finding names these layers. */
function replacedIn(code: FindingCode, named: readonly number[], activations: readonly string[]): string[] {
  const { layers: built, ...rest } = modelOf({ layers: activations.map(() => ({ gradient: 1 })) });
  const layers = built.map((layer, index) => ({ ...layer, activation: activations[index] }));
  const changed: string[] = [];
  const text = {
    quote: (_: unknown, name: string) => name,
    definitions: () => [],
    tfName: () => 'leakyReLU',
    insertAfter: () => [],
    change: (layer: { readonly activation: string }, name: string) => {
      if (name === 'activation') changed.push(layer.activation);
      return [];
    },
  };
  const context = { model: { ...rest, layers, findings: [] }, text } as unknown as CandidateContext;
  const proposed = hiddenActivation.propose(context, { code, layers: named } as unknown as Finding);
  return proposed.length === 0 ? [] : changed.slice(0, changed.length / proposed.length);
}

describe('another activation', () => {
  it('replaces the sigmoids of a model that learns nothing, and never the head', () => {
    assert.deepEqual(replaced('not-learning', 'sigmoid', 'relu', 'hardSigmoid', 'sigmoid'), ['sigmoid', 'hardSigmoid']);
  });

  it('gives linear layers one, where the model has none and learns nothing', () => {
    const all = [0, 1, 2];
    assert.deepEqual(replacedIn('not-learning', all, ['linear', 'linear', 'sigmoid']), ['linear', 'linear']);
    assert.deepEqual(replacedIn('not-learning', all, ['linear', 'relu', 'sigmoid']), ['relu']);
    assert.deepEqual(replacedIn('vanishing-gradient', all, ['linear', 'linear', 'sigmoid']), []);
  });

  it('replaces no layer that the finding does not name otherwise', () => {
    assert.deepEqual(replaced('not-learning', 'relu', 'tanh', 'softmax'), []);
    assert.deepEqual(replaced('vanishing-gradient', 'sigmoid', 'sigmoid'), []);
  });

  it('is bounded and around zero first, where adds sum up sigmoids', () => {
    const named: string[] = [];
    const layers = ['Dense', 'Add', 'Add'].map((className) => ({ className, activation: 'sigmoid', gradient: 1 }));
    for (const count of [3, 2]) {
      const model = modelOf({ layers: [...layers.slice(0, count), { gradient: 1 }] });
      const text = { quote: () => '', definitions: () => [], change: () => [], tfName: () => undefined };
      const finding = { code: 'saturated-activation', layers: [0] } as unknown as Finding;
      const proposed = hiddenActivation.propose({ model, text } as unknown as CandidateContext, finding);
      named.push(proposed[0].change);
    }
    assert.deepEqual(named, ['tanh', 'swish']);
  });
});
