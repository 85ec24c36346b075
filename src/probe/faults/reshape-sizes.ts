/** Tells of a reshape layer whether its input can ever have the sizes that it is to give. */

import { type Layer, partsOf } from '../tfjs/internals';
import type { Shape } from './complaints/refused-call';

/** The message of tfjs where the counts differ; it only looks once a tensor comes. */
export const otherSize = /^Total size of new array must be unchanged/;

/** The shape that a reshape layer gives, with the batch axis; undefined for any other layer. */
export function targetShapeOf(layer: Layer): Shape | undefined {
  if (partsOf(layer).getClassName() !== 'Reshape') return undefined;
  const { targetShape } = layer as unknown as { readonly targetShape: Shape };
  return [null, ...targetShape];
}

/**
 * Whether no example of this shape has as many numbers as one of the other; open sizes may be any.
 * @param given with the batch axis, as `target`
 */
export function holdsOtherCount(given: Shape, target: Shape): boolean {
  const sizes = given.slice(1);
  const known = target.slice(1).filter((size) => size !== null);
  if (!sizes.every((size) => Number.isInteger(size)) || !known.every((size) => Number.isInteger(size))) return false;
  const count = sizes.reduce<number>((product, size) => product * (size ?? 1), 1);
  const wanted = known.reduce((product, size) => product * size, 1);
  return known.length === target.length - 1 ? count !== wanted : wanted === 0 || count % wanted !== 0;
}
