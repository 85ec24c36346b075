/** The rows of results.csv: for each model, the outcome of long training and the findings after thirty steps. */

import { readFile } from 'node:fs/promises';
import type { Finding } from '../../src/report/finding';
import type { Outcome, Truth } from './truth';

export interface Row {
  readonly name: string;
  readonly truth: Outcome;
  /** Later loss divided by that of the best constant answer, in two seeds; `NaN` where it is not finite. */
  readonly ratio: string;
  /** How far the first kernel moved, relative to its size. */
  readonly moved: string;
  /** `vanishing-gradient error 3/3; ...`; empty for none. */
  readonly findings: string;
}

export const header = 'model,truth,loss ratio,first kernel moved,findings';

export function rowOf(name: string, truth: Truth, findings: readonly Finding[]): Row {
  const numbers = (values: readonly number[]): string => values.map((v) => Number(v.toPrecision(3))).join(' ');
  return {
    name,
    truth: truth.outcome,
    ratio: numbers(truth.ratio),
    moved: numbers(truth.moved),
    findings: findingsText(findings),
  };
}

/** Causes, warnings and errors, without effects that are only information. */
export function findingsText(findings: readonly Finding[]): string {
  const shown = findings.filter((f) => f.role === 'cause' || f.severity !== 'information');
  return [...new Set(shown.map((f) => `${f.code} ${f.severity} ${f.seeds.length}/3`))].join('; ');
}

/** Whether the model gets a warning or an error. */
export function isFlagged(row: Row): boolean {
  return / (warning|error) /.test(row.findings);
}

export function lineOf({ name, truth, ratio, moved, findings }: Row): string {
  return [name, truth, ratio, moved, findings].join(',');
}

/** @returns no rows where the file does not exist yet */
export async function readRows(file: string): Promise<Map<string, Row>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const rows = text
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line): Row => {
      const [name, truth, ratio, moved, findings] = line.split(',');
      return { name, truth: truth as Outcome, ratio, moved, findings };
    });
  return new Map(rows.map((row) => [row.name, row]));
}
