/** A softmax over a single unit, which is 1 whatever comes in: the user's mistake, or that of a value which the probe assumed. */

import { unpinnedAssumptions, type LayerReport } from '../../report/report';
import type { Facts } from '../evidence/facts';

export function isAlwaysOne(layer: LayerReport): boolean {
  return layer.activation === 'softmax' && layer.outputShape[layer.outputShape.length - 1] === 1;
}

/** The argument that was assumed to be 1 (`numClasses = 1`) and may be why there is only one unit; a value that the user pinned is none that was made up. */
export function assumedOne({ model }: Facts): string | undefined {
  return unpinnedAssumptions(model).find((text) => /^(?!.*rate).* = 1$/i.test(text));
}

/** What it is and what to do, as part of a sentence. */
export function alwaysOne(facts: Facts): string {
  const assumed = assumedOne(facts);
  return `a softmax over one unit is always 1, whatever comes in, so nothing can be learned; ${assumed === undefined ? 'use sigmoid' : `that may come of ${assumed}, which was assumed`}`;
}
