/**
 * Restores JavaScript's built-in functions that user code replaced by functions that do something else, and names them.
 */

import type { BundlePosition } from '../../report/position';

type Built = (...values: unknown[]) => unknown;

interface Holder {
  readonly name: string;
  readonly object: object;
  /** Arguments, and what `this` is, for a call whose result tells whether a function still does what it should. */
  readonly samples: Readonly<Record<string, readonly [on: () => unknown, ...values: unknown[]]>>;
}

const addOne = (value: unknown): number => Number(value) + 1;
const isTwo = (value: unknown): boolean => value === 2;
const numbers = (): number[] => [3, 2, 1];
const none = (): undefined => undefined;
const record = { a: 1, b: [2] };

/** The objects whose built-in functions tfjs and the probe need. */
const holders: readonly Holder[] = [
  {
    name: 'Array.prototype',
    object: Array.prototype,
    samples: {
      map: [numbers, addOne],
      filter: [numbers, isTwo],
      forEach: [numbers, addOne],
      some: [numbers, isTwo],
      every: [numbers, isTwo],
      find: [numbers, isTwo],
      findIndex: [numbers, isTwo],
      reduce: [numbers, (sum: unknown, value: unknown) => Number(sum) + Number(value), 0],
      push: [numbers, 4],
      pop: [numbers],
      shift: [numbers],
      unshift: [numbers, 4],
      slice: [numbers, 1],
      splice: [numbers, 0, 1],
      concat: [numbers, [4]],
      join: [numbers, '-'],
      indexOf: [numbers, 2],
      includes: [numbers, 2],
      reverse: [numbers],
      sort: [numbers],
      fill: [numbers, 0],
      flatMap: [numbers, (value: unknown) => [value, value]],
    },
  },
  {
    name: 'Array',
    object: Array,
    samples: { from: [() => Array, { length: 2 }], isArray: [none, [1]] },
  },
  {
    name: 'Map.prototype',
    object: Map.prototype,
    samples: { get: [() => new Map([[1, 2]]), 1], has: [() => new Map([[1, 2]]), 1] },
  },
  { name: 'JSON', object: JSON, samples: { stringify: [none, record], parse: [none, '{"a":[1]}'] } },
  {
    name: 'Object',
    object: Object,
    samples: {
      keys: [none, record],
      values: [none, record],
      entries: [none, record],
      assign: [none, {}, record],
      fromEntries: [none, [['a', 1]]],
    },
  },
];

const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
const stringify = JSON.stringify;
const promiseThen = getOwnPropertyDescriptor(Promise.prototype, 'then')?.value as Built;
const kept = new Map<Holder, Map<string, Built>>();
for (const holder of holders) {
  const functions = new Map<string, Built>();
  for (const name of Object.keys(holder.samples))
    functions.set(name, getOwnPropertyDescriptor(holder.object, name)?.value as Built);
  kept.set(holder, functions);
}

/**
 * Uses nothing that user code could have replaced: no method of an array, no JSON, no promise.
 * @returns the names of the functions that it put back, such as `Array.prototype.map`
 */
export function restoreBuiltIns(): readonly string[] {
  const replaced: string[] = [];
  let count = 0;
  for (const holder of holders) {
    const functions = kept.get(holder);
    for (const name in holder.samples) {
      const own = functions?.get(name);
      const now = getOwnPropertyDescriptor(holder.object, name)?.value as Built | undefined;
      if (own === undefined || now === own || doesTheSame(own, now, holder.samples[name])) continue;
      putBack(holder.object, name, own);
      replaced[count++] = `${holder.name}.${name}`;
    }
  }
  const then: unknown = getOwnPropertyDescriptor(Promise.prototype, 'then')?.value;
  if (then !== promiseThen && !isThen(then)) {
    putBack(Promise.prototype, 'then', promiseThen);
    replaced[count++] = 'Promise.prototype.then';
  }
  return replaced;
}

/** Whether a call of both gives the same result, and does the same to its object. */
function doesTheSame(own: Built, other: unknown, sample: readonly [on: () => unknown, ...values: unknown[]]): boolean {
  if (typeof other !== 'function') return false;
  const outcome = (run: Built): string => {
    const on = sample[0]();
    const values: unknown[] = [];
    for (let i = 1; i < sample.length; i++) values[i - 1] = sample[i];
    return `${stringify(apply(run, on, values))} ${stringify(on)}`;
  };
  try {
    return outcome(other as Built) === outcome(own);
  } catch {
    return false;
  }
}

/** Whether the function is a `then`, each call of which gives another promise. */
function isThen(then: unknown): boolean {
  const promise = Promise.resolve();
  try {
    const next: unknown = apply(then as Built, promise, []);
    return next instanceof Promise && next !== promise;
  } catch {
    return false;
  }
}

function putBack(object: object, name: string, value: Built): void {
  defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
}

/** Where the text of a bundle assigns something else to these functions: one place for each that has one. */
export function placesOfReplacing(names: readonly string[], code: string): BundlePosition[] {
  const lines = code.split('\n');
  return names.flatMap((name): BundlePosition[] => {
    const dot = name.lastIndexOf('.');
    const byDefining = `${name.slice(0, dot)}, "${name.slice(dot + 1)}"`;
    const line = lines.findIndex((text) => text.includes(`${name} = `) || text.includes(byDefining));
    return line < 0 ? [] : [{ line, column: Math.max(0, lines[line].search(/\S/)) }];
  });
}
