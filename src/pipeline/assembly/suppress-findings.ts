/** Sets the findings aside that the user has disabled, by a comment in the code or by a setting. */

import type { Finding, FindingCode, SuppressedFinding, Suppression } from '../../report/finding';
import { isSameLine, type Location } from '../../report/position';
import type { ModelReport } from '../../report/report';
import type { DisableComment } from '../../source/index';

export interface Disabled {
  /** The disabling comments in a file that the probe has read. */
  readonly commentsIn: (file: string) => readonly DisableComment[];
  /** The codes that are disabled in every file. */
  readonly codes: readonly FindingCode[];
}

/**
 * Moves each disabled finding from `findings` to `suppressed`. A disabled cause takes its effects on other lines along,
 * if they have no other cause.
 */
export function suppressFindings(model: ModelReport, disabled: Disabled): ModelReport {
  const own = new Map(model.findings.map((finding) => [finding, ownSuppression(finding, disabled)]));
  const causes = model.findings.filter(({ role }) => role === 'cause');
  const suppressed: SuppressedFinding[] = [];
  const findings: Finding[] = [];
  for (const finding of model.findings) {
    const suppression = own.get(finding) ?? suppressionOfCauses(finding, causes, own);
    if (suppression) suppressed.push({ ...finding, suppression });
    else findings.push(finding);
  }
  return suppressed.length === 0 ? model : { ...model, findings, suppressed };
}

function ownSuppression(finding: Finding, disabled: Disabled): Suppression | undefined {
  return disabled.codes.includes(finding.code) ? { by: 'config' } : byComment(finding.code, finding, disabled);
}

/** The suppression of an effect, if all its causes are disabled. */
function suppressionOfCauses(
  { role, related }: Finding,
  causes: readonly Finding[],
  own: ReadonlyMap<Finding, Suppression | undefined>,
): Suppression | undefined {
  if (role === 'cause') return undefined;
  const its = causes.filter((cause) => related.some((place) => isSameLine(place, cause)));
  const suppressions = its.map((cause) => own.get(cause));
  return suppressions.every((one) => one !== undefined) ? suppressions.at(0) : undefined;
}

function byComment(code: FindingCode, { file, range }: Location, { commentsIn }: Disabled): Suppression | undefined {
  const comment = commentsIn(file).find(({ codes, line }) => line === range.start.line && codes.includes(code));
  if (!comment) return undefined;
  const { reason } = comment;
  return { by: 'comment', ...(reason !== undefined && { reason }), at: { file, range: comment.range } };
}
