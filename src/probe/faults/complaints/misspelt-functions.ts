/** Recognizes a call of a function that tfjs does not have, and finds the function that was probably meant. */

import * as tf from '../../tfjs/tf';
import { nearestName } from './known-names';
import type { Complaint } from './refused-call';

/** Parts of tfjs that user code calls functions of, under the names that it usually gives them. */
const parts: ReadonlyMap<string, object> = new Map<string, object>([
  ['tf', tf],
  ['layers', tf.layers],
  ['train', tf.train],
  ['losses', tf.losses],
  ['metrics', tf.metrics],
  ['initializers', tf.initializers],
  ['regularizers', tf.regularizers],
  ['constraints', tf.constraints],
  ['callbacks', tf.callbacks],
  ['data', tf.data],
]);

/** The objects of tfjs whose methods code calls most. */
const methods = [tf.Sequential.prototype, tf.LayersModel.prototype, tf.Tensor.prototype, tf.layers.Layer.prototype];

/** The objects of the language whose methods code calls most. */
const ofLanguage: readonly object[] = [Array.prototype, String.prototype, Map.prototype, Promise.prototype];

/**
 * @param message of a TypeError of V8, such as `tf.layers.dens is not a function`
 * @param mayBeAdded whether other code may have added functions to tfjs, so that only a slip of the pen is told
 * @returns undefined where the function is none of tfjs's, as far as its name tells
 */
export function misspeltFunction(message: string, mayBeAdded: boolean): Complaint | undefined {
  const found = /^(.*)\.(\w+) is not a (?:function|constructor)$/.exec(message);
  if (!found) return undefined;
  const [, owner, name] = found;
  const part = owner.split('.').at(-1) ?? '';
  const known = parts.get(part);
  if (known && (owner === part || owner.startsWith('tf.'))) {
    if (name in known) return undefined;
    const nearest = nearestName(name, functionsOf(known));
    if (mayBeAdded && nearest === undefined) return undefined;
    return complaint(`${owner === 'tf' || owner.startsWith('tf.') ? owner : `tf.${owner}`} has no ${name}`, nearest);
  }
  // Whoever calls `rows.map` has no tensor in mind.
  if (ofLanguage.some((prototype) => name in prototype)) return undefined;
  const nearest = nearestName(name, methods.flatMap(methodsIn));
  return nearest === undefined || nearest === name ? undefined : complaint(`${owner} has no method ${name}`, nearest);
}

function complaint(what: string, nearest: string | undefined): Complaint {
  const help = nearest === undefined ? 'Look up its name in the API of TensorFlow.js.' : `Did you mean ${nearest}?`;
  return { code: 'name', message: `${what}. ${help}` };
}

function functionsOf(part: object): string[] {
  // The functions of `tf.train` are static methods of a class.
  const names = typeof part === 'function' ? Object.getOwnPropertyNames(part) : Object.keys(part);
  return names.filter((name) => typeof (part as Record<string, unknown>)[name] === 'function');
}

function methodsIn(prototype: object): string[] {
  const found: string[] = [];
  for (
    let at: object | null = prototype;
    at && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object | null
  )
    found.push(...Object.getOwnPropertyNames(at).filter((name) => /^[a-z]/.test(name)));
  return found;
}
