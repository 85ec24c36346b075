/** Cross-validation: judges each fifth of the choose half by thresholds that the other four fifths choose. */

import type { Facts } from '../../src/diagnosis/evidence/facts';
import { diagnoseFacts } from '../../src/diagnosis/index';
import { thresholds } from '../../src/diagnosis/thresholds/thresholds';
import { findingsText, isFlagged, type Row } from './rows';

export interface Judged {
  readonly row: Row;
  /** Independent of the thresholds chosen here. */
  readonly facts: Facts;
}

/** The thresholds that most often decide whether a model gets a finding, each with the values to choose from. */
const choices: readonly (readonly [group: string, name: string, values: readonly number[]])[] = [
  ['vanishing', 'severe', [4e-5, 1.5e-4, 6e-4]],
  ['vanishing', 'lifted', [3, 10, 30]],
  ['guessing', 'near', [0.8, 0.9, 0.97]],
  ['guessing', 'worse', [1.3, 2, 4]],
  ['guessing', 'ownOutput', [0.1, 0.3, 0.9]],
  ['exploding', 'harmfulGrowth', [5, 20, 80]],
  ['exploding', 'level', [5, 20, 80]],
  ['update', 'stalled', [5e-6, 2e-5, 8e-5]],
  ['update', 'slowAtLowRate', [5e-5, 5e-4, 5e-3]],
  ['update', 'smallAdaptive', [2e-5, 1e-4, 5e-4]],
  ['update', 'large', [0.05, 0.15, 0.45]],
  ['dead', 'many', [0.6, 0.85, 0.97]],
];
const folds = 5;
/** How often each threshold is chosen, with the others as last chosen. */
const rounds = 2;

const table = thresholds as unknown as Readonly<Record<string, Record<string, number>>>;

interface Count {
  hits: number;
  misses: number;
  alarms: number;
}

function count(models: readonly Judged[]): Count {
  const total = { hits: 0, misses: 0, alarms: 0 };
  for (const { row, facts } of models) {
    if (row.truth === 'between') continue;
    const flagged = isFlagged({ ...row, findings: findingsText(diagnoseFacts(facts)) });
    if (row.truth === 'faulty') total[flagged ? 'hits' : 'misses'] += 1;
    else if (flagged) total.alarms += 1;
  }
  return total;
}

/** Sets each threshold in turn to the value with the fewest errors; of equals, to the middle one. */
function choose(models: readonly Judged[]): void {
  for (const [group, name, values] of choices) table[group][name] = values[0];
  for (let round = 0; round < rounds; round++) {
    for (const [group, name, values] of choices) {
      const errors = values.map((value) => {
        table[group][name] = value;
        const { misses, alarms } = count(models);
        return misses + alarms;
      });
      const best = values.filter((_, i) => errors[i] === Math.min(...errors));
      table[group][name] = best[best.length >> 1];
    }
  }
}

/** @returns lines to print; restores the thresholds */
export function crossValidation(models: readonly Judged[]): string[] {
  const before = choices.map(([group, name]) => table[group][name]);
  const total = { hits: 0, misses: 0, alarms: 0 };
  const lines = Array.from({ length: folds }, (_, fold) => {
    choose(models.filter((_model, i) => i % folds !== fold));
    const chosen = choices
      .map(([, name], i) => (table[choices[i][0]][name] === before[i] ? '' : `${name} ${table[choices[i][0]][name]}`))
      .filter(Boolean);
    const part = count(models.filter((_model, i) => i % folds === fold));
    for (const key of ['hits', 'misses', 'alarms'] as const) total[key] += part[key];
    const counts = `${part.hits} flagged, ${part.misses} missed, ${part.alarms} false alarms`;
    return `  fold ${fold + 1}: ${counts}; chosen otherwise: ${chosen.join(', ') || 'nothing'}`;
  });
  choices.forEach(([group, name], i) => {
    table[group][name] = before[i];
  });
  const share = (part: number, whole: number): string => (part / whole).toFixed(3);
  return [
    ...lines,
    `  together: precision ${share(total.hits, total.hits + total.alarms)}, ` +
      `recall ${share(total.hits, total.hits + total.misses)}`,
  ];
}
