/** Tells whether the optimizer may have caused a finding. */

import { isSameLine } from '../../report/position';
import type { Finding } from '../../report/finding';
import type { ModelReport } from '../../report/report';

/** A gradient of exactly zero is so only where the finding stands at the line that makes the optimizer. */
export function mayBlameOptimizer({ compiledAt }: ModelReport, finding: Finding): boolean {
  return finding.code !== 'zero-gradient' || (compiledAt !== undefined && isSameLine(compiledAt, finding));
}
