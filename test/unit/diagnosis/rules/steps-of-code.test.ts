/** Rules few-steps and update-too-small on constructed numbers: code that stops before its model has learned. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/diagnosis/index';
import type { FurtherSteps } from '../../../../src/report/losses';
import { chain, modelOf } from '../models';

interface Given {
  /** Loss of the data; the constant answer's is 1. */
  readonly data: (step: number) => number;
  /** Steps of the code, in epochs of ten batches. */
  readonly steps: number;
  readonly further?: FurtherSteps;
}

/** Severities, codes and messages of the findings. */
function found({ data, steps, further }: Given): [string[], string] {
  const built = modelOf({ layers: chain(2, 1, { activation: 'tanh', units: 32 }), losses: data });
  const findings = diagnose({
    ...built,
    trainedAt: { file: built.file, range: built.range },
    stepsOfCode: { steps, calls: 1, epochs: steps / 10, batches: 10, isDefault: false },
    answers: {
      data: built.losses,
      constant: built.losses.map((row) => row.map(() => 1)),
      further: built.losses.map(() => further ?? null),
    },
  });
  return [findings.map(({ severity, code }) => `${severity} ${code}`), findings.at(0)?.message ?? ''];
}

const slow = (step: number): number => 1.1 - 0.003 * step;
const quick = (step: number): number => 1.1 * 0.95 ** step;
const far = (step: number): number => 3.5 - 0.002 * step;

describe('steps of the code', () => {
  it('are too few where the loss of the data is still that of one constant answer when they end', () => {
    const [codes, message] = found({ data: slow, steps: 20 });
    assert.deepEqual(codes, ['information few-steps']);
    assert.match(message, /takes 20 steps .*\(2 epochs of 10 batches\); in the last of them .* is 1\.05 times that/);
    assert.match(message, /\{ epochs: 10 \}/);
  });

  it('are followed at the pace of the measured ones, but not far', () => {
    const [codes, message] = found({ data: slow, steps: 70 });
    assert.deepEqual(codes, ['information few-steps']);
    assert.match(message, /as in the 30 steps of the probe, then at the end the loss .* 0\.9\d* times that/);
    assert.deepEqual(found({ data: slow, steps: 120 })[0], ['information few-steps']);
    assert.deepEqual(found({ data: slow, steps: 1000 })[0], []);
  });

  it('are enough where the model learns in them, or has nothing to learn', () => {
    assert.deepEqual(found({ data: quick, steps: 30 })[0], []);
    assert.deepEqual(found({ data: quick, steps: 60 })[0], []);
    const noise: FurtherSteps = { steps: 30, share: 0.97, learns: 'below', nearest: 1.1 };
    assert.deepEqual(found({ data: slow, steps: 70, further: noise })[0], []);
  });

  it('blame the learning rate where more of them leave the loss far above that of one constant answer', () => {
    const towards: FurtherSteps = { steps: 270, share: 2.4, learns: 'towards', nearest: 0.01 };
    const [codes, message] = found({ data: far, steps: 200, further: towards });
    assert.deepEqual(codes, ['warning update-too-small']);
    assert.match(message, /takes 200 steps, but even after 300 .* is 2\.4 times .* to 0\.01 for a start/);
    assert.deepEqual(found({ data: far, steps: 200, further: { ...towards, learns: 'no' } })[0], codes);
  });

  it('blame nothing where the code goes on for longer, or the loss arrives', () => {
    const towards: FurtherSteps = { steps: 270, share: 2.4, learns: 'towards', nearest: 0.01 };
    assert.deepEqual(found({ data: far, steps: 5000, further: towards })[0], []);
    assert.deepEqual(found({ data: far, steps: 200, further: { ...towards, share: 0.7, learns: 'below' } })[0], []);
    assert.deepEqual(found({ data: far, steps: 200, further: { ...towards, nearest: 1.2 } })[0], []);
  });
});
