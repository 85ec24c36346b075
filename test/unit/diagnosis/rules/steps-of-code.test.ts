/** Rules few-steps and update-too-small on constructed numbers: code that stops before its model has learned. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/diagnosis/index';
import type { FurtherSteps } from '../../../../src/report/losses';
import { chain, modelOf } from '../models';

interface Given {
  /** Loss of the data; the constant answer's is 1. */
  readonly data: (step: number) => number;
  /** The same of the last seed, where it differs. */
  readonly lastSeed?: (step: number) => number;
  /** Steps of the code, in epochs of ten batches. */
  readonly steps: number;
  readonly further?: FurtherSteps;
  /** Dense layers; three without a number. */
  readonly depth?: number;
  readonly updateRatio?: number;
  /** L2 of the hidden kernels and of the last one; as `modelOf` has it without a number. */
  readonly kernelSize?: number;
  /** Of Adam; as `modelOf` has it without a number. */
  readonly learningRate?: number;
}

/** Severities, codes and messages of the findings. */
function found({
  data,
  lastSeed = data,
  steps,
  further,
  depth = 3,
  updateRatio = 1e-3,
  kernelSize,
  learningRate,
}: Given): [string[], string] {
  const built = modelOf({
    layers: chain(depth - 1, 1, { activation: 'tanh', units: 32 }).map((one) => ({
      ...one,
      updateRatio,
      ...(kernelSize !== undefined && { kernelSize }),
    })),
    losses: data,
  });
  const rows = built.losses.map((row, seed) =>
    seed === built.losses.length - 1 ? row.map((_, i) => lastSeed(i)) : row,
  );
  const findings = diagnose({
    ...built,
    losses: rows,
    ...(learningRate !== undefined && { learningRate }),
    trainedAt: { file: built.file, range: built.range },
    stepsOfCode: { steps, calls: 1, epochs: steps / 10, batches: 10, isDefault: false },
    answers: {
      data: rows,
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

  it('are not seen to their end by further steps on a part of each batch', () => {
    const further: FurtherSteps = { steps: 270, share: 0.9, learns: 'below', nearest: 0.2 };
    assert.match(found({ data: slow, steps: 200, further })[1], /the probe had taken as many/);
    assert.doesNotMatch(found({ data: slow, steps: 200, further: { ...further, rows: 32 } })[1], /the probe had taken/);
  });

  it('are too few where one of several starts stands at the loss of that answer from the first step on', () => {
    const still = (step: number): number => 1.001 + 1e-5 * step;
    assert.deepEqual(found({ data: slow, lastSeed: still, steps: 35 })[0], ['information few-steps']);
    assert.deepEqual(found({ data: still, steps: 35 })[0], []);
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
    // Nearly all steps of the code.
    assert.match(
      found({ data: far, steps: 370, further: towards })[1],
      /370 steps, and after 300 of them .* 2\.4 times/,
    );
    assert.deepEqual(found({ data: far, steps: 400, further: towards })[0], []);
  });

  it('are no larger for a weight that happens to start near zero', () => {
    const still: FurtherSteps = { steps: 270, share: 4, learns: 'no', nearest: 0.01 };
    const line = { data: far, steps: 370, further: still, depth: 1, updateRatio: 0.03 };
    assert.deepEqual(found({ ...line, kernelSize: 0.02 })[0], ['warning update-too-small']);
    assert.deepEqual(found(line)[0].includes('warning update-too-small'), false);
  });

  it('blame a rate at which all of them together hardly move the weights', () => {
    const still: FurtherSteps = { steps: 270, share: 1.9, learns: 'towards', nearest: 0.3 };
    const tiny = { data: far, steps: 2000, further: still, depth: 1, updateRatio: 5e-6 };
    assert.deepEqual(found(tiny)[0], ['warning update-too-small']);
    assert.equal(found({ ...tiny, updateRatio: 2e-4 })[0].includes('warning update-too-small'), false);
  });

  it('blame nothing where the code goes on for longer, or the loss arrives', () => {
    const towards: FurtherSteps = { steps: 270, share: 2.4, learns: 'towards', nearest: 0.01 };
    assert.deepEqual(found({ data: far, steps: 5000, further: towards })[0], []);
    assert.deepEqual(found({ data: far, steps: 200, further: { ...towards, share: 0.7, learns: 'below' } })[0], []);
    assert.deepEqual(found({ data: far, steps: 200, further: { ...towards, nearest: 1.2 } })[0], []);
  });

  it('are a warning where a network of one hidden layer has learned nothing when they end', () => {
    const known: FurtherSteps = { steps: 30, share: 0.9, learns: 'below', nearest: 0.1 };
    const hardly = (step: number): number => 1.02 - 0.0005 * step;
    assert.deepEqual(found({ data: hardly, steps: 20, further: known, depth: 2 })[0], ['warning few-steps']);
    assert.deepEqual(found({ data: slow, steps: 20, further: known, depth: 2 })[0], ['information few-steps']);
    const [codes, message] = found({ data: slow, steps: 1, further: known, depth: 2 });
    assert.deepEqual(codes, ['warning few-steps']);
    assert.match(message, /takes 1 step .*; in the last of them the loss of the data is 1\.1 times/);
    assert.deepEqual(found({ data: hardly, steps: 20, further: known })[0], ['information few-steps']);
    assert.deepEqual(found({ data: slow, steps: 60, further: known, depth: 2 })[0], ['information few-steps']);
  });

  it('blame the learning rate where small steps hold a network of one hidden layer', () => {
    const still: FurtherSteps = { steps: 270, share: 1, learns: 'no', nearest: 0 };
    const held = { data: () => 1, steps: 200, further: still, updateRatio: 2e-4 };
    const [codes, message] = found({ ...held, depth: 2 });
    assert.deepEqual(codes, ['warning update-too-small']);
    assert.match(message, /takes 200 steps, .* as each step changes the weights by 2\.0e-4 of their size/);
    assert.deepEqual(found({ ...held, depth: 3 })[0], ['information not-learning']);
    assert.deepEqual(found({ ...held, depth: 2, steps: 5000 })[0], ['information not-learning']);
  });

  it('are too few at a learning rate below the usual one, where most is unlearned when they end', () => {
    const further: FurtherSteps = { steps: 60, share: 0.93, learns: 'below', nearest: 0.2 };
    const falling = (step: number): number => 1.02 - 0.001 * step;
    const at = (learningRate: number, more: Partial<Given> = {}): string[] =>
      found({ data: falling, steps: 90, further, updateRatio: 3e-4, learningRate, ...more })[0];
    assert.deepEqual(at(1e-4), ['warning update-too-small']);
    assert.deepEqual(at(1e-3), ['information few-steps']);
    assert.deepEqual(at(1e-4, { further: { ...further, share: 0.7 } }), []);
    assert.deepEqual(at(1e-4, { further: { ...further, nearest: 0.6 } }), ['information few-steps']);
    assert.deepEqual(at(1e-4, { updateRatio: 2e-3 }), ['information few-steps']);
  });

  it('leave no hope for a slow start, where nothing is learned when they are over', () => {
    const further: FurtherSteps = { steps: 150, share: 1, learns: 'no', nearest: 0.2 };
    const flat = (step: number): number => 1.01 - 0.0001 * step;
    const after = (steps: number, more: Partial<Given> = {}): string =>
      found({ data: flat, steps, further, depth: 6, ...more })[0].join();
    assert.equal(after(150), 'warning not-learning');
    assert.equal(after(1500), 'information not-learning');
    const words = (steps: number): string => found({ data: flat, steps, further, depth: 6 })[1];
    assert.match(words(150), /The code stops after 150 steps: train for more epochs, or raise the learning rate/);
    assert.doesNotMatch(words(1500), /The code stops/);
    assert.equal(after(150, { updateRatio: 2e-4 }).includes('warning not-learning'), false);
    assert.equal(after(150, { further: { ...further, nearest: 0.6 } }).includes('warning'), false);
  });
});
