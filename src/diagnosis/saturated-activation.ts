/** Rule saturated-activation: sigmoid, tanh or softmax stuck at the ends of its range, where its slope is nearly nothing. */

import { formatShare } from '../report/format';
import type { Finding, Severity } from '../report/finding';
import { nothingArrives, stops } from './blocked';
import type { Facts, SeedFacts } from './facts';
import { medianOfFinite } from './statistics';
import { thresholds } from './thresholds';
import { inSeeds, mainLine, these, toFinding } from './wording';

const bounded = new Set(['sigmoid', 'hardSigmoid', 'tanh', 'softmax']);

/**
 * Whether a layer is stuck in a seed. Hidden: more than `saturated.hidden` of the outputs within 0.01 of an end. Head: more than `saturated.output`, and
 * no gradient gets through it; a head at its ends is what a converged classifier looks like, so nothing less counts. Either only while the
 * loss does not fall.
 */
function isStuck(facts: Facts, seed: SeedFacts, index: number): boolean {
  const { activation, output } = facts.model.layers[index];
  const { trend } = seed.loss;
  if (!activation || !bounded.has(activation) || trend === 'trained' || trend === 'falling') return false;
  const share = output.saturatedPerSeed[seed.index];
  if (!facts.graph.head.has(index)) return activation !== 'softmax' && share > thresholds.saturated.hidden;
  return share > thresholds.saturated.output && (nothingArrives(facts, seed) || stops(facts, seed, index));
}

/** One finding for all hidden layers that are stuck, one for the head. */
export function saturatedActivation(facts: Facts): Finding[] {
  const { model, graph } = facts;
  return [false, true].flatMap((inHead) => {
    const candidates = model.layers.map((_, i) => i).filter((i) => graph.head.has(i) === inHead);
    const stuck = candidates.filter((i) => facts.seeds.some((seed) => isStuck(facts, seed, i)));
    if (stuck.length === 0) return [];
    const seeds = facts.seeds.filter((seed) => stuck.some((i) => isStuck(facts, seed, i))).map((s) => s.index);
    const stuckShare = medianOfFinite(stuck.flatMap((i) => seeds.map((s) => model.layers[i].output.saturatedPerSeed[s])));
    const severity = ((): Severity => {
      if (!inHead) return stuckShare > thresholds.saturated.badly ? 'warning' : 'information';
      return seeds.length * 2 > facts.seeds.length ? 'error' : 'warning';
    })();
    const share = formatShare(stuckShare);
    const isAlwaysOne = stuck.every((i) => model.layers[i].activation === 'softmax' && model.layers[i].outputShape.at(-1) === 1);
    const consequence = isAlwaysOne
      ? 'a softmax over one unit is always 1, whatever comes in, so nothing can be learned; use sigmoid'
      : inHead
        ? 'the loss passes no gradient back although it is not falling; what reaches this layer is far too large'
        : 'the slope there is almost zero; inputs or weights are too large';
    return [
      toFinding(facts, {
        code: 'saturated-activation',
        severity,
        role: inHead ? 'effect' : 'cause',
        message: `${share} of the outputs of ${these(stuck.map((i) => model.layers[i]))} are stuck at the ends of the range${inSeeds(facts, seeds)}: ${consequence}.`,
        at: mainLine(facts, stuck),
        layers: stuck,
        seeds,
      }),
    ];
  });
}
