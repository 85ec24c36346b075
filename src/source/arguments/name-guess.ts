/** Guesses values from a name, or from the setting that it is used for, where the code itself gives none. */

import { isLayerCount, usualNumberNamed, usualSetting, usualTextNamed } from '../../report/usual-values';

/** Settings that allow few values, so that they count more than the name: `filters: width`, `kernelSize: size`. */
const strictRoles: ReadonlySet<string> = new Set([
  'filters',
  'kernelSize',
  'strides',
  'poolSize',
  'size',
  'rate',
  'dilationRate',
  'axis',
  'momentum',
  'epsilon',
  'alpha',
  'learningRate',
  'layerCount',
  'maskValue',
  'side',
]);

const booleanRoles: ReadonlySet<string> = new Set([
  'useBias',
  'returnSequences',
  'returnState',
  'trainable',
  'stateful',
  'goBackwards',
  'unroll',
  'scale',
  'center',
  'maskZero',
]);

/** A number for a value called `name` that is used as the setting `role`; undefined where neither says anything. */
export function numberFor(name: string, role?: string): number | undefined {
  const byRole = role === undefined ? undefined : usualSetting(role);
  if (role !== undefined && strictRoles.has(role)) return byRole;
  // `units: layers` is a size, although its name says a count.
  if (byRole !== undefined && isLayerCount(name)) return byRole;
  return usualNumberNamed(name) ?? byRole;
}

/** A string for a value called `name` or used as the setting `role`, where that is one that tfjs reads. */
export function stringFor(name: string, role?: string): string | undefined {
  return (role === undefined ? undefined : usualTextNamed(role)) ?? usualTextNamed(name);
}

export type RoleKind = 'shape' | 'number' | 'string' | 'boolean' | 'object' | undefined;

/** What kind of value the setting `role` of a layer, model or compile call takes. */
export function roleKind(role: string): RoleKind {
  if (/^(input|batchInput|batch|target|output)?Shape$/i.test(role)) return 'shape';
  if (usualSetting(role) !== undefined) return 'number';
  if (booleanRoles.has(role)) return 'boolean';
  if (/Activation$|^activation$|Initializer$|^(loss|optimizer|padding|dataFormat|dtype|mergeMode|name)$/.test(role))
    return 'string';
  return /^(layers?|inputs|outputs|cells?|.*Regularizer|.*Constraint|callbacks|validationData|weights)$/.test(role)
    ? 'object'
    : undefined;
}
