/** Says what is wrong with the layer or the cell that a wrapping layer of tfjs is given: none, or no layer at all. */

import { uncalledFunction } from './uncalled-functions';
import * as tf from '../../tfjs/tf';
import type { Complaint } from '../complaints/refused-call';

interface WrappedPart {
  readonly setting: 'layer' | 'cell';
  /** What the wrapping layer does with it, for the end of a sentence. */
  readonly use: string;
  readonly example: string;
}

/** The layers of tfjs that are made of another one. tfjs calls that one without looking whether it is there. */
const wrappedParts: ReadonlyMap<string, WrappedPart> = new Map([
  ['timeDistributed', { setting: 'layer', use: 'runs at each time step', example: 'tf.layers.dense({units: 8})' }],
  ['bidirectional', { setting: 'layer', use: 'runs in both directions', example: 'tf.layers.lstm({units: 8})' }],
  ['rnn', { setting: 'cell', use: 'runs over the steps', example: 'tf.layers.lstmCell({units: 8})' }],
]);

/** A complaint, and whether no other code could have made the call a right one. */
export interface WrappedPartComplaint {
  readonly complaint: Complaint;
  readonly isCertain: boolean;
}

/**
 * @param factory the function of tf.layers that threw, such as `bidirectional`
 * @returns undefined where the part is fit for its place, so that tfjs refused something else
 */
export function wrappedPartComplaint(factory: string, settings: unknown): WrappedPartComplaint | undefined {
  const wanted = wrappedParts.get(factory);
  if (!wanted) return undefined;
  const { setting, use, example } = wanted;
  const given = isObject(settings) ? settings[setting] : undefined;
  const complain = (message: string, isCertain = true): WrappedPartComplaint => ({
    complaint: { code: 'setting', message },
    isCertain,
  });
  if (given === undefined || given === null)
    return complain(
      `tf.layers.${factory} lacks the ${setting} that it ${use}: give it one, such as ${setting}: ${example}.`,
      !(isObject(settings) && setting in settings),
    );
  const uncalled = uncalledFunction('layers', given);
  if (uncalled !== undefined)
    return complain(
      `${setting} of ${factory} is tf.layers.${uncalled}, which is not called. Write tf.layers.${uncalled}({…}).`,
    );
  // tfjs stacks several cells.
  if (setting === 'cell' && Array.isArray(given)) return undefined;
  if (!(given instanceof tf.layers.Layer))
    return complain(`${setting} of ${factory} is ${shown(given)}, but has to be a layer, such as ${example}.`, false);
  if (setting === 'cell' && !('stateSize' in given))
    return complain(`cell of ${factory} is a whole layer, but has to be a cell, which runs a single step: ${example}.`);
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (value instanceof tf.SymbolicTensor || value instanceof tf.Tensor) return 'a tensor';
  return isObject(value) ? 'an object of another kind' : String(value);
}
