/** A recurrent layer gets the settings that keep it steady through time, in the text that a person reads. */

import assert from 'node:assert/strict';
import { recurrentLayer } from '../../../../src/fixes/candidates/layers/recurrent-layer';
import type { Finding } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';
import { edited } from '../../source/edits/edited';

/** Each change with its text, for an LSTM with these settings. */
function changes(settings: string): Record<string, string | undefined> {
  const built = modelOf({ layers: [{ gradient: 1 }] });
  const before = `const memory = tf.layers.lstm({ units: 8${settings} });`;
  const all: Record<string, string | undefined> = {};
  for (let index = 0; ; index++) {
    let name: string | undefined;
    const after = edited([before], (text, { layer }) => {
      const layers = built.layers.map((one) => ({ ...one, ...layer(), className: 'LSTM' }));
      const finding = { layers: [0] } as unknown as Finding;
      const change = recurrentLayer.propose({ model: { ...built, layers, findings: [] }, text }, finding).at(index);
      name = change?.change;
      return change?.edits;
    });
    if (name === undefined) return all;
    all[name] = after?.join('\n').replace('const memory = tf.layers.', '');
  }
}

describe('an LSTM that grows through time', () => {
  it('gets the usual start and activation where the code has others, one by one and both', () => {
    assert.deepEqual(changes(", activation: 'relu', recurrentInitializer: tf.initializers.ones()"), {
      orthogonal: "lstm({ units: 8, activation: 'relu', recurrentInitializer: 'orthogonal' });",
      tanh: "lstm({ units: 8, activation: 'tanh', recurrentInitializer: tf.initializers.ones() });",
      'orthogonal + tanh': "lstm({ units: 8, activation: 'tanh', recurrentInitializer: 'orthogonal' });",
    });
  });

  it('gets its forget bias back', () => {
    assert.deepEqual(changes(', unitForgetBias: false'), {
      'unit forget bias': 'lstm({ units: 8, unitForgetBias: true });',
    });
    assert.deepEqual(Object.keys(changes(", unitForgetBias: false, activation: 'relu'")), [
      'unit forget bias',
      'tanh',
      'unit forget bias + tanh',
    ]);
    assert.deepEqual(changes(', unitForgetBias: true'), {});
    assert.deepEqual(changes(', unitForgetBias: remembers'), {});
  });

  it('keeps what is usual', () => {
    assert.deepEqual(changes(''), {});
    assert.deepEqual(changes(', activation: "tanh"'), {});
  });
});
