/** The exit status that a report asks for. */

import type { Report } from '../report/report';
import type { ProbeCommand } from './arguments';

/**
 * @param unprobed how many files yielded no model
 * @returns 2 where a file could not be probed, else 1 where a finding is at or above `failOn`, else 0
 */
export function exitStatus(report: Report, failOn: ProbeCommand['failOn'], unprobed: number): number {
  if (unprobed > 0) return 2;
  const counted = failOn === 'never' ? [] : failOn === 'error' ? ['error'] : ['error', 'warning'];
  return report.models.some((model) => model.findings.some((finding) => counted.includes(finding.severity))) ? 1 : 0;
}
