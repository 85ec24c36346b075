/** Chooses the findings of a model for which a fix is searched. */

import { listedFaults, type Finding, listedFindings } from '../../report/finding';
import type { ModelReport } from '../../report/report';

/** Warnings and errors, and the information that names a change of its own: more epochs, a weaker penalty. */
export function mendableFindings({ findings, layers }: Pick<ModelReport, 'findings' | 'layers'>): readonly Finding[] {
  const isPenalized = layers.some((layer) => layer.isPenalized);
  const informations = listedFindings(findings).filter(
    ({ code, severity }) =>
      severity === 'information' && (code === 'few-steps' || (code === 'not-learning' && isPenalized)),
  );
  return [...listedFaults(findings), ...informations];
}
