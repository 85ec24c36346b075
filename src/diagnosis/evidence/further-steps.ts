/** Reads the further steps, which the probe takes where the measured ones do not show that a model learns. */

import type { FurtherSteps } from '../../report/losses';
import { medianOfFinite } from '../../report/statistics';
import type { Facts, SeedFacts } from './facts';

/** What the further steps of a seed showed; undefined where the probe took none. */
export function furtherStepsOf({ model }: Facts, { index }: Pick<SeedFacts, 'index'>): FurtherSteps | undefined {
  return model.answers?.further?.[index] ?? undefined;
}

/** Where the further steps of some seeds end. */
interface FurtherEnd {
  /** How many steps each of these seeds took at least, the measured ones among them. */
  readonly steps: number;
  /** The loss of the data, divided by that of the best constant answer: the median over the seeds. */
  readonly share: number;
  /** The same for the loss of the mean of the nearest other examples. */
  readonly nearest: number;
}

/** @param further those of the seeds that a finding is about */
export function endOfFurtherSteps({ model }: Facts, further: readonly FurtherSteps[]): FurtherEnd {
  return {
    steps: model.steps + Math.min(...further.map(({ steps }) => steps)),
    share: medianOfFinite(further.map(({ share }) => share)),
    nearest: medianOfFinite(further.map(({ nearest }) => nearest)),
  };
}
