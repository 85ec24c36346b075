/** Chooses the seeds of a proof. */

import type { Finding } from '../../report/finding';
import type { ModelReport } from '../../report/report';

/** The fewest seeds of a proof. */
const fewest = 5;
/** How many more seeds a proof has than the diagnosis. */
const further = 2;

/** The seeds of the diagnosis, those first that show the findings, and then new ones. */
export function proofSeeds({ seeds }: Pick<ModelReport, 'seeds'>, claims: readonly Finding[]): number[] {
  const showing = seeds.filter((seed) => claims.some((claim) => claim.seeds.includes(seed)));
  const others = seeds.filter((seed) => !showing.includes(seed));
  const count = Math.max(fewest, seeds.length + further);
  const next = Math.max(0, ...seeds) + 1;
  return [...showing, ...others, ...Array.from({ length: count - seeds.length }, (_, index) => next + index)];
}
