/** Reads the gradients that user code applies, in the forms that tfjs takes them. */

import { isTensor, type Tensor } from '../tfjs/internals';

/** The tensors that `applyGradients` is given: by their names, or in a list of objects with a name and a tensor. */
export function tensorsByName(given: unknown): ReadonlyMap<string, Tensor> {
  if (typeof given !== 'object' || given === null) return new Map();
  const named: (readonly [unknown, unknown])[] = Array.isArray(given)
    ? given.map((one: { readonly name?: unknown; readonly tensor?: unknown }) => [one.name, one.tensor] as const)
    : Object.entries(given);
  return new Map(named.flatMap(([name, tensor]) => (isTensor(tensor) ? [[String(name), tensor] as const] : [])));
}
