/**
 * Tells whether a compiled model's answer to one example of a batch depends on the others, and which layer mixes them.
 * Passes without training show it: some rows of the batch become another one, and the rest should answer as before.
 */

import { shuffledRows } from '../data/shuffled-rows';
import { takeRows } from '../data/rows';
import type { RawLossSlip } from '../protocol/result';
import type { MeasuredModel } from '../measuring/measured-model';
import { positionsOf } from '../recording/stack-frames';
import type { SeedRun } from '../seed/seed-run';
import { type Layer, type Model, modelParts, partsOf, type Tensor, tensorsIn } from '../tfjs/internals';
import { hasOwnLayers, plainLayers } from '../tfjs/nested-layers';
import { type Values, valuesOf } from '../tfjs/tensor-values';
import * as tf from '../tfjs/tf';
import { now } from '../time/clock';
import { keepState } from './keep-state';

/** Numbers that differ by less than this, of the largest of them, differ by float rounding. */
const rounding = 1e-4;
/** Two passes over the same rows that differ by more than this draw random numbers. */
const sameNumbers = 1e-6;
/** The longest first pass after which there is time for the others. */
const longestPassMs = 300;
/** The part of the time left that one pass may take. */
const shareOfTimeLeft = 0.05;
/** A unit whose outputs go along with its inputs by a correlation of this size is moved and scaled, no more. */
const goesAlong = 0.999;

const looked = new WeakSet<MeasuredModel>();

/**
 * Notes a layer that mixes the rows of a batch, once the model has its measured steps. A graph over the rows is noted
 * only where `fit` shuffles its rows, and not its columns. Weights and random numbers are afterwards what they were.
 *
 * @param model the one that has the train function
 * @param data the inputs of the step that is over, then what these should become
 */
export function noteMixedRows(seedRun: SeedRun, model: Model, data: readonly Tensor[]): void {
  const measured = seedRun.measuredModel(model);
  const { inputs } = modelParts(model);
  const given = data.slice(0, inputs.length);
  if (!measured.done || looked.has(measured) || !mayShow(measured, model, given)) return;
  looked.add(measured);
  const { measuring } = seedRun;
  seedRun.measuring = false;
  const restore = keepState(model);
  try {
    const slip = slipOf(seedRun, measured, new Passes(model, given));
    if (slip) measured.addSlips([slip]);
  } catch {
    // Code that takes these rows in training alone shows nothing.
  } finally {
    restore();
    seedRun.measuring = measuring;
  }
}

function mayShow({ isPassedOver, data, losses }: MeasuredModel, model: Model, given: readonly Tensor[]): boolean {
  const [{ shape }] = given;
  const isOfRows = shape[0] >= 2 && given.every((one) => one.shape[0] === shape[0]);
  const isTrained = !isPassedOver && data === 'user' && losses.length > 0;
  // The layers of tfjs leave the axis of the examples alone.
  return isTrained && isOfRows && !modelParts(model).stateful && hasOwnLayers(model);
}

function slipOf(seedRun: SeedRun, measured: MeasuredModel, passes: Passes): RawLossSlip | undefined {
  const started = now();
  const base = passes.run();
  const took = now() - started;
  if (took > Math.min(longestPassMs, shareOfTimeLeft * (seedRun.options.deadline - now()))) return undefined;
  const again = passes.run();
  if (again.some((one, at) => differs(one.values, base[at].values, sameNumbers))) return undefined;
  const other = passes.run(passes.withOthers());
  const changed = other.filter((one, at) => differs(passes.keptOf(one), passes.keptOf(base[at]), rounding));
  const layer = changed.at(0)?.layer;
  // What a later layer undoes does not reach the answers.
  if (!layer || !changed.some((one) => one.layer === undefined) || passes.onlyScales(layer)) return undefined;
  const graph = passes.graphAmong(base);
  if (graph && !measured.isShuffled) return undefined;
  const { recorder } = seedRun;
  const stack = positionsOf(recorder.framesOf(layer));
  const shapes = graph ? [graph] : [];
  return { kind: 'mixed-rows', operation: recorder.nameOf(layer.name), shapes, stack };
}

/** What a layer gives, or the model itself. */
interface Given {
  readonly layer: Layer | undefined;
  readonly values: Values;
}

/** Passes over one batch without training. */
class Passes {
  readonly #rows: number;
  /** The rows from here on become another one. */
  readonly #kept: number;

  constructor(
    private readonly model: Model,
    private readonly inputs: readonly Tensor[],
  ) {
    this.#rows = inputs[0].shape[0];
    this.#kept = Math.ceil(this.#rows / 2);
  }

  /** What each layer gives that has a row for each example, in order; then what the model gives. */
  run(inputs = this.inputs): Given[] {
    const given: Given[] = [];
    const note = (layer: Layer | undefined, outputs: readonly Tensor[]): void => {
      for (const output of outputs) {
        const values = output.shape[0] === this.#rows ? valuesOf(output)?.slice() : undefined;
        if (values) given.push({ layer, values });
      }
    };
    this.#watch(
      inputs,
      (layer, _, outputs) => {
        note(layer, outputs);
      },
      (outputs) => {
        note(undefined, outputs);
      },
    );
    return given;
  }

  #watch(
    inputs: readonly Tensor[],
    applied: (layer: Layer, given: readonly Tensor[], outputs: readonly Tensor[]) => void,
    ended: (outputs: readonly Tensor[]) => void = () => undefined,
  ): void {
    // A layer whose `apply` the code has replaced keeps that.
    const layers = plainLayers(this.model).filter((layer) => !Object.hasOwn(layer, 'apply'));
    for (const layer of new Set(layers)) {
      const apply = layer.apply.bind(layer);
      layer.apply = (given, kwargs) => {
        const result = apply(given, kwargs);
        applied(layer, tensorsIn(given), tensorsIn(result));
        return result;
      };
    }
    try {
      tf.tidy(() => {
        ended(tensorsIn(partsOf(this.model).call([...inputs], { training: false })));
      });
    } finally {
      for (const layer of layers) delete (layer as Partial<Layer>).apply;
      tf.dispose(inputs.filter((one) => !this.inputs.includes(one)));
    }
  }

  /** The batch with its first row in the place of the last half of them. */
  withOthers(): Tensor[] {
    const rows = Array.from({ length: this.#rows }, (_, row) => (row < this.#kept ? row : 0));
    return this.inputs.map((one) => takeRows(one, rows));
  }

  /** The numbers of the rows that stay. */
  keptOf({ values }: Given): Values {
    return values.subarray(0, (values.length / this.#rows) * this.#kept);
  }

  /**
   * Whether the layer only moves and scales each of its units, as a normalization by the batch does: examples keep what
   * tells them apart.
   */
  onlyScales(wanted: Layer): boolean {
    let isScaled = false;
    this.#watch(this.inputs, (layer, [from, ...more], [to]) => {
      if (layer !== wanted || more.length > 0 || from.size !== to.size) return;
      const [before, after] = [valuesOf(from), valuesOf(to)];
      isScaled = before !== undefined && after !== undefined && goAlong(before, after, this.#rows);
    });
    return isScaled;
  }

  /**
   * The shape of a graph over the rows: of an input with a column for each of them, where the answers come in another
   * order of the rows as these do, if the columns do as well.
   */
  graphAmong(base: readonly Given[]): readonly number[] | undefined {
    const isSquare = ({ shape }: Tensor): boolean => shape.length === 2 && shape[1] === this.#rows;
    const square = this.inputs.find(isSquare);
    if (!square) return undefined;
    const order = shuffledRows(this.#rows, 1);
    const inOrder = (isWithColumns: boolean): Tensor[] =>
      this.inputs.map((one) =>
        isWithColumns && isSquare(one)
          ? tf.tidy(() => takeRows(takeRows(one, order).transpose(), order).transpose())
          : takeRows(one, order),
      );
    const isSame = (inputs: Tensor[]): boolean =>
      this.run(inputs).every(
        (one, at) => one.layer !== undefined || !differs(one.values, this.#inOrder(base[at].values, order), rounding),
      );
    return isSame(inOrder(true)) && !isSame(inOrder(false)) ? square.shape : undefined;
  }

  #inOrder(values: Values, order: readonly number[]): Values {
    const size = values.length / this.#rows;
    const moved = values.slice();
    order.forEach((row, at) => {
      moved.set(values.subarray(row * size, (row + 1) * size), at * size);
    });
    return moved;
  }
}

/** Whether some number differs by more than the tolerance, of the largest; false where some are not finite. */
function differs(some: Values, others: Values, tolerance: number): boolean {
  let largest = 0;
  let difference = 0;
  for (let at = 0; at < some.length; at++) {
    largest = Math.max(largest, Math.abs(others[at]));
    difference = Math.max(difference, Math.abs(some[at] - others[at]));
  }
  return Number.isFinite(largest) && difference > tolerance * largest;
}

/** Whether each unit's numbers after the layer go along with those before it, over the rows. */
function goAlong(before: Values, after: Values, rows: number): boolean {
  const units = before.length / rows;
  for (let unit = 0; unit < units; unit++) {
    const column = (of: Values): number[] => Array.from({ length: rows }, (_, row) => of[row * units + unit]);
    const [from, to] = [fromMean(column(before)), fromMean(column(after))];
    const product = from.reduce((sum, value, at) => sum + value * to[at], 0);
    const size = Math.sqrt(squares(from) * squares(to));
    // A unit that is the same for all rows tells nothing, unless it was not so before.
    if (squares(from) > 0 && !(Math.abs(product) >= goesAlong * size && size > 0)) return false;
  }
  return true;
}

function fromMean(values: readonly number[]): number[] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.map((value) => value - mean);
}

function squares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
