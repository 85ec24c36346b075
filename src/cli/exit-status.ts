/** Computes the exit status for a report. */

import type { Report } from '../report/report';
import type { ProbeCommand } from './arguments';

/**
 * @param unprobed the number of files without a model
 * @returns 2 if a file could not be probed or its own code fails, else 1 if a finding is as severe as `failOn`, else 0
 */
export function exitStatus(report: Report, failOn: ProbeCommand['failOn'], unprobed: number): number {
  if (unprobed > 0 || report.errors.some(({ own }) => own)) return 2;
  const counted = failOn === 'never' ? [] : failOn === 'error' ? ['error'] : ['error', 'warning'];
  return report.models.some((model) => model.findings.some((finding) => counted.includes(finding.severity))) ? 1 : 0;
}
