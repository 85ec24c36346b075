/**
 * Part of the rule output-loss-mismatch: a ReLU right before a loss that takes logits. A logit says "no" by being below
 * 0, which a ReLU cuts off; an output that is 0 for every example passes no gradient, and its class is never learned.
 */

import type { Finding, NotedPlace } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import type { Facts, SeedFacts } from '../evidence/facts';
import { lastShare } from '../evidence/further-steps';
import { headOf } from '../evidence/outputs-of-losses';
import { kindText } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';
import { thresholds } from '../thresholds/thresholds';

/** A warning at the last layer, or at the ReLU that a loop applies itself; information where every seed learns well. */
export function reluBeforeLogits(facts: Facts, call: LossReport): Finding[] {
  const isCrossEntropy = call.kind === 'binary' || call.kind === 'categorical' || call.kind === 'sparse';
  if (!isCrossEntropy || !call.takesLogits) return [];
  const applied = call.layer === null ? call.activation : undefined;
  const layer = call.layer === null ? undefined : facts.model.layers.at(call.layer);
  const activation = applied?.name ?? layer?.activation ?? '';
  if (!/^relu6?$/.test(activation)) return [];
  const [probability, answer] =
    call.kind === 'binary'
      ? ['no probability is below a half', 'a label of 0']
      : ['no class can be ruled out', 'a class'];
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: facts.seeds.every((seed) => learnsWell(facts, seed)) ? 'information' : 'warning',
      role: 'cause',
      message:
        `${call.name} takes logits, which run from below 0 to above, but ` +
        `${layer ? `this ${kindText(layer)} layer` : activation} gives none below 0: ${probability}, and an output ` +
        `that is 0 for every example passes no gradient, so that ${answer} may never be learned. ` +
        `Leave the last ${activation} out.`,
      at: applied?.at ?? layer ?? call.at ?? trainingPlace(facts),
      layers: headOf(facts, call),
      places: calledFrom(applied),
      blames: layer ? [{ setting: 'activation', layers: headOf(facts, call) }] : [],
    }),
  ];
}

/** Where a function that applies the activation is called for these outputs: others may need it. */
function calledFrom(applied: LossReport['activation']): NotedPlace[] {
  return (applied?.callers ?? []).slice(0, 1).map((at) => ({ ...at, note: 'it is applied through this call' }));
}

/** Whether less than half of the constant answer's loss is left in the last steps seen. */
function learnsWell(facts: Facts, seed: SeedFacts): boolean {
  const share = lastShare(facts, seed);
  return Number.isFinite(share) ? share < thresholds.learning.well : seed.loss.trend === 'trained';
}
