/**
 * Part of the rule not-learning: inputs that lie far from 0, next to how they differ, such as temperatures around 20 or
 * numbers from 9 to 11. All examples then look alike to the first layer, and each step moves all answers together
 * (LeCun et al. 1998, Efficient BackProp, section 4.3).
 */

import { formatDecimal } from '../../report/format';
import type { ColumnFacts } from '../../report/data/data-facts';
import type { Facts } from '../evidence/facts';
import { dataName, dataPlace } from '../phrases/data-words';
import type { Hold } from '../phrases/hold';
import { thresholds } from '../thresholds/thresholds';

/** @returns undefined unless most columns of one of the model's inputs lie far off */
export function inputsFarFromZero(facts: Facts): Hold | undefined {
  const { inputs = [] } = facts.model.dataFacts ?? {};
  for (const input of inputs) {
    const varied = (input.everyColumn ?? []).filter(({ std }) => std > 0);
    const far = varied.filter(isFar);
    if (far.length * 2 <= varied.length) continue;
    const [first] = far;
    const [mean, deviation] = [formatDecimal(first.mean), formatDecimal(first.std)];
    const advice =
      input.columns === 1
        ? `Bring them to about 0 here: .sub(${mean}).div(${deviation}).`
        : 'Take the mean of each column away here, and divide by its deviation.';
    return {
      reason:
        `${dataName(facts, input, 'inputs')} lie around ${mean} and differ by about ${deviation} only, so that all ` +
        `examples look alike to the first layer. ${advice}`,
      at: dataPlace(facts, input),
      layers: [],
    };
  }
  return undefined;
}

function isFar({ mean, std }: ColumnFacts): boolean {
  return Math.abs(mean) > thresholds.learning.farInputs * std;
}
