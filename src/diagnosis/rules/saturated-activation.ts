/** Rule saturated-activation: sigmoid, tanh or softmax stuck at the ends of its range, where its slope is nearly nothing. */

import { formatShare } from '../../report/format';
import type { Finding, Severity } from '../../report/finding';
import { nothingArrives, stops } from '../evidence/blocked-gradient';
import { type Facts, falls, type SeedFacts } from '../evidence/facts';
import { lossOfGuessing } from '../evidence/loss-of-guessing';
import { medianOfFinite } from '../../report/statistics';
import { thresholds } from '../evidence/thresholds';
import { progressOf } from '../evidence/update-ratio';
import { alwaysOne, assumedOne, isAlwaysOne } from '../wording/softmax-over-one';
import { inSeeds, mainLine, these, toFinding } from '../wording/wording';

const bounded = new Set(['sigmoid', 'hardSigmoid', 'tanh', 'softmax']);

/**
 * Whether a layer is stuck in a seed. Hidden: more than `saturated.hidden` of the outputs within 0.01 of an end. Head: more than `saturated.output`, and
 * no gradient gets through it (a head at its ends is what a converged classifier looks like, so nothing less counts); or more than `saturated.hidden` and next to none gets through although
 * the loss is worse than guessing: the answers are sure and many are wrong. Either only while the loss does not fall; a hidden layer
 * with more than `saturated.badly` also where it falls but is not halved.
 */
function isStuck(facts: Facts, seed: SeedFacts, index: number): boolean {
  const { loss } = seed;
  const { activation, output } = facts.model.layers[index];
  const { trend } = loss;
  if (!activation || !bounded.has(activation) || trend === 'trained') return false;
  const share = output.saturatedPerSeed[seed.index];
  const isHidden = !facts.graph.head.has(index);
  // What comes after a layer that is stuck may learn from its signs, which are random features; the layer itself does not.
  if (falls(seed) && !(isHidden && share > thresholds.saturated.badly)) return false;
  if (isHidden) return activation !== 'softmax' && share > thresholds.saturated.hidden;
  const isSurelyWrong =
    share > thresholds.saturated.hidden &&
    loss.later > thresholds.guessing.worse * lossOfGuessing(facts) &&
    progressOf(facts, seed) < thresholds.update.stalled;
  return (
    isSurelyWrong || (share > thresholds.saturated.output && (nothingArrives(facts, seed) || stops(facts, seed, index)))
  );
}

/** One finding for all hidden layers that are stuck, one for the head. */
export function saturatedActivation(facts: Facts): Finding[] {
  const { model, graph } = facts;
  return [false, true].flatMap((inHead) => {
    const candidates = model.layers.map((_, i) => i).filter((i) => graph.head.has(i) === inHead);
    const stuck = candidates.filter((i) => facts.seeds.some((seed) => isStuck(facts, seed, i)));
    if (stuck.length === 0) return [];
    const seeds = facts.seeds.filter((seed) => stuck.some((i) => isStuck(facts, seed, i))).map((s) => s.index);
    const stuckShare = medianOfFinite(
      stuck.flatMap((i) => seeds.map((s) => model.layers[i].output.saturatedPerSeed[s])),
    );
    const share = formatShare(stuckShare);
    const onlyOnes = stuck.every((i) => isAlwaysOne(model.layers[i]));
    // Where some gradient arrives at its output zero-gradient names it.
    const isCause = onlyOnes && facts.seeds.every((seed) => !seeds.includes(seed.index) || nothingArrives(facts, seed));
    const isOurs = onlyOnes && assumedOne(facts) !== undefined;
    const severity = ((): Severity => {
      if (isOurs) return 'information';
      if (!inHead)
        return stuckShare > thresholds.saturated.badly &&
          (seeds.length * 2 > facts.seeds.length || facts.seeds.some((s) => seeds.includes(s.index) && !falls(s)))
          ? 'warning'
          : 'information';
      return seeds.length * 2 > facts.seeds.length ? 'error' : 'warning';
    })();
    const consequence = onlyOnes
      ? alwaysOne(facts)
      : inHead
        ? 'the loss passes no gradient back although it is not falling; what reaches this layer is far too large'
        : 'the slope there is almost zero; inputs or weights are too large';
    return [
      toFinding(facts, {
        code: 'saturated-activation',
        severity,
        role: inHead && !isCause ? 'effect' : 'cause',
        message: `${share} of the outputs of ${these(stuck.map((i) => model.layers[i]))} are stuck at the ends of the range${inSeeds(facts, seeds)}: ${consequence}.`,
        at: mainLine(facts, stuck),
        layers: stuck,
        seeds,
      }),
    ];
  });
}
