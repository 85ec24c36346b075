/** Lets tfjs's functions accept stand-ins: for a setting they take a usual value, for a tensor they give a stand-in. */

import { partLeftOut } from '../../report/report';
import { usualLearningRate, usualSettings, usualSizeNamed } from '../../report/usual-values';
import { missingPart } from '../sandbox/missing-parts';
import {
  isStandIn,
  fixStandInNumber,
  noteNumberOf,
  standIn,
  standInName,
  standInNumber,
  wasStandInANumber,
} from '../sandbox/stand-in';

type Functions = Readonly<Record<string, unknown>>;
type Settings = Record<string, unknown>;

/** Whether a value is a stand-in, or an array with one in it at any depth. */
export function holdsStandIn(value: unknown): boolean {
  return isStandIn(value) || (Array.isArray(value) && value.some(holdsStandIn));
}

/**
 * Operations that answer with a stand-in when a tensor, or all the values of one, are stand-ins.
 * @param isGuarded as in the job
 */
export function operationsAcceptingStandIns(functions: Functions, isGuarded: boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, value]) => {
      // Classes start with a capital letter.
      if (typeof value !== 'function' || /^[A-Z]/.test(name)) return [name, value];
      const run = value as (...values: unknown[]) => unknown;
      return [
        name,
        (...values: unknown[]): unknown => {
          const missing = values.find(
            (given) =>
              isStandIn(given) ||
              (Array.isArray(given) && given.length > 0 && given.every(isStandIn) && !isShape(name, given)),
          );
          if (missing !== undefined) {
            noteNumberOf(Array.isArray(missing) ? missing[0] : missing);
            return standIn(`tf.${name}()`);
          }
          return run(
            ...values
              .map(withNumbers)
              .map((given, index) => (isGuarded && name === 'reshape' && index === 1 ? withRest(given) : given)),
          );
        },
      ];
    }),
  );
}

/** `tf.zeros([n, n])`: stand-ins in a shape are sizes, not values. */
function isShape(name: string, given: readonly unknown[]): boolean {
  return given.length <= 4 && /^(zeros|ones|fill|random|truncated|eye|range|linspace)/.test(name);
}

function withNumbers(value: unknown): unknown {
  return Array.isArray(value) && value.some(isStandIn)
    ? value.map((item: unknown) => (isStandIn(item) ? fixStandInNumber(item, standInNumber) : item))
    : value;
}

/**
 * In guarded code, a size of `reshape` may be missing because code that failed would have set it. A single missing size
 * becomes -1, so that tfjs works it out.
 */
function withRest(shape: unknown): unknown {
  if (!Array.isArray(shape) || shape.includes(-1)) return shape;
  const open = shape.findIndex((size: unknown) => size === undefined || Number.isNaN(size));
  const sizes = shape.map((size: unknown, axis) => (axis === open ? -1 : size));
  return sizes.some((size) => size === undefined || Number.isNaN(size)) ? shape : sizes;
}

/**
 * Factories that take one configuration, such as a layer's, and replace stand-ins in it by usual values.
 * @param note receives what was made, and which settings were assumed for it
 * @param isGuarded as in the job: settings that no layer works with are replaced too
 */
export function factoriesAcceptingStandIns(
  functions: Functions,
  note: (made: object, assumed: readonly string[]) => void,
  isGuarded: boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, value]) => {
      if (typeof value !== 'function') return [name, value];
      const make = value as (...values: unknown[]) => unknown;
      return [
        name,
        // No arrow function: some code writes `new tf.sequential()`.
        function (...values: unknown[]): unknown {
          const assumed: string[] = [];
          const made = make(...values.map((given) => withUsualValues(given, assumed, isGuarded)));
          if (typeof made !== 'object' || made === null) return made;
          if (assumed.length > 0) note(made, assumed);
          if (namesNoShape(values[0])) withoutShape.add(made);
          return made;
        },
      ];
    }),
  );
}

const withoutShape = new WeakSet();

/** Whether a layer was made by settings that name no input shape, not even one that is undefined. */
export function hasNoShapeSetting(layer: object): boolean {
  return withoutShape.has(layer);
}

function namesNoShape(config: unknown): boolean {
  if (typeof config !== 'object' || config === null || isStandIn(config)) return false;
  return !('inputShape' in config) && !('batchInputShape' in config);
}

/** The configuration with usual values in place of stand-ins; `assumed` receives these values. */
function withUsualValues(config: unknown, assumed: string[], isGuarded: boolean): unknown {
  if (isStandIn(config)) return {};
  if (typeof config !== 'object' || config === null || Object.getPrototypeOf(config) !== Object.prototype)
    return config;
  const lacking = isGuarded
    ? Object.entries(config as Settings)
        .filter(([key, value]) => isUseless(key, value))
        .map(([key]) => key)
    : [];
  if (lacking.length === 0 && !Object.values(config).some(holdsStandIn)) return config;
  const result: Settings = {};
  for (const [key, value] of Object.entries(config as Settings)) {
    if (ofParts.has(key)) assumed.push(...missingAmong(value).map(partLeftOut));
    const isOpen = holdsStandIn(value) || lacking.includes(key);
    const setting = isOpen ? settingFor(key, value) : { value };
    if (!setting) {
      if (isOpen && key === 'activation') assumed.push('activation = linear');
      continue;
    }
    if (isOpen && !ofParts.has(key)) assumed.push(`${key} = ${JSON.stringify(setting.value)}`);
    result[key] = setting.value;
  }
  return result;
}

/** Settings that are lists of layers or cells. */
const ofParts = new Set(['layers', 'cells']);

/** The names of the layers in a list that stand-ins took the place of. */
function missingAmong(list: unknown): string[] {
  return (Array.isArray(list) ? (list as unknown[]) : []).flatMap((item) => missingPart(item)?.name ?? []);
}

/** Settings that a layer cannot be made without. */
const needed = new Set(['units', 'filters', 'kernelSize', 'inputDim', 'outputDim', 'n']);

/** Whether no layer works with such a setting: in guarded code, a part that failed would have set another. */
function isUseless(key: string, value: unknown): boolean {
  if (key === 'inputShape' && Array.isArray(value))
    return value.some((size) => size === undefined || size === 0 || Number.isNaN(size));
  if (!usualSettings.has(key)) return false;
  return (
    (value === undefined && needed.has(key)) ||
    (typeof value === 'number' && (Number.isNaN(value) || (value <= 0 && needed.has(key))))
  );
}

/** A value for one setting; undefined where tfjs's own default will do. */
function settingFor(key: string, value: unknown): { readonly value: unknown } | undefined {
  // Real layers and cells stay in the list; only stand-ins go.
  if (ofParts.has(key)) return { value: Array.isArray(value) ? value.filter((item) => !isStandIn(item)) : [] };
  if (key === 'inputShape' && Array.isArray(value) && isUseless(key, value))
    return {
      value: value.map((size: unknown) =>
        typeof size === 'number' && size > 0
          ? size
          : isStandIn(size)
            ? fixStandInNumber(size, sizeFor(standInName(size)))
            : usualSizeNamed(''),
      ),
    };
  if (Array.isArray(value))
    return {
      value: value.map((item: unknown) =>
        isStandIn(item) ? fixStandInNumber(item, usualSettings.get(key) ?? sizeFor(standInName(item))) : item,
      ),
    };
  if (/shape$/i.test(key))
    return key === 'inputShape' || key === 'batchInputShape'
      ? undefined
      : { value: [fixStandInNumber(value, sizeFor(standInName(value)))] };
  const number = usualSettings.get(key);
  return number === undefined ? undefined : { value: fixStandInNumber(value, number) };
}

/** The size that suits the last part of a stand-in's name: `width` of `config.image.width`. */
function sizeFor(path: string): number {
  return usualSizeNamed(path.slice(path.lastIndexOf('.') + 1));
}

/** Makers of optimizers that replace a learning rate which came from a stand-in. */
export function optimizersAcceptingStandIns(
  functions: Functions,
  make: <T extends object>(run: () => T) => T,
  note: (made: object, assumed: readonly string[]) => void,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, value]) => [
      name,
      (...values: unknown[]): unknown => {
        const [rate, ...rest] = values;
        const isMadeUp = isStandIn(rate) || (rate === standInNumber && wasStandInANumber());
        const given = rest.map((item) => (isStandIn(item) ? undefined : item));
        const optimizer = make(() =>
          (value as (...settings: unknown[]) => object)(
            ...(values.length === 0 ? [] : [isMadeUp ? usualLearningRate : rate, ...given]),
          ),
        );
        if (isMadeUp) note(optimizer, [`learning rate = ${usualLearningRate}`]);
        return optimizer;
      },
    ]),
  );
}
