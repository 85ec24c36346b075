/** Puts the numbers of a proof into words: gradients and losses before and after. */

import { gatherFacts } from '../../diagnosis/evidence/facts';
import { classesLeftOut } from '../../diagnosis/evidence/outputs-of-losses';
import type { Finding, FindingCode } from '../../report/finding';
import { formatDecimal, formatMagnitude, formatShare } from '../../report/format';
import { typicalGradient } from '../../report/layer-numbers';
import type { LayerReport, ModelReport } from '../../report/report';
import { median } from '../../report/statistics';
import type { LossLeft, Shares } from './loss-left';

/** Findings for which the gradient's size tells best whether a change helps; for others the loss does. */
const toldByGradient: ReadonlySet<FindingCode> = new Set([
  'vanishing-gradient',
  'exploding-gradient',
  'dead-units',
  'zero-gradient',
  'saturated-activation',
]);

/** Gradients between these limits train at ordinary learning rates; a fault of the model then shows in its loss. */
const smallest = 1e-3;
const largest = 1e2;

/**
 * `∇ 1.1e-14 → 2.1e-2` or `loss 0.693 → 0.214`, whichever tells more about the findings.
 *
 * @param left of the loss, as the proof compares it
 */
export function measureWords(
  before: ModelReport,
  after: ModelReport,
  claims: readonly Finding[],
  left: LossLeft,
): string {
  const [was, is] = [firstGradient(before), firstGradient(after)];
  const tells =
    claims.some(({ code }) => toldByGradient.has(code)) &&
    frozen(before) === frozen(after) &&
    was !== is &&
    !(was > 0 && Math.abs(Math.log10(is / was)) < 0.5) &&
    // A gradient of a usual size was not the problem.
    !(isUsual(was) && isUsual(is));
  return tells ? `∇ ${formatMagnitude(was)} → ${formatMagnitude(is)}` : lossWords(before, after, claims, left);
}

/** These of a proven change; `no dead-units, loss 13.4 → 13.6` where the loss does not tell what the change is for. */
export function provenWords(
  before: ModelReport,
  after: ModelReport,
  claims: readonly Finding[],
  left: LossLeft,
): string {
  const words = measureWords(before, after, claims, left);
  const gone = [...new Set(claims.map(({ code }) => (code === 'non-finite' ? 'NaN' : code)))].join(', no ');
  // Some backends take NaN for 0 in a ReLU or a maximum, so that the loss of weights that are NaN looks finite.
  const hides = left.after > left.before || claims.some(({ code }) => code === 'non-finite');
  return hides && /^loss [\d.]/.test(words) ? `no ${gone}, ${words}` : words;
}

function isUsual(gradient: number): boolean {
  return gradient >= smallest && gradient <= largest;
}

/**
 * `loss 0.693 → 0.214`, of the seeds that show the claims where others are sound; `98 % → 3 % of the loss of guessing`
 * where the losses are of two kinds or scales; `hinge → binaryCrossentropy, 60 % of the loss of guessing left` where
 * that share is known only afterwards; `loss without class 1 → 44 % of the loss of guessing` where class weights left
 * it out; `loss below 0 → 44 % of the loss of guessing` where a loss of the same name was none before.
 */
export function lossWords(before: ModelReport, after: ModelReport, claims: readonly Finding[], left: LossLeft): string {
  const showing = before.seeds.filter((seed) => claims.some(({ seeds }) => seeds.includes(seed)));
  const [was, is] = [lossOf(before, showing), lossOf(after, showing)];
  const shares = left.ofGuessing && shareWords(left, left.ofGuessing, is);
  if (shares !== undefined) return shares;
  const [a, b] = [was, is].map(({ later }) => formatDecimal(later));
  const share = left.ofGuessing && `${formatShare(left.ofGuessing.after)} of the loss of guessing`;
  // What fell below 0 was no loss.
  if (share && was.later < 0 && before.loss === after.loss) return `loss below 0 → ${share}`;
  const leftOut = classesLeftOut(before);
  if (share && leftOut.length > 0)
    return `loss without ${leftOut.length === 1 ? 'class' : 'classes'} ${leftOut.join(', ')} → ${share}`;
  if (before.loss !== after.loss) {
    return share
      ? `${before.loss} → ${after.loss}, ${share} left`
      : `loss ${a} (${before.loss}) → ${b} (${after.loss})`;
  }
  return hasFallenFromAbove(was, is)
    ? `loss stuck at ${a} → falling, ${formatDecimal(is.first)} to ${b}`
    : `loss ${a} → ${b}`;
}

/** Undefined where nobody knows the share before, or where the loss before was no loss at all: below 0. */
function shareWords({ starts }: LossLeft, { before, after }: Shares, { first, later }: LossCourse): string | undefined {
  if (!(before >= 0)) return undefined;
  const [a, b] = [formatShare(before), formatShare(after)];
  const start = after * (first / later);
  return starts && after > before && Number.isFinite(start)
    ? `stuck at ${a} of the loss of guessing → falling, ${formatShare(start)} to ${b}`
    : `${a} → ${b} of the loss of guessing`;
}

/**
 * `∇ 1.1e-14 at the first layer, loss 0.693 after 30 steps`; where the losses before and after do not compare, `98 % of
 * the loss of guessing` takes the place of the loss, or its name stands behind it if nobody knows that share.
 *
 * @param model before or after the change
 * @param other the model to compare with
 * @param share of the loss of guessing that is left, where only that compares
 * @param steps after which that share is left
 */
export function stateWords(
  model: ModelReport,
  other: ModelReport,
  share: number | undefined,
  steps = model.steps,
): string {
  const name = model.loss === other.loss ? '' : ` (${model.loss})`;
  const loss =
    share === undefined || !(share >= 0)
      ? `loss ${formatDecimal(lossOf(model).later)}${name}`
      : `${formatShare(share)} of the loss of guessing`;
  return `∇ ${formatMagnitude(firstGradient(model))} at the first layer, ${loss} after ${steps} steps`;
}

interface LossCourse {
  readonly first: number;
  /** The loss in the last steps; infinite where it was not finite. */
  readonly later: number;
}

/** Whether the loss stood still before, and starts higher and falls after the change, without having come below yet. */
function hasFallenFromAbove(was: LossCourse, is: LossCourse): boolean {
  return is.later > was.later && is.first > is.later && was.later >= was.first * 0.99;
}

/**
 * Medians over the seeds.
 * @param only these seeds count, where the model has any of them
 */
function lossOf(model: ModelReport, only: readonly number[] = []): LossCourse {
  const all = gatherFacts(model).seeds;
  const some = all.filter(({ index }) => only.includes(model.seeds[index]));
  const seeds = some.length > 0 ? some : all;
  return {
    first: median(seeds.map(({ loss }) => loss.first)),
    later: median(seeds.map(({ loss }) => (loss.trend === 'diverged' ? Infinity : loss.later))),
  };
}

function frozen({ layers }: ModelReport): number {
  return layers.filter(({ trainable, weights }) => !trainable && weights.length > 0).length;
}

/** The typical gradient of the first layer that learns. */
function firstGradient({ layers }: ModelReport): number {
  const learning = layers.filter(
    ({ trainable, weights }) => trainable && weights.some(({ shape }) => shape.length > 1),
  );
  const first: LayerReport | undefined = learning.at(0) ?? layers.at(0);
  return first ? typicalGradient(first) : Number.NaN;
}
