/**
 * The part of rule exploding-gradient that looks at time: how much larger the gradient is at a recurrent layer's oldest
 * time step than at its newest (Pascanu, Mikolov & Bengio 2013). Threshold: `thresholds.exploding.growth`.
 */

import { formatCount, formatMagnitude } from '../../report/format';
import type { Finding } from '../../report/finding';
import { median } from '../../report/statistics';
import type { Facts } from '../evidence/facts';
import { trainsBelowGuessing } from '../evidence/loss-of-guessing';
import { thresholds } from '../thresholds/thresholds';
import { toFinding } from '../phrases/verdict';

/**
 * One finding for each recurrent layer through whose time steps the gradient grows; information where every seed goes
 * below the loss of a constant answer.
 */
export function explodingThroughTime(facts: Facts): Finding[] {
  const { seeds, model } = facts;
  if (seeds.length === 0) return [];
  const isHarmless = seeds.every((seed) => trainsBelowGuessing(facts, seed));
  return model.layers.flatMap((layer, index) => {
    const gradients = upToNewest(layer.timeSteps ?? []);
    const growth = growthOf(gradients);
    if (!(growth > thresholds.exploding.growth)) return [];
    return [
      toFinding(facts, {
        code: 'exploding-gradient',
        severity: isHarmless ? 'information' : 'error',
        role: 'cause',
        message:
          `Gradients explode through time in this ${layer.className}: from the newest to the oldest of ` +
          `${formatCount(gradients.length, 'time step')} they grow ${formatMagnitude(growth)} times. ` +
          "Take 'orthogonal' as its recurrentInitializer and 'tanh' as its activation, or give it fewer steps at " +
          'a time.',
        at: layer,
        layers: [index],
        blames: [
          { setting: 'recurrentInitializer', layers: [index] },
          { setting: 'activation', layers: [index] },
        ],
        seeds: seeds.map((seed) => seed.index),
      }),
    ];
  });
}

/** The time steps up to the newest that gets a gradient: a model may read the output of an earlier one alone. */
function upToNewest(gradients: readonly number[]): readonly number[] {
  return gradients.slice(0, gradients.findLastIndex((gradient) => gradient > 0) + 1);
}

/**
 * The gradient at the oldest time step divided by that at the newest; NaN where it does not grow from step to step, as
 * where attention looks at one early step.
 */
function growthOf(gradients: readonly number[]): number {
  const gains = gradients.slice(1).map((newer, older) => gradients[older] / newer);
  const grows = median(gains) > thresholds.exploding.growingGain;
  return gradients.length >= thresholds.time.minSteps && grows
    ? gradients[0] / gradients[gradients.length - 1]
    : Number.NaN;
}
