/**
 * Marks every call in a user's file, so that a run says which calls made layers, models and variables. The sites found
 * in the text are checked against them.
 */

import ts from 'typescript';
import type { Range, TextInsertion } from '../../src/report/position';
import { probeGlobalText } from '../../src/report/probe-globals';
import { isSuperCall } from '../../src/source/syntax/nodes';
import { parse } from '../../src/source/syntax/parsed-file';
import { rangeOf } from '../../src/source/syntax/positions';

/** Numbers the calls of all files. The same call keeps its number in every bundle. */
export class Marks {
  readonly #ids = new Map<string, number>();
  readonly #places: { readonly file: string; readonly range: Range; readonly text: string }[] = [];

  place(id: number): { readonly file: string; readonly range: Range; readonly text: string } {
    return this.#places[id];
  }

  /** Returns the text to put around a file's calls, merged with `others`, which wrap some of the same expressions. */
  insertions(file: string, text: string, others: readonly TextInsertion[]): TextInsertion[] {
    const { source, broken, tree } = parse(file, text);
    if (broken) return [...others];
    const inserted = withEnds(others);
    for (const call of tree.calls) {
      const id = this.#number(file, rangeOf(source, call), call.getText(source));
      if (isSuperCall(call)) {
        if (ts.isExpressionStatement(call.parent))
          inserted.push({ kind: 'between', offset: call.parent.end, text: `;gradline$self(${id},this);` });
      } else if (!isApart(call)) {
        const [start, end] = [call.getStart(source), call.end];
        inserted.push(
          {
            kind: 'open',
            offset: start,
            other: end,
            pair: inserted.length,
            text: `gradline$mark(${id},gradline$now(),`,
          },
          { kind: 'close', offset: end, other: start, pair: inserted.length, text: ')' },
        );
      }
    }
    return inserted.sort(byNesting).map(({ offset, text: put }) => ({ offset, text: put }));
  }

  #number(file: string, range: Range, text: string): number {
    const key = `${file} ${JSON.stringify(range)}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      this.#ids.set(key, (id = this.#places.length));
      this.#places.push({ file, range, text: text.replace(/\s+/g, ' ').slice(0, 80) });
    }
    return id;
  }
}

/** An insertion with the place of its partner: what opens has one that closes. */
interface Inserted extends TextInsertion {
  readonly kind: 'open' | 'close' | 'between';
  readonly other?: number;
  /** The number of the pair. Of two pairs that wrap the same expression, the higher is inside. */
  readonly pair?: number;
}

/** Finds the partner of each insertion that wraps something; the others are statements of their own. */
function withEnds(insertions: readonly TextInsertion[]): Inserted[] {
  const result: Inserted[] = insertions.map((one) => ({
    ...one,
    kind: /^[)}]/.test(one.text) ? 'close' : one.text.endsWith(';') ? 'between' : 'open',
  }));
  const open: number[] = [];
  result.forEach((one, index) => {
    if (one.kind === 'open') open.push(index);
    const partner = one.kind === 'close' ? open.pop() : undefined;
    if (partner === undefined) return;
    result[index] = { ...one, other: result[partner].offset, pair: partner };
    result[partner] = { ...result[partner], other: one.offset, pair: partner };
  });
  return result;
}

const order = { close: 0, between: 1, open: 2 };

/** Keeps inner pairs inside: where several open the widest comes first, where several close the narrowest. */
function byNesting(a: Inserted, b: Inserted): number {
  const inner = (a.pair ?? 0) - (b.pair ?? 0);
  return (
    a.offset - b.offset ||
    order[a.kind] - order[b.kind] ||
    (b.other ?? 0) - (a.other ?? 0) ||
    (a.kind === 'close' ? -inner : inner)
  );
}

/** Whether a call would mean something else once it is wrapped. */
function isApart(call: ts.CallExpression | ts.NewExpression): boolean {
  const { parent, expression } = call;
  if (expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require'))
    return true;
  if (ts.isDecorator(parent)) return true;
  // `a?.b().c`: only the whole chain can be wrapped.
  const continued =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent)) &&
    parent.expression === call;
  return continued && (parent.flags & ts.NodeFlags.OptionalChain) !== 0;
}

/** What the thread sends in addition to the probe's own events. */
export interface MarkEvent {
  readonly type: 'mark';
  readonly id: number;
  /** `returned`: the call returned a value. The others: the call itself, not one inside it, made such a thing. */
  readonly what: 'returned' | 'layer' | 'model' | 'variable';
  readonly className: string;
  /** Frames of the bundle, innermost first, zero-based. */
  readonly stack: readonly { readonly line: number; readonly column: number }[];
}

export function isMarkEvent(event: { readonly type: string }): event is MarkEvent {
  return event.type === 'mark';
}

/**
 * Code to append to the bundle. Like the recorder it sees each layer when the layer's constructor sets `id`; unlike the
 * recorder it finds the call that made the layer by the order in which calls end.
 */
export const markRuntime = `
;import { parentPort as gradline$port } from 'node:worker_threads';
function gradline$state() {
  const key = Symbol.for('gradline.marks');
  if (globalThis[key]) return globalThis[key];
  const tf = ${probeGlobalText('tf')};
  const state = { count: 0, pending: [], told: new Set(), variables: new Map(), tf, url: '' };
  globalThis[key] = state;
  const { prototype } = tf.layers.Layer;
  const { set } = Object.getOwnPropertyDescriptor(prototype, 'id');
  Object.defineProperty(prototype, 'id', { configurable: true, set(id) {
    set.call(this, id);
    state.pending.push({ made: this, count: ++state.count, trace: new Error().stack ?? '' });
  } });
  const engine = tf.engine();
  const makeVariable = engine.makeVariable;
  engine.makeVariable = (...values) => {
    const variable = makeVariable(...values);
    state.variables.set(variable, { count: ++state.count, trace: new Error().stack ?? '' });
    return variable;
  };
  return state;
}
function gradline$now() {
  const state = gradline$state();
  state.url = import.meta.url;
  return state.count;
}
function gradline$tell(id, what, className, trace) {
  const state = gradline$state();
  const once = id + what + className;
  if (state.told.has(once)) return;
  state.told.add(once);
  const stack = [];
  for (const line of trace.split('\\n')) {
    const at = line.indexOf(state.url + ':');
    const found = at < 0 ? null : /^(\\d+):(\\d+)/.exec(line.slice(at + state.url.length + 1));
    if (found) stack.push({ line: Number(found[1]) - 1, column: Number(found[2]) - 1 });
  }
  gradline$port.postMessage({ type: 'mark', id, what, className, stack });
}
function gradline$self(id, made) {
  const state = gradline$state();
  const mine = state.pending.find((one) => one.made === made && made instanceof state.tf.LayersModel);
  if (!mine) return;
  state.pending.splice(state.pending.indexOf(mine), 1);
  gradline$tell(id, 'returned', '', '');
  gradline$tell(id, 'model', made.getClassName(), mine.trace);
}
function gradline$mark(id, start, value) {
  const state = gradline$state();
  // A stand-in is a function; its return value says nothing.
  if (value !== undefined && typeof value !== 'function') gradline$tell(id, 'returned', '', '');
  const fresh = state.pending.filter(({ count }) => count > start);
  for (const one of fresh) {
    const isModel = one.made instanceof state.tf.LayersModel;
    if (isModel && one.made !== value) continue;
    state.pending.splice(state.pending.indexOf(one), 1);
    const name = one.made.getClassName();
    if (name !== 'InputLayer') gradline$tell(id, isModel ? 'model' : 'layer', name, one.trace);
  }
  const variable = state.variables.get(value);
  if (variable?.count > start && value.trainable) {
    state.variables.delete(value);
    gradline$tell(id, 'variable', 'Variable', variable.trace);
  }
  return value;
}
`;
