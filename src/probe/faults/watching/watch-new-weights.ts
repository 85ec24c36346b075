/**
 * Notes random numbers and variables that user code makes while a loss is computed: a step may take them for weights.
 */

import type { BundleStack } from '../../../report/position';
import { noteNewWeights } from '../../recording/new-weights';
import { isTensor } from '../../tfjs/internals';
import { isInLoss } from '../tape-leaks';

const makers = ['randomNormal', 'randomUniform', 'truncatedNormal', 'variable'];

/**
 * Wraps the functions of the namespace that user code imports.
 * @param here gives the calls of user code under way
 */
export function watchNewWeights(namespace: Record<string, unknown>, here: () => BundleStack): void {
  for (const name of makers) {
    const make = namespace[name] as (...values: unknown[]) => unknown;
    namespace[name] = (...values: unknown[]) => {
      const made = make(...values);
      if (isInLoss() && isTensor(made) && made.rank > 1) noteNewWeights(made, here());
      return made;
    };
  }
}
