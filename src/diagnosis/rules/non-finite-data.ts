/**
 * Rule non-finite, for data: NaN or infinity in the inputs or targets, before anything is computed. The finding is
 * certain, and it is the cause of everything that follows in the layers.
 */

import type { PlacedTensorFacts } from '../../report/report';
import { formatCount } from '../../report/format';
import type { Finding } from '../../report/finding';
import { type DataRole, dataName, dataPlace } from '../phrases/data-words';
import type { Facts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { thresholds } from '../thresholds/thresholds';
import { toFinding } from '../phrases/verdict';

/** An error for each input or target with such numbers, unless the code copes with them. */
export function nonFiniteData(facts: Facts): Finding[] {
  const { dataFacts } = facts.model;
  if (!dataFacts) return [];
  return (['inputs', 'targets'] as const).flatMap((role) =>
    dataFacts[role]
      .filter((tensor) => tensor.rowsNotFinite > 0 && !copes(facts, tensor))
      .map((tensor) => findingOf(facts, tensor, role)),
  );
}

/**
 * Whether training goes on although its batches held such rows: code may leave missing numbers out by a mask or a
 * condition.
 */
function copes(facts: Facts, { rowsNotFinite, rows }: PlacedTensorFacts): boolean {
  const { batchSize, layers } = facts.model;
  return facts.seeds.every(({ index, steps }) => {
    const met = (rowsNotFinite / rows) * batchSize * steps;
    const isFinite = facts.model.losses[index].every(Number.isFinite);
    return (
      met >= thresholds.data.met &&
      isFinite &&
      layers.every((layer) =>
        layer.weights.every((weight) => !weight.trainable || (weight.gradientL2[index] ?? []).every(Number.isFinite)),
      )
    );
  });
}

const timesInfinity =
  ', because 0 times infinity is NaN, as where a mask of zeros and ones is multiplied by -Infinity: take a large ' +
  'number, such as -1e9';

const computedWrongly =
  ', so this line computes them wrongly: it takes the minimum, maximum or mean of numbers of which one is missing ' +
  '(leave such rows out first), divides 0 by 0 (a mean or deviation along the wrong axis), or takes the logarithm or ' +
  'root of a negative number';

function findingOf(facts: Facts, tensor: PlacedTensorFacts, role: DataRole): Finding {
  const { nan, infinite, rows, rowsNotFinite, columns, columnsNotFinite, notFinite } = tensor;
  const counts = [
    ...(nan > 0 ? [`${nan} NaN`] : []),
    ...(infinite > 0 ? [formatCount(infinite, 'infinite number')] : []),
  ].join(' and ');
  const listed =
    columnsNotFinite === 1
      ? String(notFinite[0].index)
      : notFinite.map((column) => `${column.index} (${column.nan + column.infinite})`).join(', ');
  const more = columnsNotFinite > notFinite.length ? ' and others' : '';
  const where =
    columns === 1
      ? ''
      : ` in ${columnsNotFinite === 1 ? 'column' : 'columns'} ${listed}${more} of ${columns}, counted from 0`;
  const numbers = tensor.shape.slice(1).reduce((all, size) => all * size, rows);
  const advice =
    nan + infinite === numbers
      ? `No number here is finite${nan > 0 && infinite > 0 ? timesInfinity : computedWrongly}`
      : rowsNotFinite === rows && columnsNotFinite < columns
        ? 'Look at how this column is computed, or leave it out'
        : 'Leave these rows out, or fill their gaps, before this line';
  return toFinding(facts, {
    code: 'non-finite',
    severity: 'error',
    role: 'cause',
    message:
      `${dataName(facts, tensor, role)} hold ${counts}${where}; ${rowsNotFinite} of ${formatCount(rows, 'row')} ` +
      `${rowsNotFinite === 1 ? 'has' : 'have'} such numbers. One of them is enough to turn the loss and then every ` +
      `weight into NaN. ${advice}.`,
    at: dataPlace(facts, tensor),
    layers: layersWhere(facts.model.layers, isTrainable),
    // Single rows without numbers come from the data; a whole column, or an infinity, from an operation.
    blames: rowsNotFinite === rows || infinite > 0 ? [{ divisions: true }] : [],
  });
}
