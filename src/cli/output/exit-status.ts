/** Computes the exit status for a report. */

import type { Report } from '../../report/report';
import type { Finding } from '../../report/finding';
import type { FailOn } from '../arguments/arguments';

/**
 * @param unprobed the number of files without a model
 * @returns 2 if a file could not be probed or its own code fails, else 1 if a finding counts, else 0
 */
export function exitStatus(report: Report, failOn: FailOn, unprobed: number): number {
  if (unprobed > 0 || report.errors.some(({ own, known }) => own && !known)) return 2;
  return report.models.some((model) => model.findings.some((finding) => countsAsFailure(finding, failOn))) ? 1 : 0;
}

/** Whether a finding is as severe as `failOn`, and not in the baseline. */
export function countsAsFailure({ severity, known }: Pick<Finding, 'severity' | 'known'>, failOn: FailOn): boolean {
  if (known || failOn === 'never') return false;
  return severity === 'error' || (severity === 'warning' && failOn === 'warning');
}
