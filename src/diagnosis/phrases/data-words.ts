/** Chooses the line of a finding about data, and names the data in its sentence. */

import type { ColumnFacts } from '../../report/data/data-facts';
import type { PlacedTensorFacts } from '../../report/report';
import { formatDecimal } from '../../report/format';
import type { Location } from '../../report/position';
import { trainingPlace } from './verdict';
import type { Facts } from '../evidence/facts';

export type DataRole = 'inputs' | 'targets';

/** The line that makes the tensor; else the training call, or where the training is set up. */
export function dataPlace(facts: Facts, { madeAt }: PlacedTensorFacts): Location {
  return madeAt ?? facts.model.trainedAt ?? trainingPlace(facts);
}

/** `The inputs`, or `The inputs of 'left'` where the model has several. */
export function dataName(facts: Facts, tensor: PlacedTensorFacts, role: DataRole): string {
  const all = facts.model.dataFacts?.[role] ?? [];
  return all.length > 1 ? `The ${role} of '${tensor.name}'` : `The ${role}`;
}

/** ` in column 3 of 8 (counted from 0)`; empty where there is only one column. */
export function inColumn({ index }: ColumnFacts, { columns }: PlacedTensorFacts): string {
  return columns > 1 ? ` in column ${index} of ${columns} (counted from 0)` : '';
}

/** `run from -3 to 255`, or `are always 7`. */
export function rangeText({ min, max }: Pick<ColumnFacts, 'min' | 'max'>): string {
  return min === max ? `are always ${formatDecimal(min)}` : `run from ${formatDecimal(min)} to ${formatDecimal(max)}`;
}
