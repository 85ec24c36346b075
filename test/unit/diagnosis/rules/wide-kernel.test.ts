/** Kernels that start far over the norm for their fan-in: named where they do harm, and only there. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/diagnosis/index';
import type { Finding } from '../../../../src/report/finding';
import { chain, type LayerNumbers, type ModelNumbers, modelOf } from '../models';

/** L2 of a kernel of 64 by 64 whose entries have this size. */
const sized = (size: number): number => 64 * size;

function found(second: Partial<LayerNumbers>, numbers: Partial<ModelNumbers> = {}): Finding[] {
  const layers = chain(3, 1, { activation: 'relu' }).map((layer, i) => (i === 1 ? { ...layer, ...second } : layer));
  return diagnose(modelOf({ layers, losses: () => 6, ...numbers })).filter(({ code }) => code === 'exploding-gradient');
}

const lines = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, role, range }) => `${severity} ${role} ${range.start.line}`);

describe('a kernel far over its norm', () => {
  it('is named where the loss stays far over that of guessing', () => {
    const findings = found({ kernelSize: sized(1) });
    assert.deepEqual(lines(findings), ['error cause 1']);
    assert.match(findings[0].message, /standard deviation of 1\.0 where a ReLU layer with 64 inputs needs .*×5\.7/);
    assert.match(found({ kernelSize: sized(1), kernelInitializer: 'Ones' })[0].message, /have a size of 1\.0/);
  });

  it('is information where the loss falls, though not yet to that of guessing', () => {
    assert.deepEqual(lines(found({ kernelSize: sized(1) }, { losses: (step) => 6 * 0.97 ** step })), [
      'information cause 1',
    ]);
  });

  it('is a warning where the loss falls, but all steps of the code leave it far over that of guessing', () => {
    const ending = (share: number, epochs: number): string[] => {
      const built = modelOf({
        layers: chain(3, 1, { activation: 'relu' }).map((one) => ({ ...one, kernelSize: sized(1) })),
        losses: (step) => 60 * 0.98 ** step,
      });
      const further = { steps: 120, share, learns: 'towards', nearest: 0.2 } as const;
      const findings = diagnose({
        ...built,
        trainedAt: { file: built.file, range: built.range },
        stepsOfCode: { steps: 10 * epochs, calls: 1, epochs, batches: 10, isDefault: false },
        answers: {
          data: built.losses,
          constant: built.losses.map((row) => row.map(() => 1)),
          further: built.losses.map(() => further),
        },
      });
      return lines(findings.filter(({ code }) => code === 'exploding-gradient'));
    };
    assert.deepEqual(ending(12, 15), ['warning cause 3']);
    assert.deepEqual(ending(8, 15), ['information cause 3'], 'it nearly gets there');
    assert.deepEqual(ending(12, 300), ['information cause 3'], 'the code goes on for far longer');
  });

  it('is none where training copes, where it is usual, frozen, or no kernel of a dense layer', () => {
    assert.deepEqual(found({ kernelSize: sized(1) }, { losses: (step) => 6 * 0.8 ** step }), []);
    assert.deepEqual(found({ kernelSize: sized(0.3) }), []);
    assert.deepEqual(found({ kernelSize: sized(1), trainable: false }), []);
    assert.deepEqual(found({ kernelSize: sized(1), className: 'Embedding', weighted: true }), []);
  });

  it('says so where the learning rate is too high for any kernel as well', () => {
    const overflows = (step: number): number => 6 * 1e12 ** step;
    const message = (learningRate: number): string =>
      found({ kernelSize: sized(1) }, { losses: overflows, optimizer: 'SGD', learningRate })[0].message;
    assert.match(message(3), /Lower the learning rate of 3 as well, to 0\.1 or less/);
    assert.doesNotMatch(message(0.01), /learning rate/);
  });

  it('makes saturated units behind it a warning that names the weights', () => {
    const layers = chain(2, 1, { activation: 'tanh' });
    const stuck = (kernelSize: number): Finding[] =>
      diagnose(modelOf({ layers: layers.map((one, i) => (i === 0 ? { ...one, kernelSize, saturated: 0.8 } : one)) }));
    const [finding] = stuck(sized(1));
    assert.deepEqual([finding.code, finding.severity], ['saturated-activation', 'warning']);
    assert.match(finding.message, /the weights have a standard deviation of 1\.0/);
    assert.equal(stuck(sized(0.2))[0].severity, 'information');
  });
});
