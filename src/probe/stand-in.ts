/** Inert objects for what cannot run in the probe: they answer everything with more of themselves and do nothing. */

const names = new WeakMap<WeakKey, string>();

/** What a stand-in is as a number: as a size or a count, one that layers can be built with. */
export const standInNumber = 8;

/** How often user code has used stand-ins, so that what came of it can be told from what it computed itself. */
export const standInUse = { reads: 0, numbers: 0 };

/** What user code hands to a stand-in to be called when something has happened: `image.onload = f`, `reader.on('end', f)`. */
export interface HandedCallback {
  readonly name: string;
  readonly call: () => unknown;
}

/** Told of callbacks for events that in real life come by themselves; the probe lets them come. */
export const callbackSink: { receive: ((callback: HandedCallback) => void) | undefined } = { receive: undefined };

/** Events that code waits for before it goes on; clicks and the like are not among them. */
const comingEvents = /^(?:on)?(?:DOM_?Content_?Loaded|load(?:ed)?(?:data|end|eddata|edmetadata)?|ready(?:statechange)?|complete|success|upgradeneeded|open|connect|connection|end|close|finish|data|row|record|mounted|init|listening)$/i;

/** True for a stand-in and for whatever came out of one. */
export function isStandIn(value: unknown): boolean {
  return ((typeof value === 'function' || typeof value === 'object') && value !== null && names.has(value));
}

/** The name under which a stand-in was made, such as `fs.readFileSync()`; empty for anything else. */
export function standInName(value: unknown): string {
  return isStandIn(value) ? (names.get(value as WeakKey) ?? '') : '';
}

/**
 * An object that can be called, constructed, extended, iterated (as empty) and read; any property of it is again one. As a number it is
 * `standInNumber`. It is no promise, so that awaiting it ends at once; what a call of it returns can be chained with `then` as well.
 */
export function standIn(name: string): object {
  return make(name, false);
}

function make(name: string, isAnswer: boolean): object {
  const members = new Map<PropertyKey, unknown>();
  const target = function standInTarget(): void {
    // Never called: the proxy answers.
  };
  const proxy: object = new Proxy(target, {
    get(_, key) {
      standInUse.reads++;
      if (members.has(key)) return members.get(key);
      if (isAnswer && (key === 'then' || key === 'catch' || key === 'finally')) return promised(name, key);
      if (key === 'then' || key === 'toJSON' || key === Symbol.toStringTag) return undefined;
      if (key === Symbol.toPrimitive) return primitive;
      if (key === Symbol.iterator) return () => [][Symbol.iterator]();
      if (key === Symbol.asyncIterator) return () => ({ next: () => Promise.resolve({ done: true, value: undefined }) });
      // Nothing is an instance of it.
      if (key === Symbol.hasInstance) return () => false;
      if (typeof key === 'symbol') return undefined;
      if (key === 'valueOf') return () => primitive('number');
      if (key === 'toString') return () => String(standInNumber);
      if (key === 'name' || key === 'displayName') return name;
      const member = key === 'prototype' ? target.prototype as unknown : standIn(`${name}.${key}`);
      members.set(key, member);
      return member;
    },
    set(_, key, value) {
      members.set(key, value);
      if (typeof value === 'function' && !isStandIn(value) && comingEvents.test(String(key)) && String(key).startsWith('on')) receive(`${name}.${String(key)}`, value as Callback, [standIn('event')]);
      return true;
    },
    has: () => true,
    deleteProperty: () => true,
    apply(_, __, values: unknown[]) {
      standInUse.reads++;
      receiveCallback(name, values);
      return make(`${name}()`, true);
    },
    construct(_, values: unknown[], newTarget) {
      standInUse.reads++;
      // A class of the user's that extends it keeps its own methods.
      return (newTarget as unknown) === proxy ? standIn(`new ${name}`) : (Reflect.construct(Object, values, newTarget) as object);
    },
    defineProperty: () => true,
  });
  names.set(proxy, name);
  return proxy;
}

type Callback = (...values: unknown[]) => unknown;

function primitive(hint: string): number | string {
  standInUse.numbers++;
  return hint === 'string' ? String(standInNumber) : standInNumber;
}

function promised(name: string, key: 'then' | 'catch' | 'finally'): Callback {
  const answer = standIn(name);
  return (first, second) => {
    if (key === 'catch') return Promise.resolve(answer);
    if (key === 'finally') return Promise.resolve(answer).finally(first as () => void);
    return Promise.resolve(answer).then(first as Callback, second as Callback);
  };
}

function receive(name: string, callback: Callback, values: readonly unknown[]): void {
  callbackSink.receive?.({ name, call: () => callback(...values) });
}

/** `on('end', f)`, `addEventListener('load', f)`, `ready(f)`, and Node's `read(path, (error, data) => ...)`. */
function receiveCallback(name: string, values: readonly unknown[]): void {
  const callback = values.findLast((value) => typeof value === 'function');
  if (typeof callback !== 'function' || isStandIn(callback)) return;
  const [event] = values;
  const method = name.slice(name.lastIndexOf('.') + 1);
  const isNamed = typeof event === 'string' && comingEvents.test(event);
  if (/^(?:on|once|addListener|addEventListener)$/.test(method) ? isNamed : comingEvents.test(method) || name === '$' || name === 'jQuery') receive(name, callback as Callback, [standIn('event')]);
  else if (/^(?:async\s+)?(?:function\b[^(]*)?\(?\s*(?:err|error|e|_err|_)\s*,/.test(Function.prototype.toString.call(callback))) receive(name, callback as Callback, [null, standIn('data'), standIn('more')]);
}
