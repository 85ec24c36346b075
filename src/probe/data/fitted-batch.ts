/** Turns what a module or a JSON file gives as data into tensors of the model's shapes, or says what does not fit. */

import { type Model, modelParts } from '../tfjs/internals';
import { lossName } from '../tfjs/loss-and-optimizer-names';
import { isStandIn } from '../sandbox/stand-in';
import * as tf from '../tfjs/tf';

type Shape = readonly (number | null)[];

/** Inputs and targets, both in the model's order. */
export interface FittedBatch {
  readonly xs: readonly tf.Tensor[];
  readonly ys: readonly tf.Tensor[];
}

/**
 * @param value {xs, ys} or [xs, ys]
 * @param name of the file, for messages
 * @throws Error, a whole sentence with both shapes, where the data do not fit
 */
export function fittedBatch(value: unknown, name: string, model: Model): FittedBatch {
  const given = batchIn(value, name);
  const { inputs, inputNames, outputNames } = modelParts(model);
  const xs = fitted(
    given.xs,
    name,
    'xs',
    inputs.map(({ shape }) => shape),
    inputNames,
  );
  const ys = fitted(given.ys, name, 'ys', targetShapes(model), outputNames);
  checkExamples(xs, ys, name);
  checkClasses(ys, name, model);
  return { xs, ys };
}

function batchIn(value: unknown, name: string): { readonly xs: unknown; readonly ys: unknown } {
  if (isStandIn(value))
    throw new Error(
      `${name} gives nothing that could be read: a module that data come from runs without files and network. ` +
        'Write the numbers into it, or name the .csv or .json file itself.',
    );
  if (Array.isArray(value) && value.length === 2) return { xs: value[0], ys: value[1] };
  if (typeof value === 'object' && value !== null && 'xs' in value && 'ys' in value)
    return { xs: value.xs, ys: value.ys };
  throw new Error(
    `${name} gives ${describe(value)} where a batch is wanted. ` +
      'Let it give {xs, ys} or [xs, ys]: tensors, nested arrays of numbers, or a tf.data dataset of these.',
  );
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (value instanceof tf.Tensor) return `one tensor of shape [${(value as tf.Tensor).shape.join(', ')}]`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.slice(0, 5).join(', ')}`;
}

/** The shapes of targets, as tfjs works them out: a loss that takes class indices needs one number for each example. */
function targetShapes(model: Model): Shape[] {
  return modelParts(model).outputs.map(({ shape }, i) => (takesClasses(model, i) ? [...shape.slice(0, -1), 1] : shape));
}

function takesClasses(model: Model, output: number): boolean {
  const { outputNames, loss } = modelParts(model);
  const own: unknown = Array.isArray(loss)
    ? (loss as unknown[])[output]
    : typeof loss === 'object' && loss !== null
      ? (loss as Record<string, unknown>)[outputNames[output]]
      : loss;
  return /^sparseCategoricalCrossentropy$/i.test(lossName(own));
}

/** One tensor for each shape, in order. */
function fitted(
  given: unknown,
  name: string,
  side: 'xs' | 'ys',
  shapes: readonly Shape[],
  names: readonly string[],
): tf.Tensor[] {
  const parts = partsOf(given, shapes.length, names);
  if (parts.length !== shapes.length)
    throw new Error(
      `${name} gives ${parts.length} tensors as ${side}, but the model has ${shapes.length} (${names.join(', ')}). ` +
        'Give an array with one for each, or an object with these names.',
    );
  return parts.map((part, i) => {
    const which = shapes.length > 1 ? `${side} for ${names[i]}` : side;
    if (part === undefined || part === null)
      throw new Error(
        `${name} gives no ${which}. Give ` +
          (shapes.length > 1
            ? `an object with the names ${names.join(', ')}.`
            : `numbers in the shape ${openShapeText(shapes[i])}.`),
      );
    return tensorOf(part, shapes[i], name, which);
  });
}

function partsOf(given: unknown, count: number, names: readonly string[]): unknown[] {
  if (given === undefined || given === null || given instanceof tf.Tensor || ArrayBuffer.isView(given)) return [given];
  if (Array.isArray(given))
    return given.some((part) => part instanceof tf.Tensor) || (count > 1 && given.length === count)
      ? (given as unknown[])
      : [given];
  if (typeof given === 'object') return names.map((name) => (given as Record<string, unknown>)[name]);
  return [given];
}

function tensorOf(part: unknown, shape: Shape, name: string, which: string): tf.Tensor {
  let tensor: tf.Tensor;
  try {
    checkNumbers(part);
    tensor = part instanceof tf.Tensor ? (part as tf.Tensor) : tf.tensor(part as tf.TensorLike);
    if (tensor.dtype === 'string') throw new Error('it holds text where numbers are wanted');
  } catch (error) {
    throw new Error(
      `${which} of ${name} cannot be made a tensor: ${error instanceof Error ? error.message : String(error)}. ` +
        `The model takes numbers in the shape ${openShapeText(shape)}.`,
      { cause: error },
    );
  }
  // Targets of one number for each example often lack an axis for that number.
  if (tensor.rank === shape.length - 1 && shape.at(-1) === 1) tensor = tensor.expandDims(-1);
  const fits = tensor.rank === shape.length && shape.every((size, i) => size === null || size === tensor.shape[i]);
  if (!fits)
    throw new Error(
      `${which} of ${name} has shape [${tensor.shape.join(', ')}], but the model takes ${openShapeText(shape)}. ` +
        'Change the data or the model so that they fit.',
    );
  return tensor;
}

/** tfjs itself would read each row in the length of the first one, and whatever is no number as NaN. */
function checkNumbers(value: unknown): void {
  if (!Array.isArray(value)) return;
  const rows = value as unknown[];
  const length = (row: unknown): number =>
    Array.isArray(row) || ArrayBuffer.isView(row) ? (row as ArrayLike<unknown>).length : -1;
  rows.forEach((row) => {
    if (length(row) !== length(rows[0])) throw new Error('its rows are not all equally long');
    if (Array.isArray(row) || ArrayBuffer.isView(row)) checkNumbers(row);
    else if (typeof row !== 'number' && typeof row !== 'boolean')
      throw new Error(`it holds ${describeEntry(row)} where a number is wanted`);
  });
}

function describeEntry(entry: unknown): string {
  if (entry === null || entry === undefined) return String(entry);
  return typeof entry === 'string' ? `«${entry.slice(0, 20)}»` : `a ${typeof entry}`;
}

function checkExamples(xs: readonly tf.Tensor[], ys: readonly tf.Tensor[], name: string): void {
  const all = [...xs, ...ys];
  const shapes = (tensors: readonly tf.Tensor[]): string =>
    tensors.map((tensor) => `[${tensor.shape.join(', ')}]`).join(' and ');
  if (all.some((tensor) => tensor.shape[0] !== all[0].shape[0])) {
    throw new Error(
      `${name} does not give as many xs as ys: xs have shape ${shapes(xs)}, ys ${shapes(ys)}, ` +
        'and the first number of each has to be the same. Give each example its target.',
    );
  }
  if (all[0].shape[0] === 0)
    throw new Error(`${name} gives no examples: xs have shape ${shapes(xs)}, ys ${shapes(ys)}. Give at least one.`);
}

/** tfjs itself accepts a class index beyond the number of outputs. */
function checkClasses(ys: readonly tf.Tensor[], name: string, model: Model): void {
  ys.forEach((tensor, i) => {
    const classes = modelParts(model).outputs[i].shape.at(-1) ?? 0;
    if (!takesClasses(model, i) || classes === 0) return;
    const odd = tensor.dataSync().find((one) => !Number.isInteger(one) || one < 0 || one >= classes);
    if (odd !== undefined)
      throw new Error(
        `ys of ${name} hold ${odd}, but the model tells ${classes} classes, numbered from 0 to ${classes - 1}. ` +
          'Change the data, or the units of the last layer.',
      );
  });
}

/** `[any, 28, 28, 1]`. */
export function openShapeText(shape: Shape): string {
  return `[${shape.map((size) => size ?? 'any').join(', ')}]`;
}
