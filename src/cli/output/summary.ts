/**
 * Writes the last line of a listing of several files: the numbers of files, models and findings, and what was missed.
 */

import { severities } from '../../report/finding';
import { formatCount } from '../../report/format';
import { type Report, isCommentError } from '../../report/report';
import { severityStyle } from './listing';
import type { ListingPage } from './page';

export interface Totals {
  /** Files that were probed to the end. */
  readonly files: number;
  /** Files that were not probed because the user cancelled; undefined if the user did not. */
  readonly cancelled: number | undefined;
}

/** One line that counts models, findings by severity, errors and files. */
export function summaryLine(
  { models, errors }: Pick<Report, 'models' | 'errors'>,
  { files, cancelled }: Totals,
  { paint }: ListingPage,
): string {
  const all = models.flatMap((model) => model.findings);
  const findings = all.filter(({ known }) => !known);
  const known = [...all, ...errors].filter((one) => one.known).length;
  const counts = severities
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    // "Information" has no plural.
    .map(({ severity, count }) =>
      paint(
        severityStyle[severity],
        severity === 'information' ? `${count} information` : formatCount(count, severity),
      ),
    );
  const disabled = models.flatMap(({ suppressed = [] }) => suppressed).length;
  const passedOver = errors.filter(isCommentError).length;
  const fresh = errors.filter((error) => !error.known);
  const own = fresh.filter((error) => error.own).length;
  const missed = fresh.filter((error) => error.code !== 'cancelled' && !error.own && !isCommentError(error)).length;
  const parts = [
    formatCount(files, 'file'),
    formatCount(models.length, 'model'),
    ...(own > 0 ? [paint('red', `${formatCount(own, 'error')} of the code’s own`)] : []),
    counts.length > 0 ? counts.join(', ') : paint('green', known > 0 ? 'no new findings' : 'no findings'),
    ...(missed > 0 ? [paint('red', `${missed} not reached`)] : []),
    ...(passedOver > 0 ? [paint('yellow', `${passedOver} passed over`)] : []),
    ...(known > 0 ? [`${known} in the baseline`] : []),
    ...(disabled > 0 ? [`${disabled} disabled`] : []),
    ...(cancelled !== undefined
      ? [cancelled > 0 ? `cancelled with ${formatCount(cancelled, 'file')} to go` : 'cancelled']
      : []),
  ];
  return parts.join(' · ');
}
