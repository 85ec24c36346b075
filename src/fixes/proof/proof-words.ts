/** Puts the numbers of a proof into words: gradients and losses before and after. */

import { gatherFacts } from '../../diagnosis/evidence/facts';
import type { Finding, FindingCode } from '../../report/finding';
import { formatDecimal, formatMagnitude } from '../../report/format';
import { typicalGradient } from '../../report/layer-numbers';
import type { LayerReport, ModelReport } from '../../report/report';
import { median } from '../../report/statistics';

/** Findings that a gradient's size tells best; the others are told by the loss. */
const toldByGradient: ReadonlySet<FindingCode> = new Set([
  'vanishing-gradient',
  'exploding-gradient',
  'dead-units',
  'zero-gradient',
  'saturated-activation',
]);

/** `∇ 1.1e-14 → 2.1e-2` or `loss 0.693 → 0.214`, whichever tells more about the findings. */
export function measureWords(before: ModelReport, after: ModelReport, claims: readonly Finding[]): string {
  const [was, is] = [firstGradient(before), firstGradient(after)];
  const tells =
    claims.some(({ code }) => toldByGradient.has(code)) &&
    frozen(before) === frozen(after) &&
    was !== is &&
    !(was > 0 && Math.abs(Math.log10(is / was)) < 0.5);
  return tells ? `∇ ${formatMagnitude(was)} → ${formatMagnitude(is)}` : lossWords(before, after);
}

/** `loss 0.693 → 0.214`. */
export function lossWords(before: ModelReport, after: ModelReport): string {
  const [was, is] = [finalLoss(before), finalLoss(after)].map(formatDecimal);
  return before.loss === after.loss ? `loss ${was} → ${is}` : `loss ${was} (${before.loss}) → ${is} (${after.loss})`;
}

/** `∇ 1.1e-14 at the first layer, loss 0.693 after 30 steps`. */
export function stateWords(model: ModelReport): string {
  return (
    `∇ ${formatMagnitude(firstGradient(model))} at the first layer, ` +
    `loss ${formatDecimal(finalLoss(model))} after ${model.steps} steps`
  );
}

/** Median over the seeds of the loss in the last steps; NaN where it was not finite. */
function finalLoss(model: ModelReport): number {
  const later = gatherFacts(model).seeds.map(({ loss }) => (loss.trend === 'diverged' ? Infinity : loss.later));
  return median(later);
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
