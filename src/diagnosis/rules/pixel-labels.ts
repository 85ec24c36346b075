/**
 * Part of the rule output-loss-mismatch: labels that are pixels of 0 to 255, such as a mask as its picture file holds
 * it, under probabilities. A loss of the code's own that takes shares, such as an overlap, then falls below 0, as it
 * never does with labels of 0 and 1.
 */

import { formatDecimal } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import { type Facts, isMajority } from '../evidence/facts';
import { arePixels, headOf, targetsOf, whitePixel } from '../evidence/outputs-of-losses';
import { dataPlace } from '../phrases/data-words';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** An error at the loss, where labels are pixels, outputs are probabilities, and the loss is below 0. */
export function pixelLabels(facts: Facts, call: LossReport): Finding[] {
  const target = targetsOf(facts, call);
  const [head] = headOf(facts, call);
  const layer = facts.model.layers.at(head);
  // Losses that the probe knows have findings of their own on such labels.
  if (call.kind !== null || facts.model.data !== 'user' || !target || !layer || !arePixels(target)) return [];
  const isShare = layer.activation === 'sigmoid' || layer.activation === 'softmax';
  if (!isShare || layer.outputShape.slice(1).join() !== target.shape.slice(1).join()) return [];
  const below = facts.seeds.filter(({ loss }) => loss.later < 0);
  if (!isMajority(facts, below)) return [];
  const made = target.madeAt && dataPlace(facts, target);
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: 'error',
      role: 'cause',
      message:
        `The labels are pixels from 0 to ${whitePixel}, but the ${layer.activation} at the end gives shares from 0 ` +
        `to 1, and the loss ${call.name} falls below 0 (${formatDecimal(below[0].loss.later)} by now) as all outputs ` +
        `go to their ends. Divide the labels by ${whitePixel}: masks.div(${whitePixel}).`,
      at: call.at ?? trainingPlace(facts),
      layers: [head],
      places: made ? [{ ...made, note: 'these labels are made here' }] : [],
      seeds: below.map(({ index }) => index),
    }),
  ];
}
