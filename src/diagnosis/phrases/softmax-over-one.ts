/** Recognizes a softmax over a single unit, whose output is always 1: a mistake in the code, or in an assumed value. */

import { type LayerReport, unpinnedAssumptions } from '../../report/report';
import type { Facts } from '../evidence/facts';
import { areClassNumbers } from '../evidence/outputs-of-losses';

/** Whether a softmax has a single unit, whose output is 1 whatever the weights. */
export function isAlwaysOne(layer: LayerReport): boolean {
  return layer.activation === 'softmax' && layer.outputShape[layer.outputShape.length - 1] === 1;
}

/** An argument that the probe assumed to be 1 (`numClasses = 1`), which may be why there is only one unit. */
export function argumentAssumedOne({ model }: Facts): string | undefined {
  return unpinnedAssumptions(model).find((text) => /^(?!.*rate).* = 1$/i.test(text));
}

/**
 * Names the mistake and the remedy, as part of a sentence. A softmax over an axis of one in the middle of a model is
 * mostly meant over another axis, such as the steps that attention weighs; over one unit of a head, a sigmoid is meant.
 */
export function alwaysOneText(facts: Facts, index: number): string {
  const layer = facts.model.layers[index];
  const assumed = argumentAssumedOne(facts);
  const steps = stepsOf(layer);
  if (assumed === undefined && steps !== undefined && !facts.graph.head.has(index))
    return (
      `a softmax runs over the last axis, of size 1 here, so it is always 1 and weighs all ${steps} steps alike; to ` +
      `weigh the steps, leave the activation out, and follow the layer by flatten(), ` +
      `activation({activation: 'softmax'}) and reshape({targetShape: [${steps}, 1]})`
    );
  const loss = /^(sparse)?categoricalCrossentropy$/i.test(facts.model.loss) ? " and the loss 'binaryCrossentropy'" : '';
  const remedy =
    assumed === undefined
      ? (forAmounts(facts, index) ?? `use sigmoid${loss}`)
      : `Gradline assumed ${assumed}, which may be the reason`;
  const nothing = facts.graph.head.has(index) ? ', so nothing can be learned' : ', so its weights learn nothing';
  return `a softmax over one unit is always 1, whatever its input${nothing}; ${remedy}`;
}

/** What to do where the targets are no answers of yes and no; undefined where they may be. */
function forAmounts(facts: Facts, index: number): string | undefined {
  const targets = facts.graph.head.has(index) ? (facts.model.dataFacts?.targets ?? []) : [];
  if (targets.length !== 1 || (targets[0].min >= 0 && targets[0].max <= 1)) return undefined;
  return areClassNumbers(targets[0])
    ? `for classes give the layer ${targets[0].max + 1} units and take the loss 'sparseCategoricalCrossentropy', for ` +
        'amounts leave its activation out'
    : 'leave its activation out';
}

/** The size of the axis before the last, where a layer gives one number for each of several steps. */
function stepsOf({ outputShape }: LayerReport): number | undefined {
  const steps = outputShape.length === 3 ? outputShape[1] : null;
  return steps !== null && steps > 1 ? steps : undefined;
}
