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
  const search = new ListSearch(files);
  search.expression(tracedAt(call, list), longestTrace);
  return search.found.length > mostPlaces ? [] : search.found;
}

class ListSearch {
  readonly found: NotedPlace[] = [];
  readonly #seen = new Set<ts.Node>();

  constructor(private readonly files: TracedFiles) {}

  /** Searches an expression, and what the names in it stand for. */
  expression(here: TracedExpression<ts.Node>, depth: number): void {
    const { node } = here;
    if (this.#knows(node)) return;
    if (ts.isIdentifier(node)) {
      if (depth > 0) this.#name(tracedAt(here, node), depth - 1);
      return;
    }
    const next = (child: ts.Node): void => {
      this.expression(tracedAt(here, child), depth);
    };
    // The names of properties and of functions that are called stand for no numbers.
    if (ts.isPropertyAccessExpression(node)) next(node.expression);
    else if (ts.isPropertyAssignment(node)) next(node.initializer);
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) node.arguments.forEach(next);
    else ts.forEachChild(node, next);
  }

  #name(here: TracedExpression<ts.Identifier>, depth: number): void {
    const declaration = here.parsed.tree.lookup(here.node)?.declaration;
    if (!declaration || this.#knows(declaration)) return;
    if (ts.isParameter(declaration) && isFunctionNode(declaration.parent)) {
      const given = this.files.tracer.values(here, 1).filter(({ node }) => node !== here.node);
      for (const one of given) this.found.push(placeOf(one, 'these numbers are handed over here'));
    } else if (ts.isVariableDeclaration(declaration) && declaration.initializer) {
      const value = bareExpression(declaration.initializer);
      if (!ts.isArrayLiteralExpression(value) || value.elements.length > 0) {
        this.expression(tracedAt(here, value), depth);
        return;
      }
      for (const push of pushesOf(here, declaration)) {
        this.found.push(placeOf(tracedAt(here, push), 'these numbers are put in here'));
        for (const one of push.arguments) this.expression(tracedAt(here, one), depth);
      }
    }
  }

  #knows(node: ts.Node): boolean {
    const isKnown = this.#seen.has(node);
    this.#seen.add(node);
    return isKnown;
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
