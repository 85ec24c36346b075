/**
 * Rule not-learning on constructed numbers: what keeps a model from learning, what is a slow start, what shows nothing.
 */

import assert from 'node:assert/strict';
import type { ProbedModel } from '../../../../src/diagnosis/evidence/facts';
import { diagnose } from '../../../../src/diagnosis/index';
import type { Finding } from '../../../../src/report/finding';
import { healthyText } from '../../../../src/report/badge';
import type { FurtherSteps } from '../../../../src/report/losses';
import { chain, modelOf, type ModelNumbers } from '../models';

const stands: FurtherSteps = { steps: 270, share: 1, learns: 'no', nearest: 0.3 };

interface Given {
  /** Loss of the data; the constant answer's is 1. */
  readonly data?: (step: number) => number;
  readonly penalty?: number;
  readonly further?: FurtherSteps | null;
  readonly dropRate?: number;
  readonly numbers?: Partial<ModelNumbers>;
}

/** A model of three layers; the second may be dropout. */
function model({ data = () => 1, penalty = 0, further = stands, dropRate, numbers }: Given): ProbedModel {
  const losses = (step: number): number => data(step) + penalty;
  const built = modelOf({ layers: chain(2, 1, { activation: 'tanh', units: 32 }), losses, ...numbers });
  const layers = built.layers.map((layer, i) => (i === 1 && dropRate !== undefined ? { ...layer, dropRate } : layer));
  return {
    ...built,
    layers,
    answers: {
      data: built.losses.map((row) => row.map((loss) => loss - penalty)),
      constant: built.losses.map((row) => row.map(() => 1)),
      further: built.losses.map(() => further),
    },
  };
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

function found(given: Given): string[] {
  return diagnose(model(given)).map(({ severity, code }) => `${severity} ${code}`);
}

describe('not-learning', () => {
  it('warns where something holds a model that has something to learn, on its line', () => {
    assert.deepEqual(found({ penalty: 4 }), ['warning not-learning']);
    assert.deepEqual(found({ dropRate: 0.9 }), ['warning not-learning']);
    const [finding] = diagnose(model({ dropRate: 0.9 }));
    assert.match(
      finding.message,
      /after 300 steps .* is 1 times that .* examples gives 0\.3 times that\. Dropout of 0\.9 leaves about 3/,
    );
    assert.equal(finding.range.start.line, 1);
  });

  it('names inputs that lie far from 0, and classes that come one after the other', () => {
    const facts = (mean: number, std: number) => ({
      name: 'x',
      shape: [64, 1],
      columns: 1,
      min: mean - std,
      max: mean + std,
      mean,
      std,
      everyColumn: [{ mean, std }],
    });
    const judged = (mean: number, std: number): [string[], string] => {
      const dataFacts = { inputs: [facts(mean, std)], targets: [] } as unknown as ProbedModel['dataFacts'];
      const findings = diagnose({ ...model({}), dataFacts }).filter(({ code }) => code === 'not-learning');
      return [findings.map(({ severity }) => severity), findings[0].message];
    };
    assert.deepEqual(judged(10, 0.5)[0], ['warning']);
    assert.match(judged(10, 0.5)[1], /lie around 10 and differ by about 0\.5 only.*\.sub\(10\)\.div\(0\.5\)/);
    assert.deepEqual(judged(3, 0.5)[0], ['information']);
    const call = {
      name: 'loss',
      kind: 'binary' as const,
      takesLogits: false,
      layer: null,
      outputs: [],
      targets: [],
    };
    const inTurns = (withinBatches: number): string[] => {
      const further: FurtherSteps = { ...stands, share: 8, learns: 'towards', withinBatches };
      return diagnose({ ...model({ further }), batchSize: 1, lossCalls: [call] }).flatMap(({ message }) =>
        message.includes('rows of one kind follow each other, so that one answer for 8 in a row') ? message : [],
      );
    };
    assert.equal(inTurns(0.1).length, 1);
    assert.equal(inTurns(0.8).length, 0);
  });

  it('tells a loop whose rows are all of one class, unless one call of fit has shuffled them', () => {
    const call = { name: 'loss', kind: 'categorical' as const, takesLogits: false, layer: 0, outputs: [], targets: [] };
    const judged = (constant: number, of: Partial<ProbedModel> = {}): string[] => {
      const built = model({ data: (step) => 1 / (1 + step), further: null });
      const answers = { data: built.losses, constant: built.losses.map((row) => row.map(() => constant)) };
      return diagnose({ ...built, batchSize: 4, lossCalls: [call], answers, ...of }).flatMap(
        ({ headline, severity }) => (headline?.includes('one class') ? [severity] : []),
      );
    };
    assert.deepEqual(judged(1e-7), ['warning']);
    assert.deepEqual(judged(0.3), []);
    const stepsOfCode = { steps: 400, calls: 1, epochs: 4, batches: 100, isDefault: false };
    assert.deepEqual(judged(1e-7, { stepsOfCode }), []);
    assert.deepEqual(judged(1e-7, { lossCalls: [{ ...call, kind: 'binary' }] }), []);
  });

  it('names what outputs add to the loss, where it was a part of it at first and answers are all alike now', () => {
    const judged = (penaltyOf?: 'outputs'): string => {
      const built = model({ penalty: 0.3 });
      const [first] = diagnose({ ...built, ...(penaltyOf && { penaltyOf }), entry: 'loop' });
      return first.message;
    };
    assert.match(judged('outputs'), /was 23 % of it at first, and is least where the answers are all alike/);
    assert.doesNotMatch(judged(), /at first/);
  });

  it('names weights that start too small for any signal, unless a normalization gives it its size back', () => {
    // Kernels of 64 inputs and 32 units, of which usual ones have a norm of the root of 32.
    const message = (kernelSize: number, className = 'Dense'): string => {
      const layers = chain(2, 1, { activation: 'tanh', units: 32, kernelSize });
      const last = { ...layers[1], className, weighted: true };
      return diagnose(model({ numbers: { layers: [layers[0], last, ...layers.slice(2)] } }))[0].message;
    };
    assert.match(message(0.3), /of the signal comes through these 2 tanh layers, because the weights at line 1 have a/);
    assert.match(message(0.3), /Leave kernelInitializer out, or take 'glorotNormal'/);
    assert.doesNotMatch(message(Math.sqrt(32)), /of the signal/);
    assert.doesNotMatch(message(0.3, 'BatchNormalization'), /of the signal/);
  });

  it('names a softmax that a kernel reads, also on a slow start, and none that is multiplied', () => {
    const layers = (units: number, reader = 'Dense'): ModelNumbers['layers'] => {
      const [first, second, ...rest] = chain(3, 1, { activation: 'tanh', units: 32 });
      return [first, { ...second, activation: 'softmax', units }, { ...rest[0], className: reader }, ...rest.slice(1)];
    };
    const told = (given: Given): string =>
      diagnose(model(given))
        .map(({ severity, message, range }) => `${severity} ${range.start.line} ${message}`)
        .join();
    assert.match(told({ numbers: { layers: layers(32) } }), /^warning 1 .* shares a single whole among 32 units/);
    assert.match(told({ numbers: { layers: layers(32, 'Multiply') } }), /^information /);
    assert.match(told({ numbers: { layers: layers(4) } }), /^information /);
    const soonOver: FurtherSteps = { ...stands, steps: 8 };
    assert.match(
      told({ numbers: { layers: layers(32) }, further: soonOver }),
      /^warning 1 .* no time for more\. The softmax/,
    );
    const learns: FurtherSteps = { ...stands, share: 0.5, learns: 'below' };
    assert.equal(told({ numbers: { layers: layers(32) }, further: learns }), '');
  });

  it('warns of large steps where they keep the loss over the constant answer, and not on a plateau', () => {
    const layers = chain(2, 1, { activation: 'tanh', units: 32, updateRatio: 0.03 });
    const judged = (share: number): string[] => found({ further: { ...stands, share }, numbers: { layers } });
    assert.deepEqual(judged(1.04), ['warning not-learning']);
    assert.deepEqual(judged(1.001), ['information not-learning']);
  });

  it('is information where nothing is seen to hold it, or where the inputs say nothing of the targets', () => {
    assert.deepEqual(found({}), ['information not-learning']);
    assert.deepEqual(found({ further: { ...stands, nearest: 1.1 } }), ['information not-learning']);
    assert.deepEqual(found({ further: { ...stands, nearest: 0.9 } }), []);
    assert.deepEqual(found({ further: { ...stands, nearest: NaN } }), []);
    assert.deepEqual(found({ penalty: 4, further: { ...stands, nearest: 1.1 } }), ['information not-learning']);
  });

  it('names targets that lie far from 0, where the loss is far above that of their mean', () => {
    const far = { ...stands, share: 30, nearest: 0.01 };
    const message = (mean: number, further: FurtherSteps): string => {
      const target = { name: '', shape: [90, 1], rows: 90, min: 90, max: 170, mean, std: 22, variance: 484 };
      const rest = { nan: 0, infinite: 0, rowsNotFinite: 0, columns: 1, notFinite: [], columnsNotFinite: 0 };
      const targets = [{ ...target, ...rest, constantColumns: 0, wholeNumbers: false }];
      const built = model({ data: () => further.share, further });
      return diagnose({ ...built, dataFacts: { inputs: [], targets } }).at(0)?.message ?? '';
    };
    assert.match(
      message(130, far),
      /lie around 130 and differ by about 22, .*: scale the targets here, \.sub\(130\)\.div\(22\)/,
    );
    const soonOver = { ...far, steps: 20, learns: 'towards' as const };
    assert.match(message(130, soonOver), /in 30 steps .* 30 times .* no time for more\. The targets lie around 130/);
    assert.doesNotMatch(message(30, soonOver), /lie around/);
    assert.doesNotMatch(message(30, far), /lie around/);
    assert.doesNotMatch(message(130, stands), /lie around/);
  });

  it('names a missing hidden layer, and calls few examples learnable that can be told apart', () => {
    const line = (activation: string): ProbedModel =>
      model({
        further: { ...stands, nearest: 0 },
        numbers: { layers: chain(2, 1, { activation }) },
      });
    const [finding] = diagnose(line('linear'));
    assert.equal(finding.severity, 'warning');
    assert.match(finding.message, /no two examples have the same inputs .* 3 layers have no activation between them/);
    assert.deepEqual(
      diagnose(line('relu')).map(({ severity }) => severity),
      ['information'],
    );
  });

  it('does not take a bias that is learned for a fall that goes on', () => {
    const further = { ...stands, share: 1.01 };
    assert.deepEqual(found({ data: (step) => 1 + 0.3 * 0.8 ** step, further }), ['information not-learning']);
    assert.deepEqual(found({ data: (step) => 5 - 0.05 * step, further: { ...stands, share: 2 } }), []);
  });

  it('lets a slow start pass', () => {
    assert.deepEqual(found({ further: { ...stands, share: 0.9, learns: 'below' } }), []);
    assert.deepEqual(found({ data: () => 3, further: { ...stands, share: 2, learns: 'towards' } }), []);
    assert.deepEqual(found({ further: null }), []);
  });

  it('does not take a fall towards the constant answer for learning where dropout leaves hardly a unit', () => {
    const falls = { ...stands, share: 1.1, learns: 'towards' as const };
    assert.deepEqual(found({ dropRate: 0.9, further: falls }), ['warning not-learning']);
    assert.deepEqual(found({ dropRate: 0.5, further: falls }), []);
  });

  it('says at least that nothing is learned yet, where slow steps leave no time for more', () => {
    const soonOver: FurtherSteps = { ...stands, steps: 8 };
    // The bias comes to the constant answer, and there it ends.
    const bias = (step: number): number => 1 + 0.3 * 0.8 ** step;
    assert.deepEqual(found({ data: bias, further: soonOver }), ['information not-learning']);
    assert.deepEqual(found({ data: (step) => 1.6 - 0.01 * step, further: soonOver }), []);
    assert.deepEqual(found({ data: bias, further: { ...soonOver, nearest: 0.9 } }), []);
    assert.deepEqual(found({ data: bias, further: soonOver, dropRate: 0.9 }), ['information not-learning']);
    const [finding] = diagnose(model({ data: bias, further: soonOver, dropRate: 0.98 }));
    assert.equal(finding.severity, 'warning');
    assert.equal(finding.range.start.line, 1);
    assert.match(finding.message, /there was no time for more\. Dropout of 0\.98 leaves about 0\.64 of 32 units/);
  });

  it('blames what a loss adds beside the error of the answers, where that is most of it', () => {
    const place = { file: '/w/vae.ts', range: { start: { line: 24, character: 0 }, end: { line: 24, character: 9 } } };
    const added = { ...model({ penalty: 4 }), penaltyAt: place };
    const [outputs] = diagnose({ ...added, penaltyOf: 'outputs' });
    assert.equal(outputs.severity, 'warning');
    assert.equal(outputs.range.start.line, 24);
    assert.match(outputs.message, /part that the loss adds here to the error of the answers is 80 % of it, so that/);
    assert.match(outputs.message, /a smaller factor, first a hundredth/);
    // Outputs that have learned to please it add little in the end.
    const built = model({});
    const pleased = {
      ...built,
      losses: built.losses.map((row) => row.map((loss, step) => loss + (step < 5 ? 20 : 0))),
    };
    assert.equal(diagnose({ ...pleased, penaltyAt: place, penaltyOf: 'outputs' })[0].severity, 'warning');
    assert.equal(diagnose({ ...pleased, penaltyAt: place })[0].severity, 'information');
    assert.match(diagnose(added)[0].message, /The penalty on the weights is 80 % of the loss and keeps the weights/);
  });

  it('tells a part that falls without end beside the error of the answers', () => {
    const place = { file: '/w/vae.ts', range: { start: { line: 24, character: 0 }, end: { line: 24, character: 9 } } };
    const falling = (part: (step: number) => number, data = 1): ProbedModel => {
      const built = model({ data: () => data, further: null });
      const losses = built.losses.map((row) => row.map((loss, step) => loss + part(step)));
      return { ...built, losses, penaltyAt: place, penaltyOf: 'outputs' };
    };
    const endless = falling((step) => -(1.3 ** step));
    const [finding] = diagnose(endless);
    assert.deepEqual([finding.severity, finding.code, finding.range.start.line], ['error', 'not-learning', 24]);
    assert.match(finding.message, /no least value: it falls from -1 to -2\d+ in 30 steps, and training follows it, wh/);
    // Where no error is known beside it, it may be the likelihood of a density, unless it runs far away.
    const unknown = (base: number): ProbedModel => ({
      ...modelOf({ layers: [{ gradient: 1 }], losses: (step) => 0.7 - base ** step }),
      ...{ penaltyAt: place, penaltyOf: 'outputs' },
    });
    assert.deepEqual(diagnose(unknown(1.1)).filter(isError), []);
    assert.match(diagnose(unknown(1.3))[0].message, /^The loss falls below zero, faster and faster: from -0\.3 to -2/);
    // Bounded rewards, parts of weights alone, and models that answer better all the same.
    assert.deepEqual(diagnose(falling((step) => -5 + 3 * 0.9 ** step)).filter(isError), []);
    assert.deepEqual(diagnose({ ...endless, penaltyOf: undefined }).filter(isError), []);
    assert.deepEqual(diagnose(falling((step) => -(1.3 ** step), 0.5)).filter(isError), []);
  });

  it('says where further steps took a part of each batch only', () => {
    const [finding] = diagnose(model({ dropRate: 0.9, further: { ...stands, rows: 32 } }));
    assert.match(finding.message, /after 300 steps, most of them on 32 rows of a batch, the loss/);
  });

  it('takes a saturated head whose loss falls for one that learns', () => {
    const saturated = chain(2, 1, { activation: 'tanh', units: 32 }).map((layer, i) => ({
      ...layer,
      ...(i === 2 && { activation: 'sigmoid', saturated: 0.8 }),
    }));
    const given = { data: () => 2, numbers: { layers: saturated } };
    assert.ok(found({ ...given, further: { ...stands, share: 2 } }).includes('warning not-learning'));
    assert.deepEqual(found({ ...given, further: { ...stands, share: 1.5, learns: 'towards' } }), []);
    // It has fallen since the first step, though hardly in the further ones.
    assert.deepEqual(found({ ...given, further: { ...stands, share: 1.5 } }), []);
  });

  it('says where a loss is mostly penalty although the model learns', () => {
    assert.deepEqual(found({ data: () => 0.7, penalty: 2, further: null }), ['information not-learning']);
    // What the data taught is lost again while the penalty goes on to shrink the weights, or it is not.
    const later = (share: number, steps = 400): Given => ({
      data: () => 0.3,
      penalty: 9,
      further: { ...stands, share, steps, learns: 'below' },
    });
    assert.deepEqual(found(later(0.9)), ['warning not-learning']);
    assert.deepEqual(found(later(0.4)), ['information not-learning']);
    assert.deepEqual(found(later(0.9, 60)), ['information not-learning']);
    assert.deepEqual(found({ data: () => 0.7, penalty: 0.1, further: null }), []);
    assert.deepEqual(found({ data: () => 0.3, penalty: 0.9, further: null }), []);
    assert.deepEqual(found({ data: () => 0.3, penalty: 4, further: null }), ['information not-learning']);
  });

  it('says nothing on made-up data', () => {
    assert.deepEqual(diagnose({ ...model({ penalty: 4 }), data: 'synthetic' }), []);
  });

  it('takes the place of healthy in the headline', () => {
    const judged = model({});
    const text = healthyText({ ...judged, findings: diagnose(judged) });
    assert.match(text, /^gradients flow; nothing learned in 30 steps × \d seeds?/);
  });

  it('is information where there was no time to tell a slow start from a fault', () => {
    const few: FurtherSteps = { steps: 3, share: 1.01, learns: 'no', nearest: 0.3 };
    assert.deepEqual(found({ further: few }), ['information not-learning']);
    const [slow] = diagnose(model({ further: few }));
    assert.match(slow.message, /in 30 steps the loss of the data stays at 1 times that .* It may be a slow start/);
    assert.equal(slow.headline, 'gradients flow; nothing learned in 30 steps');
    const layers = chain(2, 1, { activation: 'tanh', units: 32, updateRatio: 0.03 });
    const [restless] = diagnose(model({ further: few, numbers: { layers } }));
    assert.match(restless.message, /about 3 % of their size.* lower the learning rate of 1e-3 /);
    assert.deepEqual(found({ further: { ...few, nearest: 0.9 } }), []);
    assert.deepEqual(found({ further: null }), []);
    assert.deepEqual(found({ further: few, data: (step) => 1 - 0.01 * step }), []);
    assert.deepEqual(found({ further: few, data: (step) => 3 - 0.05 * step }), []);
  });

  it('is information where rows come class by class and the model learns all the same', () => {
    const judged = (within: number, given: Partial<ProbedModel> = {}, kind: 'binary' | 'squared' = 'binary') => {
      const built = model({ data: (step) => 0.9 ** step, further: null });
      const seen = built.seeds.map(() => ({ min: 0, max: 1, outside: 0 }));
      const outputs = seen.map((range) => ({ ...range, leastSum: 1, greatestSum: 1 }));
      const call = { name: 'loss', kind, takesLogits: false, layer: null, outputs, targets: seen };
      const answers = built.answers && { ...built.answers, withinBatches: built.seeds.map(() => within) };
      return diagnose({ ...built, answers, lossCalls: [call], ...given }).map(
        ({ severity, code }) => `${severity} ${code}`,
      );
    };
    assert.deepEqual(judged(0.1), ['information not-learning']);
    assert.deepEqual(judged(0.9), []);
    assert.deepEqual(judged(0.1, { batchSize: 4 }), []);
    assert.deepEqual(judged(0.1, {}, 'squared'), []);
  });

  it('names an actor that lowers what its critic expects, where the code names rewards', () => {
    const learns = model({ data: (step) => 0.9 ** step, further: null });
    const at = { file: '/w/model.ts', range: { start: { line: 8, character: 4 }, end: { line: 8, character: 9 } } };
    const lowered = { kind: 'lowered' as const, operation: 'mean', shapes: [], at };
    const named = { ...lowered, ofRewards: true };
    const [finding, ...others] = diagnose({ ...learns, lossSlips: [named] });
    assert.deepEqual([finding.code, finding.severity, finding.range.start.line], ['not-learning', 'warning', 8]);
    assert.match(finding.message, /learns to get the least of them\. Minimize the negative: q\.mean\(\)\.neg\(\)/);
    assert.deepEqual(others, []);
    assert.deepEqual(diagnose({ ...learns, lossSlips: [lowered] }), []);
    const climbs = { kind: 'uphill' as const, operation: 'applyGradients', shapes: [] };
    const messages = diagnose({ ...learns, lossSlips: [named, climbs] }).map(({ message }) => message);
    assert.ok(messages.every((message) => !message.includes('critic')));
  });

  it('names a reshape that mixes axes: a warning where nothing is learned, else information', () => {
    const judged = (further: FurtherSteps, shapes: readonly (readonly number[])[], data?: (step: number) => number) => {
      const lossSlips = [{ kind: 'reshaped' as const, operation: 'reshape', shapes }];
      return diagnose({ ...model({ further, ...(data && { data }) }), lossSlips }).map(({ severity, message }) => [
        severity,
        message,
      ]);
    };
    const shapes = [
      [8, 4, 3],
      [4, 8, 3],
    ];
    const [[severity, message], ...others] = judged({ ...stands, nearest: 1.1 }, shapes);
    assert.deepEqual([severity, others], ['warning', []]);
    assert.match(
      message,
      /is 1 times .* makes \[4, 8, 3\] of \[8, 4, 3\].* of one example end in .*Write tf\.transpose\(x, \[1, 0, 2\]\)/,
    );
    const falls = (step: number): number => 0.9 ** step;
    const [[mild, same]] = judged({ ...stands, learns: 'below', share: 0.3 }, shapes, falls);
    assert.equal(mild, 'information');
    assert.match(same, /^This reshape makes /);
    const mixed = [
      [8, 4, 3, 1],
      [8, 3, 4],
    ];
    assert.match(judged(stands, mixed)[0][1], /one place of an axis ends .*Swap the axes with tf\.transpose before/);
  });
});
