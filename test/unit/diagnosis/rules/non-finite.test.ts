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

  it('does not blame the backend for a logarithm of 0, and names a learning rate that is no number', () => {
    const layers = [{ units: 1, gradient: (step: number) => (step < 4 ? 0.1 : NaN) }];
    const model = modelOf({ layers, losses: (step) => (step < 4 ? 0.7 : NaN) });
    const backendFault = { backend: 'wasm', finiteOn: 'cpu', seed: 1, step: 4, steps: 10 };
    const of = { isInLoss: false, step: 4, seed: 0 };
    const zeros = { zeros: 1, negatives: 0, count: 500, largest: 1 };
    const message = (given: Partial<typeof model>): string => diagnose({ ...model, backendFault, ...given })[0].message;
    const log = { ...of, by: 'operation', kernel: 'Log', values: [zeros] } as const;
    assert.match(message({ nonFinite: [log] }), /the logarithm of 0 is -infinity, and 1 of 500 values is 0/);
    const product = { ...of, by: 'operation', kernel: 'Multiply', values: [zeros, zeros] } as const;
    assert.match(message({ nonFinite: [product] }), /the wasm backend of TensorFlow\.js causes it/);
    const mask = { ...of, by: 'operation', kernel: 'Fill', values: [] } as const;
    assert.match(message({ nonFinite: [mask] }), /fills in an infinity.* such as -1e9\.$/);
    const weight = { ...of, by: 'weight', kernel: '', layer: 0, values: [] } as const;
    const rate = message({ nonFinite: [weight], backendFault: undefined, learningRate: Number.NaN });
    assert.match(rate, /the learning rate, or another factor of the update, is no number/);
  });

  it('is an effect of a loss that ran away', () => {
    const layers = [{ units: 1, gradient: 1 }];
    assert.deepEqual(codes({ layers, losses: (step) => (step < 9 ? 7 ** step : Infinity), optimizer: 'SGD' }), [
      'error exploding-gradient cause',
      'error non-finite effect',
    ]);
  });
});
