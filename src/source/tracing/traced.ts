/** Types an expression in its file, with the calls that led there, and finds calls at positions. */

import ts from 'typescript';
import type { Location, Position } from '../../report/position';
import { calleeName, type CallNode } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';

/** The parsed text of a file; undefined for one that was not read. */
export type ParsedFileLookup = (file: string) => ParsedFile | undefined;

/** Gives the expression that an import leads to; for a namespace of a whole file, its member of the given name. */
export type ImportedExpression = (
  importer: ParsedFile,
  declaration: ts.Node,
  name: string | undefined,
) => { readonly parsed: ParsedFile; readonly node: ts.Node } | undefined;

export interface TracedExpression<N extends ts.Node = ts.Expression> {
  readonly parsed: ParsedFile;
  readonly node: N;
  /** The calls that led to the code around `node`, innermost first. */
  readonly callers: readonly Location[];
}

/** The same place in the trace, at another node of the same file. */
export function tracedAt<N extends ts.Node>(
  { parsed, callers }: TracedExpression<ts.Node>,
  node: N,
): TracedExpression<N> {
  return { parsed, node, callers };
}

/** The expression without parentheses, casts and assertions around it. */
export function bareExpression(node: ts.Expression): ts.Expression {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isTypeAssertionExpression(inner)
  )
    inner = inner.expression;
  return inner;
}

/** The offset of a position; the end of the text for a position beyond it. */
export function offsetOf({ source }: ParsedFile, { line, character }: Position): number {
  const start = source.getLineStarts().at(line);
  return start === undefined ? source.end : Math.min(start + character, source.end);
}

/** The call whose expression begins at `start` and ends at `end`. */
export function callBetween(parsed: ParsedFile, start: Position, end: Position): CallNode | undefined {
  const [from, to] = [offsetOf(parsed, start), offsetOf(parsed, end)];
  return parsed.tree.calls.find((call) => call.getStart(parsed.source) === from && call.end === to);
}

/** The call that a stack frame at a position names: by the name of its callee, else the innermost that begins there. */
export function callAt(parsed: ParsedFile, position: Position): CallNode | undefined {
  const offset = offsetOf(parsed, position);
  const { source } = parsed;
  const named = parsed.tree.calls.filter((call) => {
    const name = calleeName(call);
    return name.getStart(source) <= offset && offset <= name.end;
  });
  const candidates = named.length > 0 ? named : parsed.tree.calls.filter((call) => call.getStart(source) === offset);
  return candidates.reduce<CallNode | undefined>(
    (best, call) => (!best || calleeName(call).getWidth() < calleeName(best).getWidth() ? call : best),
    undefined,
  );
}
