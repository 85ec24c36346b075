/** Compares findings with a label: hit, miss or false alarm, and whether the cause stands on the planted line. */

import type { Finding } from '../../src/report/finding';
import type { ModelReport } from '../../src/report/report';
import type { Label } from './labels';

export interface Judgement {
  /** Whether a warning or an error has a code that the label allows; for a noted model, whether an information has. */
  readonly flagged: boolean;
  /** Warnings and errors with a code that the label does not allow; for a model that is not faulty, all of them. */
  readonly wrong: readonly Finding[];
  /**
   * Whether an allowed cause stands on a planted line; undefined without a planted line or without an allowed cause.
   */
  readonly causeOnLine: boolean | undefined;
}

/** @param models the reports of all models of the file */
export function judge(label: Label, models: readonly ModelReport[]): Judgement {
  const grave = models.flatMap((model) => model.findings).filter((finding) => finding.severity !== 'information');
  const told = label.kind === 'noted' ? models.flatMap((model) => model.findings) : grave;
  const right = told.filter((finding) => label.codes.includes(finding.code));
  const causes = right.filter((finding) => finding.role === 'cause');
  return {
    flagged: right.length > 0,
    wrong: grave.filter(
      (finding) => label.kind !== 'faulty' || (!label.codes.includes(finding.code) && finding.role === 'cause'),
    ),
    causeOnLine:
      label.causeLines.length === 0 || causes.length === 0
        ? undefined
        : causes.some(({ range }) => label.causeLines.some((at) => range.start.line <= at && at <= range.end.line)),
  };
}

/** `vanishing-gradient (error), dead-units (warning, 2/3)`; `healthy` for nothing. */
export function verdictText(models: readonly ModelReport[]): string {
  const texts = models.flatMap(({ findings, seeds }) =>
    findings
      .filter((finding) => finding.role === 'cause' || finding.severity !== 'information')
      .map((finding) => {
        const share = finding.seeds.length < seeds.length ? `, ${finding.seeds.length}/${seeds.length}` : '';
        return `${finding.code} (${finding.severity}${share})`;
      }),
  );
  return texts.length === 0 ? 'healthy' : [...new Set(texts)].join(', ');
}
