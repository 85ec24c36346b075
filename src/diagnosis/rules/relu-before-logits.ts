/**
 * Part of the rule output-loss-mismatch: a ReLU right before a loss that takes logits, or right before a last sigmoid
 * or softmax. A logit says "no" by being below 0, which a ReLU cuts off; an output that is 0 for every example passes
 * no gradient, and its class is never learned.
 */

import type { Finding, NotedPlace } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import type { LayerReport } from '../../report/report';
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

/** Layers that hand on the numbers they get. */
const handsOn = /^(?:Flatten|Reshape|Permute|Dropout|SpatialDropout1D|ActivityRegularization)$/;

/**
 * A warning at each ReLU whose outputs a last layer without weights makes probabilities of; information where every
 * seed learns well.
 */
export function reluBeforeHead(facts: Facts): Finding[] {
  const { layers } = facts.model;
  return layers.flatMap((head, index): Finding[] => {
    const activation = head.activation ?? '';
    const isHead = facts.graph.consumers[index].length === 0 && head.weights.length === 0;
    if (!isHead || !/^(?:sigmoid|softmax)$/.test(activation)) return [];
    const before = givenTo(layers, index);
    if (before === undefined || !/^relu6?$/.test(layers[before].activation ?? '')) return [];
    const isSigmoid = activation === 'sigmoid';
    // Without a constant answer to compare with, half of a loss says nothing of the half of all labels.
    const isLearned = (seed: SeedFacts): boolean =>
      isSigmoid ? lastShare(facts, seed) < thresholds.learning.well : learnsWell(facts, seed);
    return [
      toFinding(facts, {
        code: 'output-loss-mismatch',
        severity: facts.seeds.every(isLearned) ? 'information' : 'warning',
        role: 'cause',
        message:
          `The last ${activation} reads this ${kindText(layers[before])} layer, which gives no number below 0: ` +
          `${isSigmoid ? 'no probability is below a half' : 'no class can be ruled out'}, and an output that is 0 ` +
          `for every example passes no gradient. Leave the ReLU before the ${activation} out.`,
        at: layers[before],
        layers: [before, index],
        blames: layers[before].weights.length > 0 ? [{ setting: 'activation', layers: [before] }] : [],
      }),
    ];
  });
}

/** The index of the layer whose numbers a layer gets; undefined where several are joined, or it reads the input. */
function givenTo(layers: readonly LayerReport[], index: number): number | undefined {
  const { inputs } = layers[index];
  if (inputs.length !== 1) return undefined;
  const [input] = inputs;
  return handsOn.test(layers[input].className) ? givenTo(layers, input) : input;
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
