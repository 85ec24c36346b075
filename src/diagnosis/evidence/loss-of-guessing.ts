/** Where a loss stands against that of always giving the same answer, as far as the kind of loss tells. */

import type { Facts, SeedFacts } from './facts';
import { thresholds } from './thresholds';

/** Root mean square of a layer's outputs at the end, over all seeds. */
export function outputSize(facts: Facts, index: number): number {
  const { mean, std } = facts.model.layers[index].output;
  return Math.hypot(mean, std);
}

/** The only layer without a reader; undefined where there are several. */
function outputLayer(facts: Facts): number | undefined {
  const ends = facts.model.layers.map((_, i) => i).filter((i) => facts.graph.consumers[i].length === 0);
  return ends.length === 1 ? ends[0] : undefined;
}

/** Cross-entropy of giving each of K classes 1/K, which is ln K (ln 2 for yes or no); NaN for other losses. The best constant answer is no worse, whatever the classes' shares. */
export function lossOfGuessing(facts: Facts): number {
  const index = outputLayer(facts);
  if (index === undefined) return Number.NaN;
  const classes = facts.model.layers[index].outputShape.at(-1) ?? 0;
  if (/^(sparse)?categoricalCrossentropy$/i.test(facts.model.loss) && classes > 1) return Math.log(classes);
  return /^binaryCrossentropy$/i.test(facts.model.loss) ? Math.LN2 : Number.NaN;
}

/** Mean square of the outputs where the loss is the mean squared error, in which both count the same; NaN for other losses. */
function squaredOutput(facts: Facts): number {
  const index = outputLayer(facts);
  return index !== undefined && /^meanSquaredError$|^mse$/i.test(facts.model.loss)
    ? outputSize(facts, index) ** 2
    : Number.NaN;
}

/** Whether nothing has been learned: the loss is near that of guessing or above, or (squared error) no less than what the outputs themselves amount to. False for losses that cannot be told. */
export function isAtGuessing(facts: Facts, { loss }: SeedFacts): boolean {
  const { near, ownOutput } = thresholds.guessing;
  return loss.later > near * lossOfGuessing(facts) || ownOutput * squaredOutput(facts) < loss.later;
}

/**
 * Whether the loss was far worse than guessing at the start and still is; of a squared error: whether the outputs themselves make up most of it, so that always answering
 * zero would do as well or better, and it has not grown.
 */
export function isWorseThanGuessing(facts: Facts, { loss }: SeedFacts): boolean {
  const { worse, ownOutput } = thresholds.guessing;
  const limit = worse * lossOfGuessing(facts);
  return (
    (loss.first > limit && loss.later > limit) ||
    (loss.later < thresholds.loss.rising * loss.first && squaredOutput(facts) > ownOutput * loss.later)
  );
}
