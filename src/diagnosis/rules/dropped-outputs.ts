/**
 * Part of the rule output-loss-mismatch: dropout behind the last layer. It makes answers 0 at random, which the loss
 * then compares with their targets.
 */

import { formatDecimal, formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { headOf } from '../evidence/outputs-of-losses';
import { toFinding } from '../phrases/verdict';

/** Layers that leave each number as it is. */
const shapeOnly = /^(Reshape|Flatten|Permute)$/;

/**
 * The finding on a dropout whose numbers go straight into a loss of targets. Over logits it is a known regularizer, and
 * where the code computes with the outputs first, nobody knows what they are.
 */
export function droppedOutputs(facts: Facts, call: LossReport): Finding[] {
  if (call.layer === null || call.takesLogits || call.kind === null) return [];
  const [head] = headOf(facts, call);
  const index = droppingLayer(facts.model.layers, head);
  if (index === undefined) return [];
  const { dropRate = 0 } = facts.model.layers[index];
  const isAmount = call.kind === 'squared' || call.kind === 'absolute';
  const harm = isAmount
    ? `the loss is then least where predictions, which have no dropout, fall short of the targets`
    : `an answer of 0 for what is true costs about ${formatDecimal(-Math.log(1e-7))}, however good the model is`;
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: 'warning',
      role: 'cause',
      message:
        `This dropout comes behind the last layer: in each step it makes ${formatShare(dropRate)} of the answers 0 ` +
        `and the others larger, and ${call.name} compares those with the targets; ${harm}. Leave it out, or put it ` +
        'before the last layer.',
      at: facts.model.layers[index],
      layers: [index],
    }),
  ];
}

/** The dropout that gives a loss its numbers, behind a layer with weights. */
function droppingLayer(layers: Facts['model']['layers'], head: number): number | undefined {
  const { className, inputs, dropRate = 0 } = layers[head];
  if (inputs.length !== 1) return undefined;
  if (/^(Spatial)?Dropout(1D)?$/.test(className)) return dropRate > 0 ? head : undefined;
  return shapeOnly.test(className) ? droppingLayer(layers, inputs[0]) : undefined;
}
