/** Which findings of a model are told by themselves, wherever findings are counted or listed in short, and which errors only say that something was passed over. */

import type { Finding } from './finding';
import type { ProbeError } from './report';

/** An effect whose cause is known is told together with the cause. */
export function toldFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    (finding) =>
      finding.role === 'cause' || !findings.some((other) => other.role === 'cause' && other.code === finding.code),
  );
}

/** Those that say that something is wrong, not only worth knowing. */
export function faults(findings: readonly Finding[]): readonly Finding[] {
  return toldFindings(findings).filter((finding) => finding.severity !== 'information');
}

/** What a comment says and that was not followed: unlike other errors, it keeps no model from being probed. */
export function isPassedOver({ code }: Pick<ProbeError, 'code'>): boolean {
  return code === 'directive' || code === 'data' || code === 'setting';
}
