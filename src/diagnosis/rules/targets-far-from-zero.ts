/**
 * Part of the rule not-learning: targets that lie far from 0, next to how they differ, such as prices around 130. The
 * outputs start near 0, and steps of about the learning rate have to take them there before anything else is learned.
 */

import { formatDecimal } from '../../report/format';
import type { Location } from '../../report/position';
import type { Facts } from '../evidence/facts';
import { dataPlace } from '../phrases/data-words';
import { thresholds } from '../thresholds/thresholds';

/**
 * Why a model that has not arrived learns nothing, and the line that makes its targets.
 * @param share its loss, divided by that of the best constant answer
 * @returns undefined where the targets are not far off, or the model is near the constant answer
 */
export function targetsFarFromZero(facts: Facts, share: number): { reason: string; at: Location } | undefined {
  const { model } = facts;
  const { targets = [] } = model.dataFacts ?? {};
  if (targets.length !== 1 || !(share > thresholds.guessing.worse)) return undefined;
  const [target] = targets;
  if (!(Math.abs(target.mean) > thresholds.learning.farMean * target.std)) return undefined;
  const [mean, deviation] = [formatDecimal(target.mean), formatDecimal(target.std)];
  return {
    reason:
      `The targets lie around ${mean} and differ by about ${deviation}, and steps of this learning rate take long to ` +
      `bring the outputs there: scale the targets here, .sub(${mean}).div(${deviation}), and predictions back; or ` +
      `raise the learning rate of ${formatDecimal(model.learningRate)}.`,
    at: dataPlace(facts, target),
  };
}
