/** Tells whether the optimizer may have caused a finding. */

import type { Finding } from '../../report/finding';
import type { ModelReport } from '../../report/report';

/** A gradient of exactly zero is so only where the finding stands at the line that makes the optimizer. */
export function mayBlameOptimizer({ compiledAt }: ModelReport, { code, file, range }: Finding): boolean {
  if (code !== 'zero-gradient') return true;
  return compiledAt?.file === file && compiledAt.range.start.line === range.start.line;
}
