/**
 * Part of the rules unscaled-data and not-learning: columns of a table that never change, and targets that are all the
 * same. Both are information: such columns and targets tell nothing, and do little harm.
 */

import type { ColumnFacts } from '../../report/data/data-facts';
import { formatDecimal } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { PlacedTensorFacts } from '../../report/report';
import { type Facts, hasOwnData } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { thresholds } from '../thresholds/thresholds';
import { dataName, dataPlace, rangeText } from '../phrases/data-words';
import { toFinding } from '../phrases/verdict';

/**
 * The findings on constant columns and targets. The data of a single call of `fit` are all that the model learns from;
 * the batches of a loop may differ, so that only targets count there, which all of the steps have seen.
 * @param others findings that may speak of the same columns already
 */
export function constantData(facts: Facts, others: readonly Finding[]): Finding[] {
  const { dataFacts, stepsOfCode, lossCalls = [] } = facts.model;
  if (!dataFacts || facts.seeds.length === 0) return [];
  if (stepsOfCode?.calls !== 1) return constantInAllSteps(facts);
  const isTold = others.some(({ code }) => code === 'unscaled-data' || code === 'non-finite');
  const columns = isTold ? [] : dataFacts.inputs.flatMap((tensor) => constantColumns(facts, tensor));
  const inputsVary = dataFacts.inputs.some(({ min, max }) => min !== max);
  const targets = dataFacts.targets.filter(
    (target, output) =>
      inputsVary && isLong(target) && target.min === target.max && (lossCalls.at(output)?.kind ?? null) !== null,
  );
  return [...columns, ...targets.map((target) => constantTargets(facts, target))];
}

/**
 * The findings on targets that were one number in all steps of all seeds. Where a part is frozen they may be meant so:
 * a generator that trains through its judge wants nothing but ones.
 */
function constantInAllSteps(facts: Facts): Finding[] {
  const { dataFacts, lossCalls = [], steps, batchSize, layers } = facts.model;
  const rows = steps * batchSize;
  const hasFrozen = layers.some((layer) => layer.weights.length > 0 && !isTrainable(layer));
  const isLongEnough = steps >= thresholds.steps.few && rows >= thresholds.data.constantRows;
  if (!dataFacts || !hasOwnData(facts) || hasFrozen || !isLongEnough) return [];
  const inputsVary = dataFacts.inputs.some(({ min, max }) => min !== max);
  return dataFacts.targets.flatMap((target, output) => {
    const call = lossCalls.at(output);
    const isOne = call?.targets.every(({ min, max }) => min === target.min && max === target.min) ?? false;
    return inputsVary && isOne && call?.kind !== null ? [constantTargets(facts, { ...target, rows })] : [];
  });
}

function isLong({ rows }: PlacedTensorFacts): boolean {
  return rows >= thresholds.data.constantRows;
}

/** A column of zeros may be a category that does not occur, one of ones a bias by hand. */
function isOdd({ min, max }: ColumnFacts): boolean {
  return min === max && min !== 0 && min !== 1;
}

function constantColumns(facts: Facts, tensor: PlacedTensorFacts): Finding[] {
  const { everyColumn = [], columns, shape } = tensor;
  const constant = everyColumn.filter(isOdd);
  // Where all columns are constant, the rows are made up for a trial.
  if (shape.length !== 2 || !isLong(tensor) || constant.length === 0 || constant.length === columns) return [];
  const which = constant.map(({ index, min }) => `column ${index} is always ${formatDecimal(min)}`).join(', ');
  const isOne = constant.length === 1;
  const message =
    `${dataName(facts, tensor, 'inputs')} have ` +
    `${isOne ? 'a column that never changes' : 'columns that never change'}: ` +
    `${which} (of ${columns}, counted from 0). ` +
    (isOne
      ? 'It tells nothing about the targets; leave it out, or look at how it is computed.'
      : 'They tell nothing about the targets; leave them out, or look at how they are computed.');
  return [finding(facts, tensor, 'unscaled-data', message, 'gradients flow; a column never changes')];
}

function constantTargets(facts: Facts, target: PlacedTensorFacts): Finding {
  const message =
    `${dataName(facts, target, 'targets')} ${rangeText(target)} in all ${target.rows} rows, so there is nothing to ` +
    'tell apart: look at how they are computed.';
  return finding(facts, target, 'not-learning', message, 'gradients flow; the targets never change');
}

function finding(
  facts: Facts,
  tensor: PlacedTensorFacts,
  code: 'unscaled-data' | 'not-learning',
  message: string,
  headline: string,
): Finding {
  return toFinding(facts, {
    code,
    severity: 'information',
    role: 'cause',
    message,
    headline,
    at: dataPlace(facts, tensor),
    layers: layersWhere(facts.model.layers, isTrainable),
  });
}
