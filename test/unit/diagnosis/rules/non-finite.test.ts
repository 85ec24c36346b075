/** Rule non-finite on constructed numbers: the step and the layer where NaN or infinity begins. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/diagnosis/index';
import { chain, codes, found, modelOf } from '../models';

describe('non-finite', () => {
  it('names step and layer', () => {
    const layers = chain(3, 0.9).map((layer, i) => ({
      ...layer,
      gradient: (step: number) => (step < 4 ? 0.1 : NaN),
      outputStd: i < 1 ? 1 : NaN,
    }));
    const [finding] = found({ layers, losses: (step) => (step < 4 ? 0.7 : NaN) });
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'error non-finite cause');
    assert.match(finding.message, /in step 5, first in the outputs of sigmoid layer layer_1/);
    assert.deepEqual(finding.layers, [1]);
  });

  it('says that it is the backend where another one stays finite', () => {
    const layers = [{ units: 1, gradient: (step: number) => (step < 4 ? 0.1 : NaN) }];
    const model = modelOf({ layers, losses: (step) => (step < 4 ? 0.7 : NaN) });
    const [finding] = diagnose({
      ...model,
      backendFault: { backend: 'wasm', finiteOn: 'cpu', seed: 1, step: 4, steps: 10 },
    });
    assert.equal(`${finding.code} ${finding.role}`, 'non-finite cause');
    assert.match(
      finding.message,
      /in step 5, .*: the wasm backend of TensorFlow\.js causes it, not the model: on the cpu backend, from the same/,
    );
    assert.match(finding.message, /from the same start, all of the first 10 steps are finite\.$/);
  });

  it('is an effect of a loss that ran away', () => {
    const layers = [{ units: 1, gradient: 1 }];
    assert.deepEqual(codes({ layers, losses: (step) => (step < 9 ? 7 ** step : Infinity), optimizer: 'SGD' }), [
      'error exploding-gradient cause',
      'error non-finite effect',
    ]);
  });
});
