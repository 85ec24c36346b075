/** What of a model's report a person did not give, in the code or otherwise. */

import type { ModelReport } from './report';

/** Of what is `assumed`, what nobody has pinned: the probe's own guesses. */
export function guessed({ assumed, pinned = [] }: Pick<ModelReport, 'assumed' | 'pinned'>): readonly string[] {
  return assumed.filter((one) => !pinned.includes(one));
}
