/** The part of rule vanishing-gradient that looks at time: how far back a recurrent layer learns from. */

import { formatCount, formatMagnitude } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { Facts } from '../evidence/facts';
import { largest } from '../../report/statistics';
import { thresholds } from '../evidence/thresholds';
import { toFinding } from '../wording/wording';

/**
 * The finding about time, for each recurrent layer: gradient at the oldest step under `time.fade` of the strongest. The horizon is the number
 * of steps, counted from the strongest, over which at least `time.horizon` of it is left (Bengio, Simard & Frasconi 1994 describe the decay).
 * While the loss falls well the task needs no longer memory, and nothing is said. Gated layers (LSTM, GRU) fade at the start too, but training opens
 * their gates, so for them it is information; so it is on made-up data, which cannot tell how far back the real task reaches.
 */
export function throughTime(facts: Facts): Finding[] {
  const { fade, horizon, harmless, minSteps } = thresholds.time;
  const held = facts.seeds.filter((s) => s.loss.trend !== 'diverged' && !(s.loss.later < harmless * s.loss.first));
  if (held.length * 2 <= facts.seeds.length) return [];
  return facts.model.layers.flatMap((layer, index) => {
    const steps = layer.timeSteps ?? [];
    const strongest = largest(steps);
    if (steps.length < minSteps || !(strongest > 0) || !(steps[0] < fade * strongest)) return [];
    const newest = steps.lastIndexOf(strongest);
    let oldest = newest;
    while (oldest > 0 && steps[oldest - 1] >= horizon * strongest) oldest -= 1;
    const message =
      `Gradients vanish through time in this ${layer.className}: of ${formatCount(steps.length, 'time step')} it learns from the last ${newest - oldest + 1} only; ` +
      `the oldest gets ${formatMagnitude(steps[0] / strongest)} of the gradient at the strongest.`;
    const severity = layer.className === 'SimpleRNN' && facts.model.data === 'user' ? 'warning' : 'information';
    return [
      toFinding(facts, {
        code: 'vanishing-gradient',
        severity,
        role: 'cause',
        message,
        at: layer,
        layers: [index],
        seeds: held.map((s) => s.index),
      }),
    ];
  });
}
