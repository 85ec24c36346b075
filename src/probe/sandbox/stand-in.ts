/**
 * Makes stand-ins: inert objects in the place of what cannot run in the probe; they answer everything with stand-ins.
 */

import { probeGlobal } from '../../report/probe-globals';
import { usualNumber } from '../../report/usual-values';
import { noteOrigin, type Origin, sourceOf, symbolicAmong } from './missing-parts';

const names = new WeakMap<WeakKey, string>();

/** The number that a stand-in is where code computes with it: as a size or a count, layers can be built with it. */
export const standInNumber = usualNumber;

/** Loops over stand-ins make ever longer names, so their middle is left out. */
const longestName = 200;

const numbers = new WeakMap<WeakKey, number>();

/**
 * Fixes the number that a stand-in is from now on, so that the units of one layer and the input of the next are the
 * same.
 * @returns the number that was fixed first
 */
export function fixStandInNumber(value: unknown, number: number): number {
  if (!isStandIn(value)) return number;
  const known = numbers.get(value as WeakKey);
  if (known !== undefined) return known;
  numbers.set(value as WeakKey, number);
  return number;
}

/**
 * Counts for the whole worker: proxies are made at many places and outlive a seed, and only one piece of user code runs
 * at a time.
 * What a value depends on shows in the difference of two counts.
 */
const uses = { asObject: 0, asNumber: 0, asList: 0 };

/** Libraries that only draw what they are given: nothing that user code computes comes from them. */
const onlyShows = /^(?:new )?(?:tfvis|@tensorflow\/tfjs-vis)\b/;

/**
 * How often user code has used a stand-in so far: a value between whose start and end the count grew may depend on one.
 */
export function standInUses(): number {
  return uses.asObject + uses.asNumber;
}

/**
 * The sandbox refused what user code asked the network or the files for. What the code goes on with instead counts like
 * a stand-in.
 */
export function noteRefusedRequest(): void {
  uses.asObject++;
}

/** How often user code has computed with a stand-in as a number, or as text. */
export function standInNumberUses(): number {
  return uses.asNumber;
}

/** How often a loop of user code has walked a stand-in, which is empty as a list. */
export function standInListUses(): number {
  return uses.asList;
}

const sourcesOfNumbers = new Set<string>();

/** The imports and globals whose stand-ins user code has computed with so far. */
export function sourcesOfStandInNumbers(): readonly string[] {
  return [...sourcesOfNumbers];
}

/** Notes that the numbers of a tensor, or of what user code computes, are those of a stand-in. */
export function noteNumberOf(value: unknown): void {
  const source = sourceOf(value);
  if (source !== undefined) sourcesOfNumbers.add(source);
}

/** Whether user code has ever computed with a stand-in as a number. */
export function wasStandInANumber(): boolean {
  return uses.asNumber > 0;
}

/** One receiver for the whole worker, as with `uses`; the events of the function under way set it. */
let receiver: ((call: () => unknown) => void) | undefined;

/**
 * Makes `receive` get each callback that user code gives to a stand-in for an event that occurs by itself in a real
 * run: `image.onload = f`, `reader.on('end', f)`. Undefined drops them.
 */
export function receiveCallbacks(receive: ((call: () => unknown) => void) | undefined): void {
  receiver = receive;
}

/** Events that code waits for before it goes on; a person has to cause others, such as clicks. */
const comingEvents = new RegExp(
  '^(?:on)?(?:' +
    'DOM_?Content_?Loaded|load(?:ed)?(?:data|end|eddata|edmetadata)?|ready(?:statechange)?|complete|success|' +
    'upgradeneeded|open|connect|connection|end|close|finish|data|row|record|mounted|init|listening)$',
  'i',
);

/** True for a stand-in, and for what reading, calling or constructing one gives. */
export function isStandIn(value: unknown): boolean {
  return (typeof value === 'function' || typeof value === 'object') && value !== null && names.has(value);
}

/** The name under which a stand-in was made, such as `fs.readFileSync()`; empty for anything else. */
export function standInName(value: unknown): string {
  return isStandIn(value) ? (names.get(value as WeakKey) ?? '') : '';
}

/**
 * An object that can be called, constructed, extended, iterated (as empty) and read; any property of it is again one.
 * As a number it is
 * `standInNumber`. It is no promise, so that awaiting it ends at once; what a call of it returns can be chained with
 * `then` as well.
 */
export function standIn(name: string): object {
  return make(name, { isAnswer: false, items: [], origin: {} });
}

/** A stand-in for an import or a global, which everything that is read or called of it comes from. */
export function importedStandIn(name: string): object {
  return make(name, { isAnswer: false, items: [], origin: { source: name } });
}

/** A stand-in that `Array.isArray` takes for a list of lists: a matrix. It cannot be called. */
export function listStandIn(name: string): object {
  return make(name, { isAnswer: false, items: [], origin: {}, listAxes: 2 });
}

interface Kind {
  /** Whether a call gave it: only such stand-ins can be chained with `then`. */
  readonly isAnswer: boolean;
  /** What it gives when iterated. */
  readonly items: readonly unknown[];
  readonly origin: Origin;
  /** For a list: how deep its elements are lists as well. */
  readonly listAxes?: number;
}

function make(longName: string, kind: Kind): object {
  const name =
    longName.length > longestName
      ? `${longName.slice(0, longestName / 2)}…${longName.slice(-longestName / 2)}`
      : longName;
  const { proxy } = new StandInHandler(name, kind);
  names.set(proxy, name);
  noteOrigin(proxy, name, kind.origin);
  return proxy;
}

/** Answers what user code does with one stand-in. */
class StandInHandler implements ProxyHandler<object> {
  /** The stand-in itself. */
  readonly proxy: object;
  private readonly members = new Map<PropertyKey, unknown>();

  constructor(
    private readonly name: string,
    private readonly kind: Kind,
  ) {
    const target = function standInTarget(): void {
      // Never called: the proxy answers.
    };
    this.proxy = new Proxy(kind.listAxes === undefined ? target : [], this);
  }

  get(_: object, key: PropertyKey): unknown {
    const { name, members, proxy } = this;
    const given = members.get(key);
    // What code has put there itself is no stand-in.
    if (given !== undefined && !isStandIn(given)) return given;
    this.noteUse();
    if (members.has(key)) return given;
    if (this.kind.isAnswer && (key === 'then' || key === 'catch' || key === 'finally'))
      return promised(key, this.part(name));
    // As a list, JSON would walk it.
    if (key === 'toJSON' && this.kind.listAxes !== undefined) return () => [];
    if (key === 'then' || key === 'toJSON' || key === Symbol.toStringTag) return undefined;
    if (typeof key === 'symbol') return this.protocolMember(key);
    if (key === 'valueOf') return () => primitive('number', proxy);
    if (key === 'toString') return () => primitive('string', proxy);
    if (key === 'name' || key === 'displayName') return name;
    // Objects that hand tfjs on hold it under this name.
    if (key === 'tf') return probeGlobal('tf');
    const member = key === 'prototype' ? inheritable(name) : this.member(String(key));
    members.set(key, member);
    return member;
  }

  set(_: object, key: PropertyKey, value: unknown): boolean {
    this.members.set(key, value);
    const isHandler =
      typeof value === 'function' &&
      !isStandIn(value) &&
      comingEvents.test(String(key)) &&
      String(key).startsWith('on');
    if (isHandler) handOver(value as Callback, [standIn('event')]);
    return true;
  }

  has(): boolean {
    return true;
  }

  deleteProperty(): boolean {
    return true;
  }

  defineProperty(): boolean {
    return true;
  }

  apply(_: object, __: unknown, values: unknown[]): unknown {
    this.noteUse();
    if (isDecoration(values)) return values.length === 1 ? values[0] : undefined;
    const [first] = values;
    if (typeof first === 'function' && listMethod.test(this.name)) uses.asList++;
    if (typeof first === 'function' && givesBack.test(this.name)) return first;
    if (typeof first === 'function' && givesResult.test(this.name)) return (first as Callback)();
    handOverCallback(this.name, values);
    const tensors = symbolicAmong(values) ?? this.kind.origin.tensors;
    const answer = make(`${this.name}()`, {
      isAnswer: true,
      items: hook.test(this.name) ? valueAndSetter(this.name, values) : [],
      origin: { ...this.kind.origin, ...(tensors && { tensors }) },
    });
    if (keeps.test(this.name) && first !== undefined && first !== null) Reflect.set(answer, 'current', first);
    return answer;
  }

  construct(_: object, values: unknown[], newTarget: NewableFunction): object {
    this.noteUse();
    // A class of the user's that extends it keeps its own methods.
    return newTarget === this.proxy
      ? this.part(`new ${this.name}`)
      : (Reflect.construct(Object, values, newTarget) as object);
  }

  private member(key: string): object {
    const { listAxes = 0, origin } = this.kind;
    return listAxes > 1 && /^\d+$/.test(key)
      ? make(`${this.name}[${key}]`, { isAnswer: false, items: [], origin, listAxes: listAxes - 1 })
      : this.part(`${this.name}.${key}`);
  }

  private part(name: string): object {
    return make(name, { isAnswer: false, items: [], origin: this.kind.origin });
  }

  /** What JavaScript itself asks of a value: as a number or text, in a loop, behind `instanceof`. */
  private protocolMember(key: symbol): unknown {
    if (key === Symbol.toPrimitive) return (hint: string) => primitive(hint, this.proxy);
    if (key === Symbol.iterator) {
      if (this.kind.items.length === 0) uses.asList++;
      return () => this.kind.items[Symbol.iterator]();
    }
    if (key === Symbol.asyncIterator) return () => ({ next: () => Promise.resolve({ done: true, value: undefined }) });
    // Nothing is an instance of it.
    if (key === Symbol.hasInstance) return () => false;
    return undefined;
  }

  private noteUse(): void {
    if (!onlyShows.test(this.name)) uses.asObject++;
  }
}

/** What a hook of components answers: a value, at first the given one, and its setter. */
function valueAndSetter(name: string, values: readonly unknown[]): readonly unknown[] {
  const [first] = values;
  const isGiven = values.length > 0 && typeof first !== 'function';
  const isMade = typeof first === 'function' && !isStandIn(first) && name.endsWith('State');
  const value = isMade ? (first as Callback)() : isGiven ? first : standIn(`${name}()[0]`);
  return [value, standIn(`${name}()[1]`)];
}

/** Whether a stand-in is called as a decorator: the class or member stays what it is. */
function isDecoration(values: readonly unknown[]): boolean {
  const [target, second] = values;
  if (values.length === 1)
    return (
      typeof target === 'function' && !isStandIn(target) && /^class\b/.test(Function.prototype.toString.call(target))
    );
  if (values.length === 2)
    return (
      typeof second === 'object' &&
      second !== null &&
      !isStandIn(second) &&
      'kind' in second &&
      'name' in second &&
      'metadata' in second
    );
  // Of a parameter: the class, or the prototype and the name of the method, and the parameter's index.
  if (values.length === 3 && typeof target === 'function' && second === undefined && typeof values[2] === 'number')
    return !isStandIn(target);
  return (
    values.length === 3 &&
    typeof second === 'string' &&
    typeof target === 'object' &&
    target !== null &&
    Object.hasOwn(target, 'constructor')
  );
}

/** What base classes of common libraries give to the classes that extend them: event emitters, components, elements. */
const inherited = new Set(
  `
  emit on once off addListener removeListener removeAllListeners setMaxListeners addEventListener removeEventListener
  dispatchEvent setState forceUpdate props state context refs querySelector querySelectorAll getElementById
  attachShadow shadowRoot appendChild getAttribute setAttribute innerHTML requestUpdate $refs $emit logger log`
    .trim()
    .split(/\s+/),
);

/** The prototype of a stand-in that a class extends. */
function inheritable(name: string): object {
  return new Proxy(
    {},
    {
      get: (own: Record<PropertyKey, unknown>, key) =>
        key in own
          ? own[key]
          : typeof key === 'string' && inherited.has(key)
            ? (own[key] = standIn(`${name}.${key}`))
            : undefined,
    },
  );
}

/** Methods of lists that call a function for each item. */
const listMethod = /\.(?:forEach|map|flatMap|reduce)$/;

/** Hooks of components answer with a value and its setter. */
const hook = /(?:^|\.)use[A-Z]\w*$/;

/** Those that give back the function they got, or what it gives, and those that keep the value as `current`. */
const givesBack = /(?:^|\.)useCallback$/;
const givesResult = /(?:^|\.)useMemo$/;
const keeps = /(?:^|\.)useRef$/;

type Callback = (...values: unknown[]) => unknown;

function primitive(hint: string, of: WeakKey): number | string {
  uses.asNumber++;
  noteNumberOf(of);
  const number = numbers.get(of) ?? standInNumber;
  return hint === 'string' ? String(number) : number;
}

function promised(key: 'then' | 'catch' | 'finally', answer: object): Callback {
  return (first, second) => {
    if (key === 'catch') return Promise.resolve(answer);
    if (key === 'finally') return Promise.resolve(answer).finally(first as () => void);
    return Promise.resolve(answer).then(first as Callback, second as Callback);
  };
}

function handOver(callback: Callback, values: readonly unknown[]): void {
  receiver?.(() => callback(...values));
}

/** `on('end', f)`, `addEventListener('load', f)`, `ready(f)`, and Node's `read(path, (error, data) => ...)`. */
function handOverCallback(name: string, values: readonly unknown[]): void {
  const callback = values.findLast((value) => typeof value === 'function');
  if (typeof callback !== 'function' || isStandIn(callback)) return;
  const [event] = values;
  const method = name.slice(name.lastIndexOf('.') + 1);
  const isNamed = typeof event === 'string' && comingEvents.test(event);
  if (
    /^(?:on|once|addListener|addEventListener)$/.test(method)
      ? isNamed
      : comingEvents.test(method) || name === '$' || name === 'jQuery'
  )
    handOver(callback as Callback, [standIn('event')]);
  else if (
    /^(?:async\s+)?(?:function\b[^(]*)?\(?\s*(?:err|error|e|_err|_)\s*,/.test(
      Function.prototype.toString.call(callback),
    )
  )
    handOver(callback as Callback, [null, standIn('data'), standIn('more')]);
}
