/** Tells which part of the user's model a stand-in took the place of. */

/** Where a stand-in comes from. */
export interface Origin {
  /** The import or global that it was read from or called of; undefined for an argument that the probe made up. */
  readonly source?: string;
  /** The symbolic tensors that the call which gave it was given, as a layer is. */
  readonly tensors?: readonly object[];
}

const origins = new WeakMap<WeakKey, Origin & { readonly name: string }>();

/** @param name under which the stand-in was made */
export function noteOrigin(standIn: object, name: string, origin: Origin): void {
  origins.set(standIn, { ...origin, name });
}

/** A layer, a model or a function of the user's model that a stand-in took the place of. */
export interface MissingPart {
  /** In the words of the code: `Scale of ./scale.js`. */
  readonly name: string;
  /** The symbolic tensors that it was given; empty where it was given none. */
  readonly tensors: readonly object[];
}

/**
 * The part whose place a stand-in took that is used as a layer, or as what a layer gives.
 * @returns undefined for anything else, and where the probe only made up an argument, such as an input
 */
export function missingPart(value: unknown): MissingPart | undefined {
  const origin = originOf(value);
  if (!origin || (origin.source === undefined && origin.tensors === undefined)) return undefined;
  return { name: partName(origin.name, origin.source), tensors: origin.tensors ?? [] };
}

/** The import or global that a stand-in comes from; undefined for an argument that the probe made up. */
export function sourceOf(value: unknown): string | undefined {
  return originOf(value)?.source;
}

function originOf(value: unknown): (Origin & { readonly name: string }) | undefined {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isObject ? origins.get(value) : undefined;
}

/** What is called or read of a layer or a model, and is no part of its name. */
const ofLayer = '(?:apply|call|predict|getLayer|layers|inputs?|outputs?)';
const membersBefore = new RegExp(`^(?:\\.(?!${ofLayer}\\b)[\\w$]+)*`);

/** `Scale of ./scale.js` for `new ./scale.js.Scale.apply()`. */
function partName(longName: string, source: string | undefined): string {
  const name = longName.replace(/^(?:new )+/, '');
  if (source === undefined) return /^[\w$]*/.exec(name)?.[0] ?? name;
  const members = name.startsWith(source) ? (membersBefore.exec(name.slice(source.length))?.[0] ?? '') : '';
  const path = members.replace(/^\.(?:default\.?)?/, '');
  return path === '' ? source : `${path} of ${source}`;
}

/** Longer lists are data. */
const mostTensors = 16;

/**
 * The symbolic tensors that a call is given, alone or in a list; those of a stand-in among them are the ones that it
 * was made of.
 * @returns undefined where there are none
 */
export function symbolicAmong(values: readonly unknown[]): readonly object[] | undefined {
  const all = values.flatMap((value): unknown[] =>
    Array.isArray(value) && value.length <= mostTensors ? (value as unknown[]) : [value],
  );
  const found = all.flatMap((value) => originOf(value)?.tensors ?? (isSymbolic(value) ? [value] : []));
  return found.length > 0 ? found : undefined;
}

function isSymbolic(value: unknown): value is object {
  const isPlain = typeof value === 'object' && value !== null && !originOf(value);
  return isPlain && 'sourceLayer' in value && 'nodeIndex' in value;
}
