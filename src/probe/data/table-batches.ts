/** Turns a table's rows into inputs and targets of the shapes that a model and its loss take. */

import { formatCount } from '../../report/format';
import { openShapeText } from './fitted-batch';
import type { LabelColumn, Table } from '../protocol/job';
import { type Model, modelParts } from '../tfjs/internals';
import { lossName } from '../tfjs/loss-and-optimizer-names';
import * as tf from '../tfjs/tf';

/**
 * @param name of the file, for messages
 * @throws Error, a whole sentence, where the columns don't fit the model
 */
export function tableTensors(table: Table, name: string, model: Model): { xs: tf.Tensor; ys: tf.Tensor } {
  const { inputs, outputs, loss } = modelParts(model);
  if (inputs.length !== 1 || outputs.length !== 1) {
    throw new Error(
      `${name} gives one table, but the model has ${inputs.length} inputs and ${outputs.length} outputs. ` +
        'Name a module instead that exports {xs, ys} with one tensor for each of them.',
    );
  }
  const xs = features(table, name, inputs[0].shape);
  const ys = targets(table, name, outputs[0].shape, lossName(loss));
  return { xs, ys };
}

function features(
  { features: columns, rows, values }: Table,
  name: string,
  shape: readonly (number | null)[],
): tf.Tensor {
  const wanted = shape.slice(1);
  const open = wanted.filter((size) => size === null).length;
  const known = wanted.reduce<number>((product, size) => product * (size ?? 1), 1);
  const fits = open === 0 ? known === columns.length : open === 1 && columns.length % known === 0;
  if (!fits)
    throw new Error(
      `${name} has ${formatCount(columns.length, 'feature')} a row (${listed(columns)}), ` +
        `but the model takes ${openShapeText(shape)}. Name the columns that are labels behind the #, ` +
        'or leave out of the file what the model does not take.',
    );
  return tf.tensor(values, [rows, ...wanted.map((size) => size ?? columns.length / known)]);
}

function targets({ labels, rows }: Table, name: string, shape: readonly (number | null)[], loss: string): tf.Tensor {
  const units = shape.at(-1) ?? 1;
  const [first] = labels;
  const misfit = (what: string): Error =>
    new Error(
      `${name} gives ${what}, but the model gives ${openShapeText(shape)}. ` +
        'Change the last layer to fit, or the columns named behind the #.',
    );
  if (labels.length > 1) {
    const classes = labels.find((label) => label.classes);
    if (classes)
      throw new Error(
        `Of several labels of ${name}, «${classes.name}» is not a number (${listed(classes.classes ?? [])}). ` +
          'Name that column alone, or write numbers into it.',
      );
    if (units !== labels.length || shape.length !== 2)
      throw misfit(`${labels.length} labels a row (${listed(labels.map((label) => label.name))})`);
    return tf.stack(
      labels.map((label) => tf.tensor1d(label.values)),
      1,
    );
  }
  if (shape.length !== 2) throw misfit(`one label a row («${first.name}»)`);
  if (/^sparseCategoricalCrossentropy$/i.test(loss)) return classIndices(first, units, misfit).expandDims(1);
  if (units === 1) {
    if (first.classes && first.classes.length > 2)
      throw misfit(`${first.classes.length} classes of «${first.name}» (${listed(first.classes)})`);
    return tf.tensor2d(first.values, [rows, 1]);
  }
  return tf.oneHot(classIndices(first, units, misfit).toInt(), units).toFloat();
}

/** The class of each row, as the index of one of the model's units. */
function classIndices(
  { name, values, classes }: LabelColumn,
  units: number,
  misfit: (what: string) => Error,
): tf.Tensor1D {
  if (classes && classes.length > units) throw misfit(`${classes.length} classes of «${name}» (${listed(classes)})`);
  const odd = values.find((value) => !Number.isInteger(value) || value < 0 || value >= units);
  if (odd !== undefined) throw misfit(`one number a row («${name}», such as ${odd})`);
  return tf.tensor1d(values);
}

function listed(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
