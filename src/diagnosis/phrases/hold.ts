/** Types what keeps a model from learning, with the words that say so. */

import type { BlamedText } from '../../report/finding';
import type { Location } from '../../report/position';

export interface Hold {
  /** What it does, and what to do about it, as sentences. */
  readonly reason: string;
  readonly at: Location;
  /** The layers that do it. */
  readonly layers: readonly number[];
  /** The settings that do it. */
  readonly blames?: readonly BlamedText[];
}

export interface WeighedHold extends Hold {
  /** Whether it alone explains that the model learns nothing. */
  readonly isGrave: boolean;
}
