/** Lists what a loss gets wrong in lines of the code. */

import type { LossSlipReport } from '../../report/losses';
import type { Location } from '../../report/position';
import type { ModelReport } from '../../report/report';

export type PlacedSlip = LossSlipReport & { readonly at: Location };

/** The slips of one kind whose operation the code calls itself. */
export function placedSlips({ lossSlips = [] }: ModelReport, kind: LossSlipReport['kind']): readonly PlacedSlip[] {
  return lossSlips.flatMap((slip) => (slip.kind === kind && slip.at ? [{ ...slip, at: slip.at }] : []));
}
