/**
 * Lists the names that tfjs takes as text (activations, losses, initializers …), and finds the nearest to a misspelt
 * one.
 */

import { distance } from 'fastest-levenshtein';
import { losses, optimizers } from '../../../report/model-settings';
import * as tf from '../../tfjs/tf';

/** The kinds of things that have such names. */
export type NameKind = 'activation' | 'loss' | 'metric' | 'optimizer' | 'initializer' | 'regularizer' | 'constraint';

/** `compile` takes these too: accuracy becomes what suits the loss; `metrics.js` of tfjs-layers 4.22. */
const metricNames = [
  'accuracy',
  'acc',
  'binaryAccuracy',
  'categoricalAccuracy',
  'precision',
  'mse',
  'mae',
  'mape',
  'cosine',
];

/** All names of that kind that tfjs takes. */
export function namesOf(kind: NameKind): readonly string[] {
  switch (kind) {
    case 'activation':
      return namesLike('relu');
    case 'loss':
      return losses;
    case 'metric':
      return [...metricNames, ...losses];
    case 'optimizer':
      return optimizers;
    case 'initializer':
      return namesLike('Zeros').map(withSmallLetter);
    case 'regularizer':
      return namesLike('L1L2').map((name) => name.toLowerCase());
    case 'constraint':
      return namesLike('NonNeg').map(withSmallLetter);
  }
}

/** The names under which tfjs registers classes that extend the same one as that class does. */
function namesLike(className: string): string[] {
  const classes = tf.serialization.SerializationMap.getMap().classNameMap;
  const parentOf = (name: string): unknown => {
    const [made] = classes[name] as unknown as [object];
    return Object.getPrototypeOf(made);
  };
  const parent = parentOf(className);
  return Object.keys(classes).filter((name) => parentOf(name) === parent);
}

function withSmallLetter(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

/** The letters of a name, without what people get wrong most: capitals, underscores and hyphens. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[_\s-]/g, '');
}

/**
 * The name that somebody who wrote `written` probably meant: the one with the fewest letters to change, capitals and
 * underscores aside; avg counts as average.
 * @returns undefined where more than a third of the letters would have to change
 */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const plain = (name: string): string => plainName(name).replace('avg', 'average');
  const wanted = plain(written);
  let best: { readonly name: string; readonly cost: number } | undefined;
  for (const name of names) {
    const cost = distance(wanted, plain(name));
    if (best === undefined || cost < best.cost) best = { name, cost };
  }
  return best !== undefined && best.cost <= Math.max(wanted.length, plain(best.name).length) / 3
    ? best.name
    : undefined;
}

/** The factory of a layer by that name, such as `leakyReLU` for `leakyrelu`: some activations are layers only. */
export function layerFactoryLike(written: string): string | undefined {
  const plain = plainName(written);
  return Object.keys(tf.layers).find((name) => /^[a-z]/.test(name) && name.toLowerCase() === plain);
}
