/** What a finding is: a verdict on a layer's line, with the numbers behind it and the fixes that were proven for it. */

import type { Location, Range } from './position';

/** In the order in which a report lists them. `docs/findings/<code>.md` explains each. */
export const findingCodes = [
  'vanishing-gradient',
  'exploding-gradient',
  'non-finite',
  'dead-units',
  'saturated-activation',
  'zero-gradient',
  'symmetric-weights',
  'update-too-small',
  'update-too-large',
] as const;

export type FindingCode = (typeof findingCodes)[number];

/** error: this will not train; warning: it trains badly or only in some seeds; information: worth knowing. */
export type Severity = 'error' | 'warning' | 'information';

/** The most severe first. */
export const severities: readonly Severity[] = ['error', 'warning', 'information'];

export interface TextEdit {
  readonly file: string;
  readonly range: Range;
  readonly newText: string;
}

/** A change of the source that was probed before it is offered. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly proof: {
    readonly before: string;
    readonly after: string;
    readonly seeds: readonly number[];
    readonly healthy: boolean;
  };
}

export interface Finding extends Location {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** cause: the line that does it; effect: a layer that suffers it. */
  readonly role: 'cause' | 'effect';
  /** One plain sentence with the numbers. */
  readonly message: string;
  /** Indices into the model's layers: those that the finding speaks of. */
  readonly layers: readonly number[];
  /** The seeds that show it. */
  readonly seeds: readonly number[];
  /** Lines that suffer from a cause, or the cause of an effect. */
  readonly related: readonly Location[];
  readonly fixes: readonly Fix[];
}

/** An effect whose cause is known is told together with the cause. */
export function listedFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    (finding) =>
      finding.role === 'cause' || !findings.some((other) => other.role === 'cause' && other.code === finding.code),
  );
}

/** Those that say that something is wrong, not only worth knowing. */
export function faults(findings: readonly Finding[]): readonly Finding[] {
  return listedFindings(findings).filter((finding) => finding.severity !== 'information');
}
