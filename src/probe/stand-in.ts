/** Inert objects for what cannot run in the probe: they answer everything with more of themselves and do nothing. */

const standIns = new WeakSet();
let conversions = 0;

/** From here on conversions of stand-ins to numbers and strings count anew. */
export function startCounting(): void {
  conversions = 0;
}

/** Whether any stand-in was turned into a number or a string since counting started. */
export function wasConverted(): boolean {
  return conversions > 0;
}

/** What a stand-in is as a primitive. */
function converted<T>(value: T): T {
  conversions++;
  return value;
}

/** True for a stand-in and for whatever came out of one. */
export function isStandIn(value: unknown): boolean {
  return (typeof value === 'function' || (typeof value === 'object' && value !== null)) && standIns.has(value);
}

/**
 * An object that can be called, constructed, extended, iterated (as empty) and read; any property of it is again one. As a number it is
 * 1, as a string '1'. It is no promise, so that awaiting it ends at once.
 */
export function standIn(name: string): object {
  const members = new Map<PropertyKey, unknown>();
  const target = function standInTarget(): void {
    // Never called: the proxy answers.
  };
  const proxy: object = new Proxy(target, {
    get(_, key) {
      if (key === 'then' || key === 'toJSON') return undefined;
      if (key === Symbol.toPrimitive) return (hint: string) => converted(hint === 'string' ? '1' : 1);
      if (key === Symbol.iterator) return () => [][Symbol.iterator]();
      if (key === Symbol.asyncIterator) return () => ({ next: () => Promise.resolve({ done: true, value: undefined }) });
      // Nothing is an instance of it.
      if (key === Symbol.hasInstance) return () => false;
      if (typeof key === 'symbol') return undefined;
      if (key === 'valueOf') return () => converted(1);
      if (key === 'toString') return () => converted('1');
      if (key === 'name' || key === 'displayName') return name;
      if (!members.has(key)) members.set(key, standIn(`${name}.${key}`));
      return members.get(key);
    },
    set(_, key, value) {
      members.set(key, value);
      return true;
    },
    has: () => true,
    deleteProperty: () => true,
    apply: () => standIn(`${name}()`),
    construct(_, values, newTarget) {
      // A class of the user's that extends it keeps its own methods.
      return (newTarget as unknown) === proxy ? standIn(`new ${name}`) : (Reflect.construct(Object, values, newTarget) as object);
    },
    defineProperty: () => true,
  });
  standIns.add(proxy);
  return proxy;
}
