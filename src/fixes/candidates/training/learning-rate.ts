/** Candidates: a lower or a higher learning rate, by as much as the measured steps call for. */

import { thresholds } from '../../../diagnosis/thresholds/thresholds';
import type { Finding, FindingCode } from '../../../report/finding';
import { formatDecimal } from '../../../report/format';
import { firstUpdateRatio, typicalUpdateRatio } from '../../../report/layer-numbers';
import { isAdaptive } from '../../../report/model-settings';
import type { ModelReport } from '../../../report/report';
import { largest, medianOfFinite, smallest } from '../../../report/statistics';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import { mayBlameOptimizer } from '../../changes/blamed-optimizer';

/** What a step should change of a weight: a thousandth is usual (CS231n), a hundredth still trains. */
const usualRatio = 1e-3;
const boldRatio = 1e-2;

/** A share of the usual rate about which float32 rounds a usual step away: its relative precision is 6e-8. */
const rounded = 1e-7;

/** An adaptive optimizer whose rate is so many times the usual one gets this many times the usual one first. Chosen. */
const [farAboveUsual, boldShare] = [100, 10];

const wantsLess: ReadonlySet<FindingCode> = new Set([
  'update-too-large',
  'exploding-gradient',
  'non-finite',
  'dead-units',
  'saturated-activation',
  'zero-gradient',
]);

export const learningRate: CandidateKind = {
  kind: 'learning-rate',
  oneIsEnough: true,
  codes: [
    'not-learning',
    'few-steps',
    'update-too-large',
    'update-too-small',
    'exploding-gradient',
    'non-finite',
    'dead-units',
    'saturated-activation',
    'vanishing-gradient',
    'zero-gradient',
  ],
  propose: (situation, finding) => {
    const { learningRate: present } = situation.model;
    if (!mayBlameOptimizer(situation.model, finding)) return [];
    // Below zero each step goes up the loss.
    if (present < 0) return [proposal(situation, -present)].flatMap((one) => one ?? []);
    if (!(present > 0)) return usualRate(situation);
    const measured = factorsFor(situation.model, finding)
      .map((factor) => present * factor)
      .filter((rate) => rate < present || rate <= highest(situation.model))
      .flatMap((rate) => proposal(situation, rate) ?? []);
    return [...nearUsual(situation, finding), ...measured];
  },
};

/** A rate of zero, or one that is no number, is no step at all. */
function usualRate(situation: CandidateContext): readonly Proposal[] {
  const usual = usualOf(situation);
  if (usual === undefined) return [];
  return [usual, 10 * usual]
    .filter((rate) => rate <= highest(situation.model))
    .flatMap((rate) => proposal(situation, rate) ?? []);
}

/**
 * A rate that the optimizer is known for, which goes before the measured ones where the code's own is far from it: the
 * size of a few steps says little of later ones then. Under a rate far below, rounding may decide that size.
 */
function nearUsual(situation: CandidateContext, { code }: Finding): readonly Proposal[] {
  const { model } = situation;
  const usual = usualOf(situation);
  if (usual === undefined) return [];
  const share = model.learningRate / usual;
  const adapts = isAdaptive(model.optimizer);
  const isFar = wantsLess.has(code)
    ? adapts && share >= farAboveUsual
    : share <= rounded || (adapts && code === 'update-too-small' && share < 1);
  const rate = wantsLess.has(code) ? boldShare * usual : usual;
  return isFar ? [proposal(situation, rate)].flatMap((one) => one ?? []) : [];
}

/** The rate that the optimizer of the code is known for. */
function usualOf({ model, text }: CandidateContext): number | undefined {
  const optimizer = model.compiledAt && text.optimizer(model.compiledAt);
  return optimizer && text.usualRate(optimizer);
}

/** The factors to try, the most promising first. */
function factorsFor(model: ModelReport, { code }: Finding): readonly number[] {
  const ratios = model.layers.map(typicalUpdateRatio);
  if (wantsLess.has(code)) {
    // Where training diverges, each step is larger than the one before, and the first has the size that a rate gives.
    const steps = smallest([largest(ratios), largest(model.layers.map(firstUpdateRatio))]);
    const measured = steps > boldRatio ? powerOfTen(boldRatio / steps) : 0.1;
    // Steps that are too large by more than this have another cause, and would learn nothing at such a rate.
    const factors = distinct([Math.max(measured, 1e-5), 0.1, 0.01, 0.001]).filter((factor) => factor < 1);
    // Of some that make adaptive steps too small, one is enough to tell.
    const least = isAdaptive(model.optimizer) ? thresholds.update.smallAdaptive / medianOfFinite(ratios) : 0;
    const tooFew = factors.findIndex((factor, index) => index > 0 && factor < least);
    return tooFew < 0 ? factors : factors.slice(0, tooFew);
  }
  const steps = medianOfFinite(ratios);
  const measured = steps > 0 ? powerOfTen(usualRatio / steps) : 10;
  // Steps that are too small everywhere may grow by three orders of magnitude; beyond that the rate is not to blame.
  return distinct([measured, 10, 100]).filter((factor) => factor > 1 && factor <= 1e6);
}

/** Beyond these rates a step throws weights even where it lowers the loss: something else makes gradients small. */
function highest({ optimizer }: ModelReport): number {
  return /^(?:sgd|momentum|adadelta)/i.test(optimizer) ? 1 : 0.1;
}

function powerOfTen(factor: number): number {
  return 10 ** Math.round(Math.log10(factor));
}

function distinct(factors: readonly number[]): number[] {
  return [...new Set(factors)];
}

function proposal({ model, text }: CandidateContext, rate: number): Proposal | undefined {
  const optimizer = model.compiledAt && text.optimizer(model.compiledAt);
  const edits = optimizer && text.changeRate(optimizer, rate);
  return edits && { change: `learning rate ${formatDecimal(rate)}`, edits };
}
