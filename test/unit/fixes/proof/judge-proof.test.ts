/** A change counts as a fix only if what it claims is gone, nothing as bad has come, and the loss falls as fast. */

import assert from 'node:assert/strict';
import { reportAtCodeEnd } from '../../../../src/fixes/proof/code-end';
import { judgeProof } from '../../../../src/fixes/proof/judge-proof';
import { lossWords, provenWords, stateWords } from '../../../../src/fixes/proof/proof-words';
import { proofSeeds } from '../../../../src/fixes/proof/proof-seeds';
import type { Finding, FindingCode, Severity } from '../../../../src/report/finding';
import type { ModelReport, PlacedTensorFacts } from '../../../../src/report/report';
import { modelOf } from '../../diagnosis/models';

const found = (code: FindingCode, severity: Severity): Finding => ({
  code,
  severity,
  role: 'cause',
  message: 'It is so.',
  file: '/w/model.ts',
  range: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } },
  layers: [0],
  seeds: [1, 2, 3],
  related: [],
  fixes: [],
});

/** @param left the loss at the end, from 0.69 at the start */
const report = (left: number, findings: readonly Finding[], part: Partial<ModelReport> = {}): ModelReport => ({
  ...modelOf({
    layers: [
      { gradient: 1, activation: 'tanh' },
      { gradient: 1, units: 1, activation: 'sigmoid' },
    ],
    losses: (step) => 0.69 + ((left - 0.69) * step) / 29,
    steps: 30,
    seeds: 3,
  }),
  findings,
  ...part,
});

/** The loss of the data in three seeds, where the best constant answer has a loss of 1. */
const answers = (share: number) => ({
  data: Array.from({ length: 3 }, () => Array.from({ length: 30 }, () => share)),
  constant: Array.from({ length: 3 }, () => Array.from({ length: 30 }, () => 1)),
});

const vanishing = found('vanishing-gradient', 'error');
const before = report(0.69, [vanishing]);
const judged = (after: ModelReport, sameScale = true) => judgeProof(before, after, [vanishing], sameScale);

describe('the judgment of a proof', () => {
  it('is for a change that mends all and lowers the loss', () => {
    const { proven, healthy, left } = judged(report(0.4, []));
    assert.deepEqual({ proven, healthy }, { proven: true, healthy: true });
    assert.ok(left.after < left.before);
  });

  it('is against one that ends an explosion by a rate at which nothing is learned', () => {
    const exploded = {
      ...before,
      losses: before.losses.map((steps) => [...steps.slice(0, -8), ...Array.from({ length: 8 }, () => NaN)]),
    };
    const judge = (left: number) => judgeProof(exploded, report(left, []), [vanishing], true);
    assert.match(judge(0.69).reason, /does not fall/);
    assert.equal(judge(0.6).proven, true);
  });

  it('sees a fall behind batches that differ by more, where it knows the best constant answer to each', () => {
    const [high, low] = [0.7, 0.9];
    const batch = (step: number): number => (step < 15 ? high : low);
    const course = (share: number) => Array.from({ length: 30 }, (_, step) => batch(step) * (step < 8 ? 1 : share));
    const constant = course(1);
    const afterwards = (share: number): ModelReport => {
      const data = course(share);
      const answers = { data: [data, data, data], constant: [constant, constant, constant] };
      return report(low, [], { losses: answers.data, answers });
    };
    const never = { ...before, losses: before.losses.map((steps) => steps.map(() => NaN)) };
    assert.equal(judgeProof(never, afterwards(0.95), [vanishing], true).proven, true);
    assert.match(judgeProof(never, afterwards(1.01), [vanishing], true).reason, /does not fall/);
  });

  it('is against one that only hides that nothing is learned', () => {
    const nothing = found('not-learning', 'warning');
    const judge = (left: number) => judgeProof(report(0.69, [nothing]), report(left, []), [nothing], true);
    assert.match(judge(0.69).reason, /no lower/);
    assert.equal(judge(0.6).proven, true);
  });

  it('is against one that spoils the seeds that were sound', () => {
    const inOne = { ...vanishing, seeds: [1] };
    const some = {
      ...before,
      findings: [inOne],
      losses: before.losses.map((_, seed) => [...report(seed ? 0.1 : 0.69, []).losses[0]]),
    };
    const judge = (left: number) => judgeProof(some, report(left, []), [inOne], true);
    assert.match(judge(0.5).reason, /seeds that were sound/);
    assert.equal(judge(0.11).proven, true);
  });

  it('lets what is all but learned differ by a multiple', () => {
    const reached = (left: number, findings: readonly Finding[]): ModelReport => {
      const steps = Array.from({ length: 30 }, (_, step) => (step < 10 ? 0.69 : left));
      return report(left, findings, { losses: [steps, steps, steps] });
    };
    const large = found('update-too-large', 'error');
    assert.equal(judgeProof(reached(0.0001, [large]), reached(0.005, []), [large], true).proven, true);
    assert.equal(judgeProof(reached(0.0001, [large]), reached(0.1, []), [large], true).proven, false);
  });

  it('is for a change with which code that failed runs as it is written', () => {
    const failing = report(0.69, [vanishing], { data: 'synthetic', entry: 'built', passedOver: ['It throws.'] });
    assert.equal(judgeProof(failing, report(0.4, [], { data: 'user', entry: 'fit' }), [vanishing], true).proven, true);
    const other = report(0.4, [], { data: 'synthetic', entry: 'loop', passedOver: ['It throws.'] });
    assert.match(judgeProof(failing, other, [vanishing], true).reason, /another way/);
  });

  it('is against one that leaves the finding, even in one seed', () => {
    const { proven, reason } = judged(report(0.4, [{ ...found('vanishing-gradient', 'warning'), seeds: [2] }]));
    assert.equal(proven, false);
    assert.match(reason, /leaves vanishing-gradient \(warning, 1 of 3 seeds\)/);
  });

  it('is against one that brings something as bad, and lets less bad things be', () => {
    assert.match(judged(report(0.4, [found('dead-units', 'error')])).reason, /brings dead-units/);
    const { proven, healthy } = judged(report(0.4, [found('update-too-large', 'warning')]));
    assert.deepEqual({ proven, healthy }, { proven: true, healthy: false });
    assert.equal(judged(report(0.4, [found('dead-units', 'information')])).healthy, true);
  });

  it('is against one that makes a fade of an explosion', () => {
    const exploding = found('exploding-gradient', 'error');
    const judge = (findings: readonly Finding[]) =>
      judgeProof(report(0.69, [exploding]), report(0.4, findings), [exploding], true);
    assert.equal(judge([]).proven, true);
    assert.match(judge([found('vanishing-gradient', 'information')]).reason, /brings vanishing-gradient/);
  });

  it('is against one that makes the loss fall more slowly, or never end', () => {
    const quick = report(0.2, [vanishing]);
    assert.match(judgeProof(quick, report(0.5, []), [vanishing], true).reason, /falls more slowly/);
    assert.equal(judgeProof(quick, report(0.2, []), [vanishing], true).proven, true);
    const never = report(0.4, [], {
      losses: [
        [0.69, Number.NaN],
        [0.69, Number.NaN],
        [0.69, Number.NaN],
      ],
    });
    assert.match(judged(never).reason, /not finite/);
  });

  it('compares losses of different kinds by the share of guessing that is left', () => {
    const other = report(0.4, [], { loss: 'categoricalCrossentropy' });
    assert.equal(judged(other, false).proven, true);
    const tiny = report(0.6, [], { loss: 'meanSquaredError' });
    // The squared error has fallen by a tenth, the cross-entropy before had not moved at all.
    assert.equal(judged(tiny, false).proven, true);
    assert.equal(judgeProof(report(0.3, [vanishing]), tiny, [vanishing], false).proven, false);
  });

  it('says shares where losses are of two kinds or scales, and how the loss falls where more is left', () => {
    const words = (was: ModelReport, is: ModelReport, sameScale: boolean) =>
      lossWords(was, is, [vanishing], judgeProof(was, is, [vanishing], sameScale).left);
    const was = report(0.69, [vanishing], { loss: 'meanAbsoluteError', answers: answers(0.98) });
    const other = report(0.03, [], { loss: 'meanSquaredError', answers: answers(0.03) });
    assert.equal(words(was, other, true), '98 % → 3 % of the loss of guessing');
    assert.equal(words(was, { ...other, loss: was.loss }, false), '98 % → 3 % of the loss of guessing');
    assert.equal(words(was, { ...other, loss: was.loss }, true), 'loss 0.69 → 0.132');
    const above = report(0.345, [], { loss: 'meanSquaredError', answers: answers(5) });
    assert.match(words(was, above, true), /^stuck at 98 % of the loss of guessing → falling, \d+ % to 500 %$/);
    const hinge = report(0.69, [vanishing], { loss: 'hinge' });
    assert.equal(words(hinge, other, true), 'hinge → meanSquaredError, 3 % of the loss of guessing left');
    const below = report(-0.7, [vanishing], { loss: 'custom' });
    assert.equal(words(below, { ...other, loss: 'custom' }, false), 'loss below 0 → 3 % of the loss of guessing');
    const weightless = { classes: [1], share: 0.3, others: [0] };
    const targets = [{ max: 1, mean: 0, std: 1, weightless } as unknown as PlacedTensorFacts];
    const part = report(0.01, [vanishing], { loss: 'custom', dataFacts: { inputs: [], targets } });
    assert.equal(words(part, { ...other, loss: 'custom' }, true), 'loss without class 1 → 3 % of the loss of guessing');
    // Nobody knows the loss of guessing of a squared error alone.
    const unknown = report(0.03, [], { loss: 'meanSquaredError' });
    assert.match(words(was, unknown, true), /^loss 0.69 \(meanAbsoluteError\) → /);
  });

  it('gives fixes a share by which they compare, also where one keeps the scale and one does not', () => {
    const among = (after: ModelReport, sameScale: boolean): number =>
      judgeProof(before, after, [vanishing], sameScale).left.amongFixes;
    // The loss itself falls by a fifth, to nine times that of guessing.
    assert.equal(among(report(0.5, [], { answers: answers(9) }), true), 9);
    assert.equal(among(report(0.6, [], { answers: answers(0.7) }), false), 0.7);
  });

  it('says the same shares of the model before and after', () => {
    const states = (was: ModelReport, is: ModelReport, sameScale: boolean): string[] => {
      const { ofGuessing } = judgeProof(was, is, [vanishing], sameScale).left;
      return [stateWords(was, is, ofGuessing?.before), stateWords(is, was, ofGuessing?.after)].map((words) =>
        words.replace(/^∇ .* at the first layer, /, ''),
      );
    };
    const was = report(0.69, [vanishing], { loss: 'meanAbsoluteError', answers: answers(0.98) });
    const is = report(0.03, [], { loss: 'meanSquaredError', answers: answers(0.03) });
    const shares = ['98 % of the loss of guessing after 30 steps', '3 % of the loss of guessing after 30 steps'];
    assert.deepEqual(states(was, is, true), shares);
    assert.deepEqual(states(was, { ...is, loss: was.loss }, false), shares);
    assert.deepEqual(states(was, { ...is, loss: was.loss }, true), [
      'loss 0.69 after 30 steps',
      'loss 0.132 after 30 steps',
    ]);
    assert.deepEqual(states({ ...was, loss: 'hinge', answers: undefined }, is, true), [
      'loss 0.69 (hinge) after 30 steps',
      shares[1],
    ]);
  });

  it('says of a model that learned nothing how far the further steps came', () => {
    const nothing = found('not-learning', 'warning');
    const course = (share: number, steps: number, findings: readonly Finding[]): ModelReport => {
      const further = Array.from({ length: 3 }, () => ({ steps, share, learns: 'no', nearest: 0.2 }) as const);
      return report(0.69, findings, { answers: { ...answers(1), further } });
    };
    const [was, is, still] = [course(1.01, 470, [nothing]), course(0.92, 90, []), course(0.99, 470, [])];
    const { proven, left } = judgeProof(was, is, [nothing], true);
    assert.equal(proven, true, 'the measured steps show no difference');
    assert.equal(lossWords(was, is, [nothing], left), '101 % → 92 % of the loss of guessing');
    assert.match(
      stateWords(is, was, left.ofGuessing?.after, left.ofGuessing?.steps?.after),
      /92 % of the loss of guessing after 120 steps$/,
    );
    assert.equal(judgeProof(was, still, [nothing], true).proven, false);
  });

  it('lets the loss of a contest be as high as that of guessing', () => {
    const large = found('unscaled-data', 'warning');
    const judge = (left: number, isContest: boolean) =>
      judgeProof(report(0.05, [large]), report(left, []), [large], true, isContest).proven;
    assert.equal(judge(0.69, true), true);
    assert.equal(judge(0.69, false), false);
    assert.equal(judge(2.5, true), false);
  });

  it('names what is gone where the loss is no lower', () => {
    const words = (left: number, code: FindingCode = 'dead-units'): string => {
      const [before, after] = [report(0.3, [found(code, 'error')]), report(left, [])];
      const claims = before.findings;
      return provenWords(before, after, claims, judgeProof(before, after, claims, true).left);
    };
    assert.match(words(0.305), /^no dead-units, loss 0\.\d+ → 0\.\d+$/);
    assert.match(words(0.1), /^loss 0\.\d+ → 0\.\d+$/);
    assert.match(words(0.1, 'non-finite'), /^no NaN, loss 0\.\d+ → 0\.\d+$/);
  });

  it('lets scaled data be somewhat slower while both are above the best constant answer', () => {
    const large = found('unscaled-data', 'warning');
    const course = (left: number, constant: number, findings: readonly Finding[]): ModelReport => {
      const { losses } = report(left, findings);
      return report(left, findings, {
        answers: { data: losses, constant: losses.map((row) => row.map(() => constant)) },
      });
    };
    const judge = (constant: number, left: number, claim = large) =>
      judgeProof(course(0.1, constant, [claim]), course(left, constant, []), [claim], true).proven;
    assert.equal(judge(0.05, 0.2), true);
    assert.equal(judge(0.05, 0.6), false);
    assert.equal(judge(0.4, 0.2), false);
    assert.equal(judge(0.05, 0.2, vanishing), false);
  });

  it('is against a cross-entropy below zero', () => {
    assert.equal(judged(report(-5, [])).proven, false);
  });

  it('does not compare with a loss that does not belong to its targets', () => {
    const mismatch = { ...found('output-loss-mismatch', 'error') };
    const endless = report(0.1, [mismatch]);
    assert.equal(judgeProof(endless, report(0.6, []), [mismatch], true).proven, true);
    assert.equal(judgeProof(endless, report(0.9, []), [mismatch], true).proven, false);
  });

  it('is against numbers from other data', () => {
    assert.match(judged(report(0.4, [], { data: 'synthetic' })).reason, /in another way/);
  });
});

describe('the seeds of a proof', () => {
  it('begin with those that show the fault, and are more than the diagnosis had', () => {
    assert.deepEqual(proofSeeds({ seeds: [1, 2, 3] }, [{ ...vanishing, seeds: [2] }]), [2, 1, 3, 4, 5]);
    assert.equal(proofSeeds({ seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, [vanishing]).length, 12);
    assert.equal(proofSeeds({ seeds: [1] }, [vanishing]).length, 5);
  });
});

describe('the judgment of more epochs', () => {
  const few = { ...found('few-steps', 'information'), layers: [] };
  const short = report(0.1, [few], {
    stepsOfCode: { steps: 2, calls: 1, epochs: 1, batches: 2, isDefault: true },
  });

  it('compares the loss with that where the code ends', () => {
    const ended = reportAtCodeEnd(short, [few]);
    assert.equal(ended.losses[0].length, 3);
    assert.equal(judgeProof(ended, report(0.1, []), [few], true).proven, true);
  });

  it('is against them where the loss does not go on falling', () => {
    const flat = reportAtCodeEnd({ ...short, losses: report(0.69, []).losses }, [few]);
    const { proven, reason } = judgeProof(flat, report(0.69, []), [few], true);
    assert.equal(proven, false);
    assert.match(reason, /^Further steps do not lower the loss/);
  });

  it('leaves the report as it is for other claims', () => {
    assert.equal(reportAtCodeEnd(short, [vanishing]), short);
  });
});
