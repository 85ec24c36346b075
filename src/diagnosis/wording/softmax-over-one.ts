/**
 * A softmax over a single unit, whose output is always 1: a mistake in the code, or in a value that the probe assumed.
 */

import { type LayerReport, unpinnedAssumptions } from '../../report/report';
import type { Facts } from '../evidence/facts';

export function isAlwaysOne(layer: LayerReport): boolean {
  return layer.activation === 'softmax' && layer.outputShape[layer.outputShape.length - 1] === 1;
}

/** An argument that the probe assumed to be 1 (`numClasses = 1`), which may be why there is only one unit. */
export function assumedOne({ model }: Facts): string | undefined {
  return unpinnedAssumptions(model).find((text) => /^(?!.*rate).* = 1$/i.test(text));
}

/** Names the mistake and the remedy, as part of a sentence. */
export function alwaysOne(facts: Facts): string {
  const assumed = assumedOne(facts);
  const remedy = assumed === undefined ? 'use sigmoid' : `Gradline assumed ${assumed}, which may be the reason`;
  return `a softmax over one unit is always 1, whatever its input, so nothing can be learned; ${remedy}`;
}
