/** Reads the label of a calibration model, and the lines that its author planted as the cause. */

import { findingCodes, type FindingCode } from '../../src/report/finding';
import { subjects, type Subject } from './subjects';

export interface Label {
  readonly text: string;
  /** What is wrong with a noted model deserves a word and no warning. */
  readonly kind: 'healthy' | 'borderline' | 'noted' | 'faulty';
  /** What the model is an example for or against; empty for a model that only shows something else. */
  readonly subjects: readonly Subject[];
  /** A faulty model should get one of these, a noted one as information. */
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

const knownSubject = (file: string, name: string): Subject => {
  const subject = subjects.find((known) => known === name);
  if (!subject) throw new Error(`${file}: "${name}" in its label is no subject; known are ${subjects.join(', ')}.`);
  return subject;
};

/**
 * @param source text of a model file. Its first line is `// label: healthy`, `// label: borderline` or
 *   `// label: <code> or <code> [in some seeds | as information]`, and may end with subjects in brackets:
 *   `// label: dead-units [dead from birth; rate too high]`. The second line of a model that is not faulty may be
 *   `// near: <code> or <code>` or `// not: <code> or <code>`.
 * @throws Error that names the file, where the label is missing or names an unknown code or subject
 */
export function readLabel(file: string, source: string): Label {
  const lines = source.split(/\r?\n/);
  const first = /^\/\/ label: ([^[]+?)(?: \[(.+)\])?$/.exec(lines[0].trimEnd());
  if (!first) throw new Error(`${file}: the first line must be a comment "// label: ...".`);
  const [, text, about = ''] = first;
  const causeLines = lines.flatMap((line, index) => (/\S.*\/\/ cause$/.test(line) ? [index] : []));
  const second = /^\/\/ (near|not): (.+)$/.exec(lines.at(1) ?? '');
  const against = second ? second[2].split(' or ').map((name) => knownCode(file, name)) : [];
  const label = {
    text,
    subjects: about === '' ? [] : about.split('; ').map((name) => knownSubject(file, name)),
    near: second?.[1] === 'near' ? against : [],
    not: against,
    inSomeSeeds: text.endsWith(' in some seeds'),
    causeLines,
  };
  if (text === 'healthy' || text === 'borderline') return { ...label, kind: text, codes: [] };
  const codes = text
    .replace(/ (in some seeds|as information)$/, '')
    .split(' or ')
    .map((name) => knownCode(file, name));
  // A faulty model may well get other findings besides, so that what is near to it says nothing.
  return { ...label, kind: text.endsWith(' as information') ? 'noted' : 'faulty', codes, near: [], not: [] };
}
