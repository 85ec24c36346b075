/** The rules on data, on constructed facts: NaN in them, targets out of reach, scales that do harm. */

import assert from 'node:assert/strict';
import { diagnose, addRealBesideGenerated } from '../../../../src/diagnosis/index';
import type { ColumnFacts } from '../../../../src/report/data/data-facts';
import type { Finding, FindingCode } from '../../../../src/report/finding';
import type { ModelReport, PlacedTensorFacts } from '../../../../src/report/report';
import { chain, modelOf, type ModelNumbers } from '../models';

const madeAt = { file: 'data.ts', range: { start: { line: 41, character: 2 }, end: { line: 41, character: 9 } } };

const column = (given: Partial<ColumnFacts> = {}): ColumnFacts => {
  return { index: 0, min: -2, max: 2, mean: 0, std: 1, nan: 0, infinite: 0, ...given };
};

const tensor = (given: Partial<PlacedTensorFacts> = {}, largest = column()): PlacedTensorFacts => ({
  name: 'x',
  shape: [100, 4],
  rows: 100,
  min: largest.min,
  max: largest.max,
  mean: largest.mean,
  std: largest.std,
  nan: 0,
  infinite: 0,
  rowsNotFinite: 0,
  columns: 4,
  notFinite: [],
  columnsNotFinite: 0,
  constantColumns: 0,
  smallest: column(),
  largest,
  variance: largest.std ** 2,
  wholeNumbers: false,
  madeAt,
  ...given,
});

interface Case {
  readonly input?: PlacedTensorFacts;
  readonly target?: PlacedTensorFacts;
  readonly numbers?: Partial<ModelNumbers>;
  readonly head?: string;
}

function modelWith({ input = tensor(), target = tensor(), numbers = {}, head = 'linear' }: Case): ModelReport {
  const { layers: given = chain(2, 1, { activation: 'tanh' }) } = numbers;
  const layers = given.map((layer, i) => (i === 2 ? { ...layer, activation: head } : layer));
  const model = modelOf({ loss: 'meanSquaredError', ...numbers, layers });
  const seen = model.seeds.map(() => ({ min: 0, max: 1, outside: 0 }));
  const call = {
    name: 'meanSquaredError',
    kind: 'squared' as const,
    takesLogits: false,
    layer: 2,
    outputs: seen.map((range) => ({ ...range, leastSum: 0, greatestSum: 1 })),
    targets: seen,
  };
  return { ...model, lossCalls: [call], dataFacts: { inputs: [input], targets: [target] }, findings: [] };
}

const found = (given: Case, code: FindingCode): Finding[] => diagnose(modelWith(given)).filter((f) => f.code === code);
const grades = (findings: readonly Finding[]): string[] => findings.map(({ severity, role }) => `${severity} ${role}`);
const falls = (step: number): number => 3 * 0.9 ** step;
const explodes = (step: number): number => 2 ** step;

describe('findings on data', () => {
  it('name NaN in the data on the line that made them, and once', () => {
    const broken = tensor({
      nan: 7,
      rowsNotFinite: 5,
      columnsNotFinite: 2,
      notFinite: [column({ index: 3, nan: 5 }), column({ index: 1, nan: 2 })],
    });
    const findings = found({ input: broken, numbers: { losses: () => NaN } }, 'non-finite');
    assert.deepEqual(grades(findings), ['error cause']);
    assert.match(findings[0].message, /inputs hold 7 NaN in columns 3 \(5\), 1 \(2\) of 4.*5 of 100 rows/);
    assert.equal(findings[0].range.start.line, 41);
  });

  it('tell a mask that is multiplied by infinity', () => {
    const mask = { nan: 250, infinite: 150, rowsNotFinite: 100, columnsNotFinite: 4, notFinite: [column()] };
    const [finding] = found({ target: tensor(mask), numbers: { losses: () => NaN } }, 'non-finite');
    assert.match(finding.message, /0 times infinity is NaN/);
    const logarithm = tensor({ ...mask, nan: 400, infinite: 0 });
    assert.doesNotMatch(found({ target: logarithm, numbers: { losses: () => NaN } }, 'non-finite')[0].message, /times/);
  });

  it('believe a loss that stays finite over many such rows, and not over one that no step may have met', () => {
    const masked = tensor({ nan: 30, rowsNotFinite: 30, columnsNotFinite: 1, notFinite: [column({ nan: 30 })] });
    assert.deepEqual(found({ target: masked, numbers: { losses: falls } }, 'non-finite'), []);
    const rare = tensor({ rows: 100_000, nan: 1, rowsNotFinite: 1, notFinite: [column({ nan: 1 })] });
    assert.deepEqual(grades(found({ target: rare, numbers: { losses: falls } }, 'non-finite')), ['error cause']);
  });

  it('weigh targets out of reach by their share and by what error stays', () => {
    const none = { share: 0, meanSquare: 0 };
    const reached = (share: number, meanSquare: number, head = 'tanh'): string[] => {
      const target = tensor({ outOfReach: { '-1…1': { share, meanSquare }, '0…1': none, '0…': none } });
      return grades(found({ target, head, numbers: { losses: falls } }, 'unreachable-targets'));
    };
    assert.deepEqual(reached(1, 9), ['error cause']);
    assert.deepEqual(reached(0.3, 0.15), ['warning cause']);
    assert.deepEqual(reached(0.02, 0.03), ['information cause']);
    assert.deepEqual(reached(0.3, 0.001), []);
    assert.deepEqual(reached(0.004, 0.2), []);
    assert.deepEqual(reached(1, 9, 'linear'), []);
  });

  it('weigh rows that do not sum to 1 under a softmax in the same way', () => {
    const none = { share: 0, meanSquare: 0 };
    const summed = (share: number, meanSquare: number, head = 'softmax'): Finding[] => {
      const offSumOfOne = { share, meanSquare };
      const outOfReach = { '-1…1': none, '0…1': none, '0…': none };
      const target = tensor({ rowSums: { min: 0, max: 3 }, offSumOfOne, outOfReach, values: [{ value: 1, count: 9 }] });
      return found({ target, head, numbers: { losses: falls } }, 'unreachable-targets');
    };
    assert.deepEqual(grades(summed(0.7, 0.6)), ['error cause']);
    assert.match(summed(0.7, 0.6)[0].message, /sum of a row of targets runs from 0 to 3.*'sigmoid'/);
    assert.deepEqual(grades(summed(0.2, 0.1)), ['warning cause']);
    assert.deepEqual(summed(0.005, 0.6), []);
    assert.deepEqual(summed(0.7, 0.6, 'sigmoid'), []);
  });

  const pixels = tensor({ wholeNumbers: true }, column({ index: 2, min: 0, max: 255, mean: 90, std: 80 }));

  it('blame large inputs for training that goes astray at a usual rate, and never without harm', () => {
    const layers = chain(2, 1, { activation: 'tanh', updateRatio: 3 });
    const astray = { layers, losses: explodes, optimizer: 'SGD', learningRate: 0.01 };
    const findings = found({ input: pixels, numbers: astray }, 'unscaled-data');
    assert.deepEqual(grades(findings), ['error cause']);
    assert.match(findings[0].message, /run from 0 to 255 in column 2 of 4/);
    assert.deepEqual(grades(found({ input: pixels, numbers: astray }, 'exploding-gradient')), ['error effect']);
    assert.deepEqual(found({ input: pixels, numbers: { ...astray, losses: falls } }, 'unscaled-data'), []);
    assert.deepEqual(found({ input: pixels, numbers: { ...astray, learningRate: 3 } }, 'unscaled-data'), []);
    assert.deepEqual(found({ numbers: astray }, 'unscaled-data'), []);
  });

  it('blame large inputs for a dead hidden layer, and not for an output layer that its own relu cuts off', () => {
    const died = (at: number): string[] => {
      const layers = [0, 1, 2].map((index) => ({
        activation: 'relu',
        units: index === 2 ? 1 : 8,
        gradient: index < at ? 0 : 0.1,
        gain: index === at ? 0 : 0.9,
        zeroUnits: index === at ? 1 : 0,
      }));
      return grades(found({ input: pixels, numbers: { layers }, head: 'relu' }, 'unscaled-data'));
    };
    assert.deepEqual(died(1), ['error cause']);
    assert.deepEqual(died(2), []);
  });

  it('blame large inputs beside an embedding, and never the ids that it reads', () => {
    const astray = { losses: explodes, optimizer: 'SGD', learningRate: 0.01 };
    const ofLayers = (input: PlacedTensorFacts, second: string): string[] => {
      const layers = ['Embedding', second, 'Dense'].map((className, index) => ({
        className,
        units: index === 2 ? 1 : 300,
        inputs: index === 2 ? [0, 1] : [],
        gradient: 1,
        updateRatio: 3,
      }));
      return grades(found({ input, numbers: { ...astray, layers } }, 'unscaled-data'));
    };
    assert.deepEqual(ofLayers(tensor({ wholeNumbers: false }, pixels.largest), 'Dense'), ['error cause']);
    assert.deepEqual(ofLayers(tensor({ wholeNumbers: false }, pixels.largest), 'Embedding'), []);
    assert.deepEqual(ofLayers(tensor({ wholeNumbers: false }, pixels.largest), 'BatchNormalization'), []);
    const ids = tensor({ wholeNumbers: true, min: 0, max: 7 }, column({ min: 0, max: 200, mean: 100, std: 60 }));
    assert.deepEqual(ofLayers(ids, 'Dense'), []);
  });
});

describe('targets far out of reach', () => {
  const prices = tensor({}, column({ min: 7e4, max: 4e5, mean: 2e5, std: 9e4 }));
  const judged = (
    share: number,
    target = prices,
    input = tensor(),
    rate = 0.01,
    nearest = 0.1,
    numbers: Partial<ModelNumbers> = {},
  ): string[] => {
    const model = modelWith({ target, input, numbers: { losses: () => 7, learningRate: rate, ...numbers } });
    const further = model.losses.map(() => ({ steps: 270, share, learns: 'no' as const, nearest }));
    const constant = model.losses.map((row) => row.map(() => 7 / share));
    return diagnose({ ...model, answers: { data: model.losses, constant, further } }).map(
      ({ code, severity, range }) => `${severity} ${code} ${range.start.line + 1}`,
    );
  };

  it('are named where the loss stays far over that of a constant answer, instead of a small rate', () => {
    assert.deepEqual(judged(7), ['warning unscaled-data 42']);
    assert.deepEqual(judged(1.2), ['information not-learning 101']);
    assert.deepEqual(judged(7, tensor()), ['information not-learning 101']);
  });

  it('are named instead of steps that are large for the weights and small for such targets', () => {
    const large = { layers: chain(2, 1, { activation: 'tanh', updateRatio: 0.05 }) };
    assert.deepEqual(judged(7, tensor(), tensor(), 1e-9, 0.1, large), ['warning not-learning 101']);
    assert.deepEqual(judged(7, prices, tensor(), 1e-9, 0.1, large), ['warning unscaled-data 42']);
  });

  it('are no matter of weights that start small where the inputs are large', () => {
    const small = { layers: chain(2, 1, { activation: 'tanh', units: 32, kernelSize: 0.3 }) };
    const years = tensor({}, column({ min: 1900, max: 2024, mean: 1970, std: 30 }));
    assert.deepEqual(judged(1.2, tensor(), tensor(), 0.01, 0.1, small), ['warning not-learning 1']);
    assert.deepEqual(judged(1.2, tensor(), years, 0.01, 0.1, small), ['warning unscaled-data 42']);
  });

  it('give way to inputs whose size keeps the loss there, at a usual rate', () => {
    const years = tensor({}, column({ min: 1900, max: 2024, mean: 1970, std: 30 }));
    assert.deepEqual(judged(7, tensor(), years), ['warning unscaled-data 42']);
    assert.deepEqual(judged(1.2, tensor(), years), ['warning unscaled-data 42']);
    assert.deepEqual(judged(1.2, tensor(), years, 0.01, 0.9), []);
    // Inputs that seem to say nothing may only be too large.
    assert.deepEqual(judged(1.2, tensor(), years, 0.01, 1.3), ['information unscaled-data 42']);
    assert.deepEqual(judged(1.2, tensor(), tensor(), 0.01, 1.3), ['information not-learning 101']);
    assert.deepEqual(judged(7, tensor(), years, 5), ['information not-learning 101']);
  });
});

describe('large targets beside the labels of another output', () => {
  const prices = tensor({ name: 'price' }, column({ min: 7e4, max: 4e5, mean: 2e5, std: 9e4 }));
  const judged = (ofPrices: number, heads: readonly number[] = [0, 0]): string[] => {
    const layers = [
      { gradient: 1, activation: 'relu' },
      { gradient: 1, inputs: [] },
      ...heads.map((input, index) => ({ inputs: [input], gradient: index === 1 ? ofPrices : 1 })),
    ];
    const model = modelWith({ numbers: { losses: falls, layers } });
    const [call] = model.lossCalls ?? [];
    const lossCalls = [{ ...call, kind: 'categorical' as const }, call].map((one, i) => ({ ...one, layer: i + 2 }));
    return diagnose({ ...model, lossCalls, dataFacts: { inputs: [tensor()], targets: [tensor(), prices] } })
      .filter(({ code }) => code === 'unscaled-data')
      .map(({ severity, message }) => `${severity}: ${message.slice(0, 25)}`);
  };

  it('are named where they leave the layers of both outputs next to nothing to learn for these', () => {
    assert.deepEqual(judged(1e4), ["warning: The targets of 'price' ru"]);
    assert.deepEqual(judged(100), []);
    assert.deepEqual(judged(1e4, [0, 1]), [], 'the outputs share no layer');
  });
});

describe('inputs that are all tiny', () => {
  it('are the cause of units that die, where nothing is learned', () => {
    const tiny = tensor({ std: 1e-5 }, column({ min: 0, max: 4e-5, mean: 2e-5, std: 1e-5 }));
    const layers = chain(2, 1, { activation: 'relu', zeroUnits: 0.9 });
    const judged = (input: PlacedTensorFacts, learns: 'no' | 'towards'): string[] => {
      const model = modelWith({ input, numbers: { layers, losses: () => 7 } });
      const further = model.losses.map(() => ({ steps: 270, share: 1, learns, nearest: 0.1 }));
      const constant = model.losses.map((row) => row.map(() => 7));
      return diagnose({ ...model, answers: { data: model.losses, constant, further } })
        .filter(({ code }) => code === 'unscaled-data' || code === 'dead-units')
        .map(({ code, severity, role }) => `${severity} ${role} ${code}`);
    };
    assert.deepEqual([...new Set(judged(tiny, 'no'))].sort(), [
      'warning cause unscaled-data',
      'warning effect dead-units',
    ]);
    assert.deepEqual([...new Set(judged(tiny, 'towards'))], ['warning cause dead-units']);
    assert.deepEqual([...new Set(judged(tensor(), 'no'))], ['warning cause dead-units']);
  });
});

describe('data that never change', () => {
  const year = column({ index: 2, min: 2024, max: 2024, mean: 2024, std: 0 });
  const table = (columns: readonly ColumnFacts[]): PlacedTensorFacts => tensor({ everyColumn: columns });
  const judged = (input: PlacedTensorFacts, calls: number, target = tensor()): string[] => {
    const model = modelWith({ input, target, numbers: { losses: falls } });
    const stepsOfCode = { steps: 100, calls, epochs: 20, batches: 5, isDefault: false };
    return diagnose({ ...model, stepsOfCode }).map(({ code, severity }) => `${severity} ${code}`);
  };

  it('are information, for a column other than one of zeros or ones, in a single call of fit', () => {
    assert.deepEqual(judged(table([column(), year]), 1), ['information unscaled-data']);
    assert.deepEqual(judged(table([column(), year]), 40), []);
    assert.deepEqual(judged(table([column(), { ...year, min: 1, max: 1 }]), 1), []);
    assert.deepEqual(judged(tensor({ rows: 6, everyColumn: [column(), year] }), 1), []);
  });

  it('are told of targets that are all the same, unless the inputs are as well', () => {
    const same = tensor({ columns: 1 }, { ...year, index: 0, min: 0, max: 0, mean: 0 });
    assert.deepEqual(judged(tensor(), 1, same), ['information not-learning']);
    assert.deepEqual(judged(same, 1, same), []);
    assert.deepEqual(judged(tensor(), 40, same), []);
  });

  it('are told of targets that are the same in all steps of a loop, and not of those of its first batch alone', () => {
    const ones = tensor({ rows: 8, columns: 1 }, { ...year, index: 0, min: 1, max: 1, mean: 1 });
    const inALoop = (max: number, seen: Partial<ModelReport> = {}): string[] => {
      const model = modelWith({ target: ones, numbers: { losses: falls, batchSize: 8 } });
      const targets = model.seeds.map((seed) => ({ min: 1, max: seed === 3 ? max : 1, outside: 0 }));
      const lossCalls = model.lossCalls?.map((call) => ({ ...call, targets }));
      return diagnose({ ...model, lossCalls, ...seen }).map(({ code, message }) => `${code} ${message}`);
    };
    const [told] = inALoop(1);
    assert.match(told, /^not-learning .* in all 240 rows, so there is nothing to tell apart/);
    assert.deepEqual(inALoop(2), []);
    assert.deepEqual(inALoop(1, { data: 'synthetic' }), []);
    assert.deepEqual(inALoop(1, { batchSize: 0 }), []);
    const { layers } = modelWith({});
    const frozen = layers.map((layer, i) => (i === 1 ? { ...layer, trainable: false } : layer));
    assert.deepEqual(inALoop(1, { layers: frozen }), []);
  });

  it('are rows standardized by themselves, where what is left of them does not tell the targets', () => {
    const judgedBy = (nearest: number, input: PlacedTensorFacts): string[] => {
      const model = modelWith({ input, numbers: { losses: (step) => 7 - 0.001 * step } });
      const further = model.losses.map(() => ({ steps: 270, share: 1, learns: 'no' as const, nearest }));
      const answers = { data: model.losses, constant: model.losses.map((row) => row.map(() => 7)), further };
      const stepsOfCode = { steps: 300, calls: 1, epochs: 20, batches: 5, isDefault: false };
      const trainedAt = { file: model.file, range: model.range };
      return diagnose({ ...model, stepsOfCode, trainedAt, answers }).map(({ message }) => message);
    };
    const byRow = (columns: number): PlacedTensorFacts => ({ ...tensor(), columns, rowsStandardized: true });
    const isTold = (messages: readonly string[]): boolean => messages.some((text) => text.includes('by itself'));
    assert.deepEqual([isTold(judgedBy(1.1, byRow(4))), isTold(judgedBy(1.1, tensor()))], [true, false]);
    assert.deepEqual([isTold(judgedBy(NaN, byRow(2))), isTold(judgedBy(NaN, byRow(4)))], [true, false]);
    assert.deepEqual([isTold(judgedBy(0, byRow(2))), isTold(judgedBy(0.5, byRow(4)))], [false, false]);
  });

  it('name inputs that are always 0 as the cause of dead units, where the targets differ', () => {
    const zeros = tensor({ std: 0, wholeNumbers: true }, column({ min: 0, max: 0, std: 0 }));
    const numbers = {
      layers: chain(2, 1, { className: 'Dense', activation: 'relu', zeroUnits: 1 }),
      losses: () => 1,
    };
    const judged = (input: PlacedTensorFacts, target = tensor(), calls = 1): string[] => {
      const stepsOfCode = { steps: 30, calls, epochs: 1, batches: 30, isDefault: false };
      const findings = diagnose({ ...modelWith({ input, target, numbers }), stepsOfCode });
      return findings
        .filter(({ code }) => code === 'dead-units' || code === 'not-learning')
        .map(({ code, severity, role }) => `${severity} ${role} ${code}`);
    };
    assert.deepEqual(judged(zeros), ['error cause not-learning', 'error effect dead-units']);
    assert.deepEqual(judged(tensor()), ['error cause dead-units']);
    assert.deepEqual(judged(zeros, tensor({ std: 0 }, column({ min: 2, max: 2, std: 0 }))), ['error cause dead-units']);
    assert.deepEqual(judged(zeros, tensor(), 2), ['error cause dead-units']);
  });
});

describe('real examples beside generated ones', () => {
  const pixels = tensor({ columns: 1 }, column({ min: 0, max: 255, mean: 90, std: 80 }));

  function together(activation: string, input: PlacedTensorFacts, isFrozen = true): string[] {
    const judge = modelWith({ input, numbers: { losses: falls } });
    const generator = modelOf({ layers: chain(1, 1, { line: 50 }).slice(0, 1) }).layers[0];
    const shared = judge.layers.map((layer, i) => ({ ...layer, trainable: !isFrozen, inputs: [i] }));
    const layers = [{ ...generator, name: 'last', activation }, ...shared];
    const gan = { ...modelOf({ layers: [] }), layers, findings: [] };
    return addRealBesideGenerated([judge, gan]).flatMap(({ findings }) =>
      findings.map(({ code, severity, range }) => `${severity} ${code} ${range.start.line + 1}`),
    );
  }

  it('are named where the generator can never reach them', () => {
    assert.deepEqual(together('tanh', pixels), ['warning unscaled-data 42']);
    assert.deepEqual(together('sigmoid', pixels), ['warning unscaled-data 42']);
    assert.deepEqual(together('linear', pixels), []);
    assert.deepEqual(together('tanh', tensor()), []);
    assert.deepEqual(together('tanh', pixels, false), []);
  });
});
