/** Reads the label of a calibration model, and the lines that its author planted as the cause. */

import { findingCodes, type FindingCode } from '../../src/report/finding';

export interface Label {
  readonly text: string;
  readonly kind: 'healthy' | 'borderline' | 'faulty';
  /** A faulty model should get one of these. */
  readonly codes: readonly FindingCode[];
  /** Rules whose thresholds a sound model comes near; `not` also holds the other rules that might find it faulty. */
  readonly near: readonly FindingCode[];
  readonly not: readonly FindingCode[];
  /** The fault shows in some starts only. */
  readonly inSomeSeeds: boolean;
  /** Zero-based lines that end in a `// cause` comment. */
  readonly causeLines: readonly number[];
}

const knownCode = (file: string, name: string): FindingCode => {
  const code = findingCodes.find((known) => known === name);
  if (!code)
    throw new Error(`${file}: "${name}" in its label is no finding code; known are ${findingCodes.join(', ')}.`);
  return code;
};

/**
 * @param source text of a model file. Its first line is `// label: healthy`, `// label: borderline` or
 *   `// label: <code> or <code> [in some seeds]`. The second line of a model that is not faulty may be
 *   `// near: <code> or <code>` or `// not: <code> or <code>`.
 * @throws Error that names the file, where the label is missing or names an unknown code
 */
export function readLabel(file: string, source: string): Label {
  const lines = source.split(/\r?\n/);
  const text = /^\/\/ label: (.+)$/.exec(lines[0])?.[1].trim();
  if (text === undefined) throw new Error(`${file}: the first line must be a comment "// label: ...".`);
  const causeLines = lines.flatMap((line, index) => (/\S.*\/\/ cause$/.test(line) ? [index] : []));
  const second = /^\/\/ (near|not): (.+)$/.exec(lines.at(1) ?? '');
  const against = second ? second[2].split(' or ').map((name) => knownCode(file, name)) : [];
  const near = second?.[1] === 'near' ? against : [];
  if (text === 'healthy' || text === 'borderline')
    return { text, kind: text, codes: [], near, not: against, inSomeSeeds: false, causeLines };
  const codes = text
    .replace(/ in some seeds$/, '')
    .split(' or ')
    .map((name) => knownCode(file, name));
  return { text, kind: 'faulty', codes, near: [], not: [], inSomeSeeds: text.endsWith(' in some seeds'), causeLines };
}
