/** Reads V8 stack traces: the frames that lie in the user's bundle, and the functions they name. */

import { type BundlePosition, type BundleRange, type BundleStack, isBefore } from '../../report/position';

export interface StackFrame extends BundlePosition {
  /** As V8 names it, such as `createModel`, `Net.build` or `new Net`; empty for anonymous functions and the module itself. */
  readonly functionName: string;
}

/** Enough for recursive builders; V8 only pays for frames that exist. */
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

export function positionsOf(frames: readonly StackFrame[]): BundleStack {
  return frames.map(({ line, column }) => ({ line, column }));
}

/** True where one of the calls lies in the stretch of the bundle. */
export function isIn({ start, end }: BundleRange, stack: readonly BundlePosition[]): boolean {
  return stack.some((at) => !isBefore(at, start) && isBefore(at, end));
}

/** True where `inner` was made by the same calls as `outer`, as far as `inner` reaches. */
export function startsWith(outer: BundleStack, inner: BundleStack): boolean {
  return inner.every(({ line, column }, i) => outer.at(i)?.line === line && outer[i].column === column);
}

/** True where `thrown`, from its innermost frame on, is the very call of the function that made something at `made`; as far as both stacks reach. */
export function isSameCall(made: readonly StackFrame[], thrown: readonly StackFrame[]): boolean {
  const [maker, ...callers] = made;
  const [at, ...above] = thrown;
  if (made.length === 0 || thrown.length === 0 || plainName(at.functionName) !== plainName(maker.functionName))
    return false;
  // Of an async function that has waited, the callers are gone.
  return above.every(
    ({ line, column }, i) => i >= callers.length || (callers[i].line === line && callers[i].column === column),
  );
}

/** `async Net.build` and `Net.build [as make]` are one function. */
function plainName(name: string): string {
  return name.replace(/^async /, '').replace(/ \[as .*\]$/, '');
}
