/**
 * Parts of the rule not-learning, on constructed numbers: a list shuffled by itself, the same outputs for all, a layer
 * that mixes rows, and targets that leave something out.
 */

import assert from 'node:assert/strict';
import type { ProbedModel } from '../../../../src/diagnosis/evidence/facts';
import { diagnose } from '../../../../src/diagnosis/index';
import type { FurtherSteps } from '../../../../src/report/losses';
import { chain, modelOf } from '../models';

const at = { file: '/w/rows.ts', range: { start: { line: 7, character: 2 }, end: { line: 7, character: 9 } } };
const byChance: FurtherSteps = { steps: 30, share: 1, learns: 'no', nearest: 1.2 };

const tensor = (shape: readonly number[], constantColumns = 0): object => ({
  ...{ name: 'x', shape, rows: shape[0], min: 0, max: 1, mean: 0.5, std: 0.3, columns: shape.at(-1) ?? 1 },
  ...{ constantColumns, notFinite: [], wholeNumbers: false, everyColumn: [] },
});

interface Given {
  readonly further?: FurtherSteps;
  readonly answers?: Partial<ProbedModel['answers']>;
  readonly inputs?: object | undefined;
  readonly targets?: object;
  readonly alike?: boolean;
  readonly range?: readonly [min: number, max: number];
  readonly steps?: number;
  readonly more?: Partial<ProbedModel>;
}

function found({ further = byChance, steps, range: [min, max] = [0, 1], ...given }: Given): string[] {
  const built = modelOf({
    layers: chain(2, 1, { activation: 'tanh', units: 32 }),
    losses: () => 1,
    ...(steps && { steps }),
  });
  const outputs = { min: 0, max: 1, outside: 0, leastSum: 1, greatestSum: 1, ...(given.alike && { alike: true }) };
  const dataFacts = { inputs: [given.inputs ?? tensor([64, 8])], targets: [given.targets ?? tensor([64, 3])] };
  const model = {
    ...built,
    ...(given.inputs !== undefined || !('inputs' in given) ? { dataFacts } : {}),
    lossCalls: [
      {
        ...{ name: 'loss', kind: 'categorical', takesLogits: false, layer: 1 },
        outputs: built.seeds.map(() => outputs),
        targets: built.seeds.map(() => ({ min, max, outside: 0 })),
      },
    ],
    answers: {
      data: built.losses,
      constant: built.losses.map((row) => row.map(() => 1)),
      further: built.losses.map(() => further),
      ...given.answers,
    },
    ...given.more,
  } as unknown as ProbedModel;
  return diagnose(model).map(({ severity, code, range }) => `${severity} ${code} ${range.start.line}`);
}

describe('a list that is shuffled by itself', () => {
  const shuffled = (shuffledWidth: number, given: Given = {}): string[] =>
    found({ ...given, answers: { reorderedAt: at, shuffledWidth } });

  it('is named on its line where its rows are those of the inputs alone, or of the targets', () => {
    assert.deepEqual(shuffled(8), ['warning not-learning 7']);
    assert.deepEqual(shuffled(3), ['warning not-learning 7']);
    assert.deepEqual(shuffled(1), ['warning not-learning 7'], 'numbers of classes');
    assert.deepEqual(shuffled(64, { inputs: tensor([64, 8, 8, 1]) }), ['warning not-learning 7'], 'pictures');
    const byHeart = { ...byChance, share: 0.96, learns: 'below' } as const;
    assert.deepEqual(shuffled(8, { further: byHeart }), ['warning not-learning 7'], 'a few rows learned by heart');
  });

  it('is none of other rows, of indices, of rows like both, or where neighbours have like targets', () => {
    const [line] = found({});
    assert.match(line, /^information not-learning /);
    for (const width of [11, 0]) assert.deepEqual(shuffled(width), [line]);
    assert.deepEqual(shuffled(8, { targets: tensor([64, 8]) }), [line]);
    assert.deepEqual(shuffled(8, { further: { ...byChance, nearest: 0.9 } }), []);
    assert.deepEqual(shuffled(8, { further: { ...byChance, share: 0.9, learns: 'below' } }), []);
  });
});

describe('the same outputs for every example', () => {
  it('are an error where inputs and targets differ, or where nothing is learned of inputs unseen', () => {
    assert.match(found({ alike: true })[0], /^error not-learning /);
    assert.match(found({ alike: true, inputs: undefined })[0], /^error not-learning /);
  });

  it('are told on the line of a layer that mixes the rows', () => {
    const [{ name }] = modelOf({ layers: chain(2, 1, { activation: 'tanh', units: 32 }) }).layers;
    const lossSlips = [{ kind: 'mixed-rows', operation: name, shapes: [] }] as const;
    assert.deepEqual(found({ alike: true, more: { lossSlips } }), ['error not-learning 0']);
  });

  it('are none where inputs or targets are all the same, or in a few steps', () => {
    const isError = (given: Given): boolean =>
      found({ alike: true, ...given }).some((one) => one.startsWith('error not-learning'));
    assert.ok(!isError({ inputs: tensor([64, 8], 8) }));
    assert.ok(!isError({ range: [1, 1] }));
    assert.ok(!isError({ steps: 6 }));
    assert.ok(!isError({ inputs: undefined, further: { ...byChance, learns: 'below', share: 0.9 } }));
  });
});

describe('a layer that mixes the rows of a batch', () => {
  const mixed = (shapes: readonly (readonly number[])[], further: FurtherSteps): string[] => {
    const [, { name }] = modelOf({ layers: chain(2, 1, { activation: 'tanh', units: 32 }) }).layers;
    const lossSlips = [{ kind: 'mixed-rows', operation: name, shapes }] as const;
    return found({ further, more: { lossSlips } });
  };
  const told = { ...byChance, steps: 270, nearest: 0.3 };

  it('is a warning on its line where nothing is learned that neighbours tell', () => {
    assert.deepEqual(mixed([], told), ['warning not-learning 1']);
    assert.deepEqual(mixed([], { ...told, share: 0.5, learns: 'below' }), []);
  });

  it('is told of a shuffled graph whatever its neighbours say, as information where it learns', () => {
    assert.deepEqual(mixed([[64, 64]], byChance), ['warning not-learning 1']);
    assert.deepEqual(mixed([[64, 64]], { ...byChance, share: 0.5, learns: 'below' }), ['information not-learning 1']);
  });
});

describe('a target that leaves out an end or a reward', () => {
  it('is a warning on its line, also where the loss falls', () => {
    const further = { ...byChance, share: 0.5, learns: 'below' } as const;
    for (const what of ['end', 'reward'] as const) {
      const unread = { what, name: 'done', kind: 'variable', target: at, madeAt: at } as const;
      assert.deepEqual(found({ further, more: { unreadInTargets: [unread] } }), ['warning not-learning 7']);
    }
  });
});
