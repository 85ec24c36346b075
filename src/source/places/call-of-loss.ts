/** Finds the call that gives the function around a place its arguments. */

import type { NotedPlace } from '../../report/finding';
import type ts from 'typescript';
import type { Location } from '../../report/position';
import { type CallNode, calleeName, enclosingFunction, functionName, type FunctionNode } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { rangeOf } from '../syntax/positions';
import { callAt } from '../tracing/traced';
import type { TracedFiles } from '../tracing/traced-files';

/**
 * The call, in user code, of the named function that an operation of a loss stands in; undefined where the operation
 * stands where the loss is put together, such as in a function that is handed to `minimize`.
 *
 * @param at the operation
 * @param callers the calls that led to it, innermost first
 */
export function callOfLoss(files: TracedFiles, at: Location, callers: readonly Location[]): NotedPlace | undefined {
  const parsed = files.file(at.file);
  const operation = parsed && callAt(parsed, at.range.start);
  const around = operation && enclosingLoss(operation, parsed);
  const name = around && functionName(around);
  if (name === undefined || around?.parameters.length === 0) return undefined;
  for (const { file, range } of callers) {
    const other = files.file(file);
    const call = other && callAt(other, range.start);
    if (!other || !call?.arguments?.length || calleeName(call).getText(other.source) !== name) continue;
    const note = 'the loss function is called here with these outputs';
    return { file, range: rangeOf(other.source, calleeName(call)), note };
  }
  return undefined;
}

/** The function around a node; one that is handed to `tf.tidy` belongs to the function around it. */
function enclosingLoss(node: ts.Node, parsed: ParsedFile): FunctionNode | undefined {
  let around = enclosingFunction(node);
  while (around && isHandedToTidy(around, parsed)) around = enclosingFunction(around);
  return around;
}

function isHandedToTidy(node: FunctionNode, { source }: ParsedFile): boolean {
  const call = node.parent as CallNode;
  return call.arguments?.some((argument) => argument === node) === true && calleeName(call).getText(source) === 'tidy';
}
