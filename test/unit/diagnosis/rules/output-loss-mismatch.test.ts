/** Rule output-loss-mismatch on constructed numbers: what is an error, what trains anyway, what is fine. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/diagnosis/index';
import type { LossReport } from '../../../../src/report/losses';
import type { PlacedTensorFacts } from '../../../../src/report/report';
import { chain, learning, modelOf, type ModelNumbers } from '../models';

const call = (given: Partial<LossReport>, outputs: Partial<LossReport['outputs'][number]> = {}): LossReport => ({
  name: 'categoricalCrossentropy',
  kind: 'categorical',
  takesLogits: false,
  layer: 2,
  outputs: Array.from({ length: 3 }, () => ({ min: 0, max: 1, outside: 0, leastSum: 1, greatestSum: 1, ...outputs })),
  targets: Array.from({ length: 3 }, () => ({ min: 0, max: 1, outside: 0 })),
  ...given,
});

/** Targets of one column that hold these values, so many times each. */
function classes(values: readonly number[], counts = values.map(() => 50)): PlacedTensorFacts {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return {
    name: 'y',
    shape: [200],
    rows: 200,
    min,
    max,
    mean: 1,
    std: 1,
    nan: 0,
    infinite: 0,
    rowsNotFinite: 0,
    columns: 1,
    notFinite: [],
    columnsNotFinite: 0,
    constantColumns: 0,
    variance: 1,
    wholeNumbers: values.every(Number.isInteger),
    values: values.map((value, i) => ({ value, count: counts[i] })),
  };
}

/** Codes with severities, and the first message. */
function found(
  lossCall: LossReport,
  numbers: Partial<ModelNumbers> = {},
  target?: PlacedTensorFacts,
  units = 4,
): [codes: string[], message: string] {
  const layers = chain(2, 1, { activation: 'tanh' }).map((layer, i) => ({ ...layer, units: i === 2 ? units : 64 }));
  const whole = modelOf({ layers, loss: lossCall.name, ...numbers });
  const model = { ...whole, lossCalls: [lossCall], ...(target && { dataFacts: { inputs: [], targets: [target] } }) };
  const findings = diagnose(model).filter(({ code }) => code === 'output-loss-mismatch');
  return [findings.map(({ severity }) => severity), findings.at(0)?.message ?? ''];
}

const oneHot = {
  name: 'labels',
  shape: [90, 4],
  rows: 90,
  min: 0,
  max: 1,
  mean: 0.25,
  std: 0.43,
  nan: 0,
  infinite: 0,
  rowsNotFinite: 0,
  notFinite: [],
  columnsNotFinite: 0,
  constantColumns: 0,
  variance: 0.19,
  wholeNumbers: true,
};

const stuck = (): number => 1.38;
const falls = (step: number): number => 3 - 0.03 * step;
const trains = (step: number): number => 1.38 * 0.95 ** step;

describe('output-loss-mismatch', () => {
  it('is the graver the less the loss falls over outputs that are no probabilities', () => {
    const logits = call({}, { min: -2, max: 3, outside: 0.6 });
    assert.deepEqual(found(logits, { losses: stuck })[0], ['error']);
    assert.deepEqual(found(logits, { losses: falls })[0], ['warning']);
    assert.deepEqual(found(logits, { losses: trains })[0], ['information']);
    assert.match(found(logits, { losses: stuck })[1], /60 % of the outputs .* -2 to 3.* activation 'softmax'/);
  });

  it('takes rows that do not sum to 1 as information as long as the loss falls', () => {
    const rows = call({}, { leastSum: 1.6, greatestSum: 2.4 });
    assert.deepEqual(found(rows, { losses: stuck })[0], ['warning']);
    assert.deepEqual(found(rows, { losses: falls })[0], ['information']);
  });

  it('says nothing of a loss that takes logits, or of probabilities', () => {
    const name = 'softmaxCrossEntropy';
    assert.deepEqual(
      found(call({ name, takesLogits: true }, { min: -2, max: 3, outside: 0.6 }), { losses: stuck })[0],
      [],
    );
    assert.deepEqual(found(call({}), { losses: stuck })[0], []);
  });

  it('finds a distance over a softmax that is not below guessing when the steps of the code are over', () => {
    const layers = chain(2, 1, { activation: 'tanh' }).map((layer, i) =>
      i === 2 ? { ...layer, activation: 'softmax', units: 4 } : layer,
    );
    const model = modelOf({ layers, loss: 'meanSquaredError', optimizer: 'SGD', learningRate: 0.01 });
    const targets = [{ ...oneHot, columns: 4, rowSums: { min: 1, max: 1 } }];
    const judged = (
      kind: LossReport['kind'],
      share: number,
      steps = 120,
      nearest = 0.1,
      wholeNumbers = true,
    ): string => {
      const further = model.losses.map(() => ({ steps: 270, share, learns: 'no' as const, nearest }));
      return diagnose({
        ...model,
        lossCalls: [call({ name: 'own', kind })],
        dataFacts: { inputs: [], targets: targets.map((target) => ({ ...target, wholeNumbers })) },
        stepsOfCode: { steps, calls: 1, epochs: 12, batches: 10, isDefault: false },
        answers: { data: model.losses, constant: model.losses, further },
      })
        .flatMap(({ code, severity }) => (code === 'output-loss-mismatch' ? [severity] : []))
        .join();
    };
    assert.deepEqual([judged('squared', 0.99), judged('squared', 1.1)], ['warning', 'warning']);
    assert.deepEqual([judged('squared', 0.5), judged('squared', 1.1, 1000)], ['', '']);
    assert.deepEqual([judged('absolute', 0.99), judged('absolute', 1.1, 120, 0.6)], ['warning', 'warning']);
    assert.deepEqual([judged('absolute', 0.5), judged('absolute', 0.99, 120, 0.6)], ['information', 'information']);
    assert.equal(judged('absolute', 0.99, 120, 0.1, false), '');
  });

  it('finds a ReLU of a loop before a loss that takes logits, and no other activation', () => {
    const at = { file: 'loop.ts', range: { start: { line: 4, character: 2 }, end: { line: 4, character: 9 } } };
    const judged = (name: string, takesLogits: boolean, losses: (step: number) => number = stuck): [string[], string] =>
      found(call({ takesLogits, layer: null, activation: { name, at } }), { losses });
    const [severities, message] = judged('relu', true);
    assert.deepEqual(severities, ['warning']);
    assert.deepEqual(judged('relu', true, learning)[0], ['information']);
    assert.match(message, /relu gives none below 0: no class can be ruled out.* Leave the last relu out/);
    assert.deepEqual(judged('softplus', true)[0], []);
    assert.deepEqual(judged('relu', false)[0], []);
  });

  it('names the range of labels, and what the loss below 0 means', () => {
    const targets = Array.from({ length: 3 }, () => ({ min: -1, max: 1, outside: 0.5 }));
    const signs = call({ name: 'binaryCrossentropy', kind: 'binary', targets });
    const [severities, message] = found(signs, { losses: (step) => 1 - 0.2 * step });
    assert.deepEqual(severities, ['error']);
    assert.match(message, /run from -1 to 1.* below 0 is no learning.* labels\.add\(1\)\.div\(2\)/);
    const smooth = Array.from({ length: 3 }, () => ({ min: 0.02, max: 1.01, outside: 0.1 }));
    assert.deepEqual(found(call({ ...signs, targets: smooth }), { losses: stuck })[0], []);
  });

  it('takes a softmax of several classes in a binary cross-entropy as information', () => {
    const layers = chain(2, 1, { activation: 'tanh' }).map((layer, i) => ({
      ...layer,
      ...(i === 2 && { units: 4, activation: 'softmax' }),
    }));
    const lossCall = call({ name: 'binaryCrossentropy', kind: 'binary' });
    const codes = (sum: number, units = 4): string[] => {
      const model = modelOf({ layers: layers.map((one, i) => (i === 2 ? { ...one, units } : one)), losses: trains });
      const targets = [{ ...oneHot, columns: units, rowSums: { min: 1, max: sum } }];
      return diagnose({ ...model, lossCalls: [lossCall], dataFacts: { inputs: [], targets } }).map(
        ({ severity, code }) => `${severity} ${code}`,
      );
    };
    assert.deepEqual(codes(1), ['information output-loss-mismatch']);
    assert.deepEqual(codes(2), []);
    assert.deepEqual(codes(1, 2), []);
  });

  it('finds a softmax over one column in a loop, by sums of rows that are the numbers themselves', () => {
    const column = { min: -2, max: 3, leastSum: -2, greatestSum: 3 };
    const softmax = call({ name: 'softmaxCrossEntropy', takesLogits: true, layer: null }, column);
    const [severities, message] = found(softmax, { losses: () => 0 });
    assert.deepEqual(severities, ['error']);
    assert.match(message, /always 1 over one unit .* tf\.losses\.sigmoidCrossEntropy, or give the outputs one column/);
    // Two columns, one of which is always 0, have such sums too; but their loss is not 0.
    assert.deepEqual(found(softmax, { losses: stuck })[0], []);
    const two = call({ name: 'softmaxCrossEntropy', takesLogits: true, layer: null }, { ...column, greatestSum: 4 });
    assert.deepEqual(found(two, { losses: () => 0 })[0], []);
  });

  it('finds labels of 0 to 255 under a loss of the code that falls below 0, and no others', () => {
    const own = call({ name: 'diceLoss', kind: null });
    const mask = (values: readonly number[]): PlacedTensorFacts => ({ ...classes(values), shape: [200, 4] });
    const below = (step: number): number => 0.1 - 0.03 * step;
    const judged = (losses: (step: number) => number, target: PlacedTensorFacts): [string[], string] => {
      const layers = chain(2, 1).map((one, i) => ({ ...one, ...(i === 2 && { units: 4, activation: 'sigmoid' }) }));
      return found(own, { losses, layers }, target);
    };
    assert.deepEqual(judged(below, mask([0, 255]))[0], ['error']);
    assert.match(
      judged(below, mask([0, 255]))[1],
      /pixels from 0 to 255, but the sigmoid .* diceLoss falls below 0 \(-0\.6/,
    );
    // A loss that divides them itself; shares; rewards; labels of another shape than the outputs.
    assert.deepEqual(judged(falls, mask([0, 255]))[0], []);
    assert.deepEqual(judged(below, mask([0, 1]))[0], []);
    assert.deepEqual(judged(below, mask([-10, 0, 255]))[0], []);
    assert.deepEqual(judged(below, { ...mask([0, 255]), shape: [200, 1] })[0], []);
  });

  it('finds a number of a class that is compared with one output for each class', () => {
    const judged = (values: readonly number[], units: number): string[] => {
      const model = modelOf({ layers: chain(2, 1), losses: falls });
      const slip = {
        kind: 'column' as const,
        operation: 'sub',
        shapes: [
          [50, units],
          [50, 1],
        ],
      };
      const dataFacts = { inputs: [], targets: [{ ...classes(values), shape: [50, 1] }] };
      return diagnose({ ...model, lossSlips: [slip], dataFacts }).map(({ message }) => message);
    };
    assert.match(
      judged([0, 1, 2, 3], 4)[0],
      /^sub compares all 4 outputs .* \[50, 1\] is repeated to \[50, 4\].*oneHot/,
    );
    // One target for many quantiles, for means of a mixture; numbers that are no classes of these outputs.
    assert.deepEqual(judged([0, 1, 2, 3], 20), []);
    assert.deepEqual(judged([0, 0.5, 1], 3), []);
    assert.deepEqual(judged([0, 1, 2, 3], 3), []);
    assert.deepEqual(judged([1, 2, 3], 4), []);
  });

  it('names a sum of products over the whole batch', () => {
    const slip = {
      kind: 'pooled' as const,
      operation: 'add',
      shapes: [
        [64, 16],
        [64, 1],
      ],
    };
    const [finding] = diagnose({ ...modelOf({ layers: chain(2, 1), losses: falls }), lossSlips: [slip] });
    assert.deepEqual([finding.code, finding.severity], ['output-loss-mismatch', 'warning']);
    assert.match(finding.message, /all 64 examples .*: \[64, 16\] becomes a single number, and meets \[64, 1\]/);
  });

  it('says of outputs in the place of labels nothing but that', () => {
    const beyond = [{ min: -3, max: 5, outside: 0.6 }];
    const binary = call({ name: 'sigmoidCrossEntropy', kind: 'binary', targets: [...beyond, ...beyond, ...beyond] });
    const model = { ...modelOf({ layers: chain(2, 1), losses: falls }), lossCalls: [binary] };
    const slip = { kind: 'swapped' as const, operation: 'sigmoidCrossEntropy', shapes: [] };
    const judged = (given: Parameters<typeof diagnose>[0]): string[] =>
      diagnose(given).flatMap(({ code, severity, message }) =>
        code === 'output-loss-mismatch' ? [`${severity}: ${message}`] : [],
      );
    assert.match(judged(model).join('\n'), /^error: sigmoidCrossEntropy takes labels from 0 to 1/);
    assert.match(
      judged({ ...model, lossSlips: [slip] }).join('\n'),
      /^error: tf\.losses\.sigmoidCrossEntropy takes the labels first[^\n]*Swap the two\.$/,
    );
  });

  it('wants whole class numbers within the units, and leaves rows of -1 alone', () => {
    const sparse = call({ name: 'sparseCategoricalCrossentropy', kind: 'sparse' });
    const judged = (values: readonly number[], counts = values.map(() => 50)): [string[], string] =>
      found(sparse, { losses: trains }, classes(values, counts));
    assert.deepEqual(judged([0, 1, 2, 3]), [[], '']);
    assert.deepEqual(judged([-1, 0, 1, 2, 3]), [[], '']);
    assert.match(judged([0, 0.5])[1], /cuts their decimals off, so that every row is of class 0/);
    assert.deepEqual(judged([0, 0.5])[0], ['error']);
    assert.match(judged([1, 2, 3, 4])[1], /over 3 stands for no class.*5 units/);
    assert.deepEqual(judged([0, 1, 2, 3, 4], [900, 900, 900, 900, 1])[0], ['information']);
  });

  it('knows class numbers under a binary cross-entropy from labels that want scaling', () => {
    const targets = Array.from({ length: 3 }, () => ({ min: 0, max: 2, outside: 0.3 }));
    const binary = call({ name: 'binaryCrossentropy', kind: 'binary', targets });
    assert.match(found(binary, { losses: stuck }, classes([0, 1, 2]), 1)[1], /numbers of 3 classes.*3 units/);
    assert.match(found(binary, { losses: stuck }, classes([0, 2]), 1)[1], /labels\.div\(2\)/);
    assert.match(found(binary, { losses: stuck }, classes([0, 1, 2]), 4)[1], /'meanSquaredError'/);
  });

  it('says what a softmax makes of several labels, as information', () => {
    const tags = (share: number, most: number): PlacedTensorFacts => ({
      ...classes([0, 1]),
      columns: 4,
      rowSums: { min: 1, max: most },
      offSumOfOne: { share, meanSquare: share },
    });
    const softmax = call({ takesLogits: true, name: 'softmaxCrossEntropy' });
    assert.deepEqual(found(softmax, { losses: trains }, tags(0.4, 3))[0], ['information']);
    assert.deepEqual(found(softmax, { losses: trains }, tags(0.4, 1))[0], []);
    assert.deepEqual(found(softmax, { losses: trains }, tags(0.01, 3))[0], []);
    assert.deepEqual(found(call({}), { losses: trains }, tags(0.4, 3))[0], []);
  });

  it('tells one-hot rows of zeros, and how deep the rows have to be', () => {
    const rows = (share: number, most: number, oneHotMax?: number): PlacedTensorFacts => ({
      ...classes([0, 1]),
      columns: 4,
      rowSums: { min: 0, max: most },
      offSumOfOne: { share, meanSquare: share },
      ...(oneHotMax !== undefined && { oneHotMax }),
    });
    const softmax = call({ takesLogits: true, name: 'softmaxCrossEntropy' });
    const told = (target: PlacedTensorFacts): [string[], string] => found(softmax, { losses: trains }, target);
    assert.deepEqual(told(rows(0.3, 1))[0], ['warning']);
    assert.match(told(rows(0.3, 1))[1], /^30 % of the rows .* all zeros.* leave rows without one out/);
    assert.deepEqual(told(rows(0.3, 1, 6))[0], ['error']);
    assert.match(told(rows(0.3, 1, 6))[1], /run to 6\. Give it a depth of 7, and the last layer 7 units/);
    assert.deepEqual(told(rows(0.3, 1, 3))[0], ['warning']);
    assert.deepEqual(told(rows(0.005, 1, 6))[0], ['information']);
    // Several labels have words of their own, and without a softmax none is as good as one.
    assert.doesNotMatch(told(rows(0.3, 2))[1], /all zeros/);
    assert.deepEqual(found(call({}), { losses: trains }, rows(0.3, 1))[0], []);
  });

  it('is a warning where class weights leave one class, and information where they leave several', () => {
    const left = (...others: number[]): [string[], string] =>
      found(call({}), { losses: trains }, { ...classes([0, 1]), weightless: { classes: [7], share: 0.25, others } });
    assert.deepEqual(left(3)[0], ['warning']);
    assert.match(left(3)[1], /^classWeight gives class 7 no weight .* 25 % of the rows .*: to answer 3 for every/);
    assert.deepEqual(left(3, 4)[0], ['information']);
    assert.match(left(3, 4)[1], /never learns to answer it\. Give each class a weight/);
    assert.match(left()[1], /nothing can be learned/);
  });

  it('is a warning where dropout behind the last layer makes answers 0, unless they are logits', () => {
    const judged = (lossCall: Partial<LossReport>, className = 'Dropout', dropRate = 0.5): [string[], string] => {
      const layers = chain(2, 1, { activation: 'tanh' });
      const whole = modelOf({ layers, losses: trains });
      const dropping = whole.layers.map((layer, i) =>
        i === 2 ? { ...layer, className, dropRate, weights: [], activation: null, outputShape: [128, 4] } : layer,
      );
      const findings = diagnose({ ...whole, layers: dropping, lossCalls: [call(lossCall)] }).filter(
        ({ code }) => code === 'output-loss-mismatch',
      );
      return [findings.map(({ severity }) => severity), findings.at(0)?.message ?? ''];
    };
    const [severities, message] = judged({ kind: 'squared', name: 'meanSquaredError' });
    assert.deepEqual(severities, ['warning']);
    assert.match(message, /makes 50 % of the answers 0.*fall short of the targets/);
    assert.match(judged({})[1], /costs about 16/);
    assert.deepEqual(judged({ takesLogits: true })[0], []);
    assert.deepEqual(judged({ layer: null })[0], []);
    assert.deepEqual(judged({}, 'Dropout', 0)[0], []);
    assert.deepEqual(judged({}, 'Dense')[0], []);
  });

  it('takes labels of classes that are all above a half as an error, and not those that a reward scales', () => {
    const labels = (min: number, max: number): Partial<LossReport> => ({
      targets: Array.from({ length: 3 }, () => ({ min, max, outside: 1 })),
    });
    const [codes, message] = found(call(labels(44, 49)));
    assert.deepEqual(codes, ['error']);
    assert.match(message, /these run from 44 to 49/);
    assert.deepEqual(found(call(labels(0.6, 1.2)))[0], ['error']);
    assert.deepEqual(found(call(labels(0, 49)))[0], []);
    assert.deepEqual(found(call(labels(-3, 2)))[0], []);
    assert.deepEqual(found(call(labels(0.2, 0.9)))[0], []);
  });
});
