/** Finds where the numbers of a tensor come into the text: where a list is filled, or handed to a function. */

import type { NotedPlace } from '../../report/finding';
import ts from 'typescript';
import type { Location } from '../../report/position';
import { isFunctionNode } from '../syntax/nodes';
import { rangeOf } from '../syntax/positions';
import { bareExpression, tracedAt, type TracedExpression } from '../tracing/traced';
import type { TracedFiles } from '../tracing/traced-files';

/** How many names to follow, one defined by the next. */
const longestTrace = 5;
/** With more places than this nobody knows which one matters. */
const mostPlaces = 3;

/**
 * The `push` calls that fill the list which a call turns into a tensor, and the arguments that hand its numbers to the
 * function around it; empty where there are many.
 *
 * @param made the call that makes the tensor
 */
export function listPlaces(files: TracedFiles, made: Location): NotedPlace[] {
  const call = files.call(made);
  const list = call?.node.arguments?.at(0);
  if (!call || !list) return [];
  const found: NotedPlace[] = [];
  search(files, tracedAt(call, list), longestTrace, found, new Set());
  return found.length > mostPlaces ? [] : found;
}

/** Searches an expression, and what the names in it stand for. */
function search(
  files: TracedFiles,
  here: TracedExpression<ts.Node>,
  depth: number,
  found: NotedPlace[],
  seen: Set<ts.Node>,
): void {
  const { node } = here;
  if (seen.has(node)) return;
  seen.add(node);
  if (ts.isIdentifier(node)) {
    if (depth > 0) searchName(files, tracedAt(here, node), depth - 1, found, seen);
    return;
  }
  const next = (child: ts.Node): void => {
    search(files, tracedAt(here, child), depth, found, seen);
  };
  // The names of properties and of functions that are called stand for no numbers.
  if (ts.isPropertyAccessExpression(node)) next(node.expression);
  else if (ts.isPropertyAssignment(node)) next(node.initializer);
  else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) node.arguments.forEach(next);
  else ts.forEachChild(node, next);
}

function searchName(
  files: TracedFiles,
  here: TracedExpression<ts.Identifier>,
  depth: number,
  found: NotedPlace[],
  seen: Set<ts.Node>,
): void {
  const declaration = here.parsed.tree.lookup(here.node)?.declaration;
  if (!declaration || seen.has(declaration)) return;
  seen.add(declaration);
  if (ts.isParameter(declaration) && isFunctionNode(declaration.parent)) {
    const given = files.tracer.values(here, 1).filter(({ node }) => node !== here.node);
    for (const one of given) found.push(placeOf(one, 'these numbers are handed over here'));
  } else if (ts.isVariableDeclaration(declaration) && declaration.initializer) {
    const value = bareExpression(declaration.initializer);
    if (!ts.isArrayLiteralExpression(value) || value.elements.length > 0) {
      search(files, tracedAt(here, value), depth, found, seen);
      return;
    }
    for (const push of pushesOf(here, declaration)) {
      found.push(placeOf(tracedAt(here, push), 'these numbers are put in here'));
      for (const one of push.arguments) search(files, tracedAt(here, one), depth, found, seen);
    }
  }
}

/** The calls that put something into a list. */
function pushesOf({ parsed }: TracedExpression, list: ts.Declaration): ts.CallExpression[] {
  return parsed.tree.calls.filter((call): call is ts.CallExpression => {
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
    const { expression, name } = call.expression;
    return name.text === 'push' && ts.isIdentifier(expression) && parsed.tree.lookup(expression)?.declaration === list;
  });
}

function placeOf({ parsed, node }: TracedExpression<ts.Node>, note: string): NotedPlace {
  return { file: parsed.file, range: rangeOf(parsed.source, node), note };
}
