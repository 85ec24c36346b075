/**
 * The part of rule vanishing-gradient that looks at time: how far back a recurrent layer learns (Bengio, Simard &
 * Frasconi 1994 describe the decay). Thresholds: `thresholds.time`.
 */

import { formatCount, formatMagnitude } from '../../report/format';
import type { Finding } from '../../report/finding';
import { largest } from '../../report/statistics';
import { type Facts, isMajority } from '../evidence/facts';
import { thresholds } from '../thresholds/thresholds';
import { toFinding } from '../phrases/verdict';

/**
 * One finding for each recurrent layer whose oldest time step gets less than `time.fade` of the largest gradient. The
 * message counts the time steps back to the horizon, the oldest that gets at least `time.horizon` of it.
 * - Where the loss falls well, the task needs no longer memory, and the rule says nothing.
 * - Gated layers (LSTM, GRU) fade at the start too, but training opens their gates: information.
 * - Synthetic data cannot show how far back the real task reaches: information.
 */
export function vanishingThroughTime(facts: Facts): Finding[] {
  const { fade, horizon, harmless, minSteps } = thresholds.time;
  const seeds = facts.seeds.filter((s) => s.loss.trend !== 'diverged' && !(s.loss.later < harmless * s.loss.first));
  if (!isMajority(facts, seeds)) return [];
  return facts.model.layers.flatMap((layer, index) => {
    const gradients = layer.timeSteps ?? [];
    const strongest = largest(gradients);
    if (gradients.length < minSteps || !(strongest > 0) || !(gradients[0] < fade * strongest)) return [];
    const newest = gradients.lastIndexOf(strongest);
    let oldest = newest;
    while (oldest > 0 && gradients[oldest - 1] >= horizon * strongest) oldest -= 1;
    return [
      toFinding(facts, {
        code: 'vanishing-gradient',
        severity: layer.className === 'SimpleRNN' && facts.model.data === 'user' ? 'warning' : 'information',
        role: 'cause',
        message:
          `Gradients vanish through time in this ${layer.className}: ` +
          `of ${formatCount(gradients.length, 'time step')} it learns only from the last ${newest - oldest + 1}; ` +
          `the oldest gets ${formatMagnitude(gradients[0] / strongest)} of the largest gradient. Where older steps ` +
          `matter, ${/LSTM|GRU/.test(layer.className) ? 'give it fewer steps at a time' : 'take an LSTM or GRU'}.`,
        at: layer,
        layers: [index],
        seeds: seeds.map((s) => s.index),
      }),
    ];
  });
}
