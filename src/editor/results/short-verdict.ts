/** Says in a few words how several models fare: for the status bar, and at the end of a walk through the workspace. */

import { listedFaults, headlineOf } from '../../report/finding';
import { formatCount } from '../../report/format';
import type { ModelReport, ProbeError } from '../../report/report';

/**
 * @param errors of the same probes; those of the code itself come before any finding
 * @returns such as `1 error in the code, 2 gradient findings`; `gradients healthy` only if nothing speaks against it
 */
export function shortVerdict(models: readonly ModelReport[], errors: readonly ProbeError[]): string {
  const own = errors.filter((error) => error.own).length;
  const findings = models.flatMap((model) => model.findings);
  const faulty = listedFaults(findings).length;
  if (own + faulty > 0)
    return [
      ...(own > 0 ? [`${formatCount(own, 'error')} in the code`] : []),
      ...(faulty > 0 ? [formatCount(faulty, 'gradient finding')] : []),
    ].join(', ');
  if (models.some(({ notAsRun }) => notAsRun !== undefined)) return 'not as the code runs it';
  return headlineOf(...models) ?? 'gradients healthy';
}
