/**
 * Rule saturated-activation: sigmoid, tanh or softmax stuck at the ends of its range, where its slope is almost zero.
 * It judges the share of outputs within 0.01 of an end, by `thresholds.saturated`.
 */

import { formatShare } from '../../report/format';
import type { Finding, Severity } from '../../report/finding';
import { medianOfFinite } from '../../report/statistics';
import { isWithoutGradient, stopsGradient } from '../evidence/blocked-gradient';
import { balancedDeviation, kernelScale } from '../evidence/expected-gain';
import { type Facts, lossFalls, isMajority, type SeedFacts } from '../evidence/facts';
import { furtherStepsOf } from '../evidence/further-steps';
import { layersWhere } from '../evidence/layer-graph';
import { lossOfGuessing, shareOfConstantLoss } from '../evidence/loss-of-guessing';
import { thresholds } from '../thresholds/thresholds';
import { greatestProgress } from '../evidence/update-ratio';
import { deviationText, inSeeds, theseLayers } from '../phrases/phrases';
import { isAlwaysOne } from '../phrases/softmax-over-one';
import { mainLine, toFinding } from '../phrases/verdict';

const bounded = new Set(['sigmoid', 'hardSigmoid', 'tanh', 'softmax']);

/**
 * Whether a layer is stuck in a seed.
 * - A hidden layer: more than `saturated.hidden` of its outputs are at an end while the loss does not fall; or more
 *   than `saturated.badly` while the loss falls but does not halve.
 * - An output layer, only while the loss does not fall: more than `saturated.output` and no gradient gets through it (a
 *   converged classifier also has outputs at the ends); or more than `saturated.hidden`, almost no gradient, and a loss
 *   worse than guessing, so that the answers are confident and many are wrong. Further steps that learn all the same
 *   clear it. The rule zero-gradient judges a softmax over one unit.
 */
function isStuck(facts: Facts, seed: SeedFacts, index: number): boolean {
  const { loss } = seed;
  const { activation, output } = facts.model.layers[index];
  const { trend } = loss;
  const isHidden = !facts.graph.head.has(index);
  if (isAlwaysOne(facts.model.layers[index])) return false;
  if (!activation || !bounded.has(activation) || (trend === 'trained' && !isBeyondGuessing(facts, seed))) return false;
  const share = output.saturatedPerSeed[seed.index];
  // The layers behind a stuck layer may learn from its signs, which are random features; the layer itself does not
  // learn.
  if (lossFalls(seed) && !(isHidden && share > thresholds.saturated.badly)) return false;
  if (isHidden) return activation !== 'softmax' && share > thresholds.saturated.hidden;
  // A head that further steps bring off its ends passed a gradient back after all.
  if (furtherStepsOf(facts, seed)?.learns === 'below') return false;
  const isConfidentlyWrong =
    share > thresholds.saturated.hidden &&
    loss.later > thresholds.guessing.worse * lossOfGuessing(facts) &&
    greatestProgress(facts, seed) < thresholds.update.stalled;
  return (
    isConfidentlyWrong ||
    (share > thresholds.saturated.output && (isWithoutGradient(facts, seed) || stopsGradient(facts, seed, index)))
  );
}

/**
 * Whether the loss of the data is still over that of a constant answer. Its fall is then no sign that hidden layers
 * learn: the bias of the last layer alone brings it there.
 */
function isBeyondGuessing(facts: Facts, seed: SeedFacts): boolean {
  return shareOfConstantLoss(facts, seed, seed.late) > thresholds.learning.above;
}

/** Whether the loss of the data is below that of a constant answer, wherever its first batch happened to stand. */
function tellsApart(facts: Facts, seed: SeedFacts): boolean {
  return shareOfConstantLoss(facts, seed, seed.late) < thresholds.learning.below;
}

/** One finding for all stuck layers of the head, or for all stuck hidden layers. */
function stuckLayers(facts: Facts, where: 'hidden' | 'head'): Finding[] {
  const { model, graph } = facts;
  const inHead = where === 'head';
  const stuck = layersWhere(
    model.layers,
    (_, i) => graph.head.has(i) === inHead && facts.seeds.some((seed) => isStuck(facts, seed, i)),
  );
  if (stuck.length === 0) return [];
  const shown = facts.seeds.filter((seed) => stuck.some((i) => isStuck(facts, seed, i)));
  const seeds = shown.map((s) => s.index);
  const share = medianOfFinite(stuck.flatMap((i) => seeds.map((s) => model.layers[i].output.saturatedPerSeed[s])));
  const wide = inHead ? undefined : widestOf(facts, stuck);
  const severity = ((): Severity => {
    if (inHead) return isMajority(facts, seeds) ? 'error' : 'warning';
    const isMost = isMajority(facts, seeds);
    const isBad =
      (share > thresholds.saturated.badly && (isMost || shown.some((s) => !lossFalls(s) && !tellsApart(facts, s)))) ||
      (wide !== undefined && isMost);
    return isBad ? 'warning' : 'information';
  })();
  const consequence = inHead
    ? 'the loss passes no gradient back although it is not falling; the inputs of this layer are far too large'
    : wide !== undefined
      ? `the slope there is almost zero; the weights ${wide}. Leave kernelInitializer out, or take 'glorotNormal'`
      : 'the slope there is almost zero; inputs or weights are too large: scale the inputs to about 1, and leave ' +
        'kernelInitializer out';
  return [
    toFinding(facts, {
      code: 'saturated-activation',
      severity,
      // What makes the inputs of a head so large lies before it.
      role: inHead ? 'effect' : 'cause',
      message:
        `${formatShare(share)} of the outputs of ${theseLayers(stuck.map((i) => model.layers[i]))} ` +
        `are stuck at the ends of their range${inSeeds(facts, seeds)}: ${consequence}.`,
      at: mainLine(facts, stuck),
      layers: stuck,
      blames: inHead ? [] : [{ setting: 'kernelInitializer', layers: stuck }],
      seeds,
    }),
  ];
}

/** In words how far over its norm the kernel of one of these layers starts; undefined where none does. */
function widestOf({ model: { layers } }: Facts, indices: readonly number[]): string | undefined {
  for (const index of indices) {
    const scale = kernelScale(layers[index]);
    if (scale && scale.deviation > thresholds.exploding.farOver * balancedDeviation(layers[index], scale))
      return deviationText(layers[index], scale);
  }
  return undefined;
}

/** Findings on layers whose outputs lie at the flat ends of their activation, hidden ones before heads. */
export function saturatedActivation(facts: Facts): Finding[] {
  return [...stuckLayers(facts, 'hidden'), ...stuckLayers(facts, 'head')];
}
