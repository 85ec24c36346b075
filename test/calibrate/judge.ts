/** Holds what was found against a label: hit, miss, false alarm, and whether the cause was named on the planted line. */

import type { Finding } from '../../src/report/finding';
import type { ModelReport } from '../../src/report/report';
import type { Label } from './labels';

export interface Judgement {
  /** A fault was told (warning or error), with a right code where the model is faulty. */
  readonly told: boolean;
  /** Warnings and errors whose code the label does not allow; on a healthy or borderline model any at all. */
  readonly wrong: readonly Finding[];
  /** Whether a right cause finding stands on a planted line; undefined where no line is planted or nothing right was told. */
  readonly causeOnLine: boolean | undefined;
}

/** @param models the reports of all models of the file */
export function judge(label: Label, models: readonly ModelReport[]): Judgement {
  const grave = models.flatMap((model) => model.findings).filter((finding) => finding.severity !== 'information');
  const right = grave.filter((finding) => label.codes.includes(finding.code));
  const causes = right.filter((finding) => finding.role === 'cause');
  return {
    told: right.length > 0,
    wrong: grave.filter(
      (finding) => !label.codes.includes(finding.code) && (label.kind !== 'faulty' || finding.role === 'cause'),
    ),
    causeOnLine:
      label.causeLines.length === 0 || causes.length === 0
        ? undefined
        : causes.some((finding) => label.causeLines.includes(finding.range.start.line)),
  };
}

/** `vanishing-gradient (error), dead-units (warning, 2/3)`; `healthy` for nothing. */
export function verdictText(models: readonly ModelReport[]): string {
  const texts = models.flatMap(({ findings, seeds }) =>
    findings
      .filter((finding) => finding.role === 'cause' || finding.severity !== 'information')
      .map(
        (finding) =>
          `${finding.code} (${finding.severity}${finding.seeds.length < seeds.length ? `, ${finding.seeds.length}/${seeds.length}` : ''})`,
      ),
  );
  return texts.length === 0 ? 'healthy' : [...new Set(texts)].join(', ');
}
