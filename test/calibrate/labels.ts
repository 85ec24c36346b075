/** Reads what a calibration model says of itself: its label, and the lines that were planted as the cause. */

import { findingCodes, type FindingCode } from '../../src/report/finding';

export interface Label {
  readonly text: string;
  readonly kind: 'healthy' | 'borderline' | 'faulty';
  /** Any of these is right for a faulty model. */
  readonly codes: readonly FindingCode[];
  /** The fault shows in some starts only. */
  readonly inSomeSeeds: boolean;
  /** Zero-based lines that end in a `// cause` comment. */
  readonly causeLines: readonly number[];
}

/**
 * @param source text of a model file whose first line is `// label: healthy`, `// label: borderline` or `// label: <code> or <code> [in some seeds]`
 * @throws Error that names the file where the label is missing or names an unknown code
 */
export function readLabel(file: string, source: string): Label {
  const lines = source.split(/\r?\n/);
  const text = /^\/\/ label: (.+)$/.exec(lines[0])?.[1].trim();
  if (text === undefined) throw new Error(`${file}: the first line must be a comment "// label: ...".`);
  const causeLines = lines.flatMap((line, index) => (/\S.*\/\/ cause$/.test(line) ? [index] : []));
  if (text === 'healthy' || text === 'borderline') return { text, kind: text, codes: [], inSomeSeeds: false, causeLines };
  const inSomeSeeds = text.endsWith(' in some seeds');
  const names = text.replace(/ in some seeds$/, '').split(' or ');
  const codes = names.map((name) => {
    const code = findingCodes.find((known) => known === name);
    if (!code) throw new Error(`${file}: "${name}" in its label is no finding code; known are ${findingCodes.join(', ')}.`);
    return code;
  });
  return { text, kind: 'faulty', codes, inSomeSeeds, causeLines };
}
