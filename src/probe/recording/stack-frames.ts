/** Reads the stack traces of V8: the frames that lie in the bundle of user code, and their functions' names. */

import { type BundlePosition, type BundleRange, type BundleStack, isBefore } from '../../report/position';

export interface StackFrame extends BundlePosition {
  /** As V8 names it: `createModel`, `Net.build`, `new Net`; empty for anonymous functions and the module itself. */
  readonly functionName: string;
}

/** Frames in a trace: enough for recursive builders. V8 only spends time on frames that exist. */
export const stackTraceLimit = 64;

const functionOf = /^\s*at (?:async )?(.*?) \(/;

/**
 * @param trace the text of `Error.stack`
 * @param url of the bundle, as it was imported (`blob:`, `file:` or `data:`)
 * @returns the bundle's frames, innermost first, zero-based
 */
export function parseFrames(trace: string, url: string): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const text of trace.split('\n')) {
    const at = text.indexOf(`${url}:`);
    if (at < 0) continue;
    const position = /^(\d+):(\d+)/.exec(text.slice(at + url.length + 1));
    if (!position) continue;
    frames.push({
      line: Number(position[1]) - 1,
      column: Number(position[2]) - 1,
      functionName: functionOf.exec(text)?.[1] ?? '',
    });
  }
  return frames;
}

/** Where the frames lie in the bundle, innermost first. */
export function positionsOf(frames: readonly StackFrame[]): BundleStack {
  return frames.map(({ line, column }) => ({ line, column }));
}

/** True where one of the frames lies in the range. */
export function isIn({ start, end }: BundleRange, stack: readonly BundlePosition[]): boolean {
  return stack.some((at) => !isBefore(at, start) && isBefore(at, end));
}

/** True where the frames of `inner` are the first ones of `outer`. */
export function startsWith(outer: BundleStack, inner: BundleStack): boolean {
  return inner.every(({ line, column }, i) => outer.at(i)?.line === line && outer[i].column === column);
}

/**
 * True where `thrown` begins in the same call of the same function as `made`: their innermost functions are the same,
 * and so are the calls
 * of these, as far as both stacks reach.
 */
export function isSameCall(made: readonly StackFrame[], thrown: readonly StackFrame[]): boolean {
  const [maker, ...callers] = made;
  const [at, ...above] = thrown;
  if (made.length === 0 || thrown.length === 0 || plainName(at.functionName) !== plainName(maker.functionName))
    return false;
  // V8 leaves out the callers of an async function that has waited.
  return above.every(
    ({ line, column }, i) => i >= callers.length || (callers[i].line === line && callers[i].column === column),
  );
}

/** `async Net.build` and `Net.build [as make]` are one function. */
function plainName(name: string): string {
  return name.replace(/^async /, '').replace(/ \[as .*\]$/, '');
}
