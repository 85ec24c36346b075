/** Finds variables and parameters of a function that nothing reads. */

import ts from 'typescript';
import type { ParsedFile } from '../syntax/parsed-file';
import { bareExpression } from '../tracing/traced';
import { calleeText, isAssigning, namesIn, nodesIn, type Owner, ownerOf, rootOf } from './functions';
import { isActingName } from './names';

/** What reads nothing but the size of a value. */
const ofSize: ReadonlySet<string> = new Set(['length', 'shape', 'size', 'rank', 'dtype', 'dispose', 'print']);
/** Calls that get a value and do nothing with it. */
const idle: ReadonlySet<string> = new Set(['dispose', 'log', 'debug', 'info', 'warn', 'print']);

export interface UnreadVariable {
  readonly name: ts.Identifier;
  readonly declaration: ts.VariableDeclaration | ts.ParameterDeclaration;
  /** The statements that write it, or free its memory. */
  readonly writes: readonly ts.Node[];
}

/** The first variable or parameter of a function whose name `is` accepts and that nothing reads. */
export function unreadVariable(
  owner: Owner,
  is: (name: string) => boolean,
  file: ParsedFile,
): UnreadVariable | undefined {
  const declarations = [
    ...(ts.isSourceFile(owner) ? [] : owner.parameters),
    ...nodesIn(owner, ts.isVariableDeclaration).filter((one) => ownerOf(one) === owner && !isOfEnvironment(one)),
  ];
  const unread = declarations
    .flatMap((declaration) => namesIn(declaration.name).map((name) => ({ name, declaration })))
    .find(({ name }) => is(name.text) && usesOf(name, file)?.every(isNoRead));
  return unread && { ...unread, writes: (usesOf(unread.name, file) ?? []).map(statementOf) };
}

function isOfEnvironment({ initializer, parent }: ts.VariableDeclaration): boolean {
  if (ts.isForOfStatement(parent.parent) || ts.isForInStatement(parent.parent)) return true;
  let value = initializer && bareExpression(initializer);
  if (value && ts.isAwaitExpression(value)) value = bareExpression(value.expression);
  return value !== undefined && ts.isCallExpression(value) && isActingName(calleeText(value));
}

function usesOf(name: ts.Identifier, { tree }: ParsedFile): readonly ts.Identifier[] | undefined {
  const binding = tree.lookup(name);
  return binding && tree.references(binding);
}

/** What a use stands in that does nothing else: its statement, or the use alone. */
function statementOf(use: ts.Identifier): ts.Node {
  const { parent } = use;
  if (ts.isPropertyAccessExpression(parent) && parent.name.text !== 'push' && parent.name.text !== 'dispose')
    return use;
  let at: ts.Node = use;
  while (!ts.isStatement(at)) at = at.parent;
  return ts.isExpressionStatement(at) ? at : use;
}

/** Whether a use of a name writes, asks for a size, or hands the value to what does nothing with it. */
function isNoRead(use: ts.Identifier): boolean {
  const { parent } = use;
  if (ts.isPropertyAccessExpression(parent)) {
    const isFilled = parent.name.text === 'push' && isStatement(parent.parent);
    return isFilled || ofSize.has(parent.name.text);
  }
  if (isHandedTo(use, idle)) return true;
  for (let at: ts.Node = use; !ts.isStatement(at); at = at.parent)
    if (ts.isBinaryExpression(at.parent) && isAssigning(at.parent))
      return at.parent.left === at && rootOf(at.parent.left) === use && isStatement(at.parent);
  return false;
}

function isStatement(node: ts.Node): boolean {
  return ts.isExpressionStatement(node.parent);
}

function isHandedTo(use: ts.Identifier, calls: ReadonlySet<string>): boolean {
  const { parent } = use;
  const given = ts.isArrayLiteralExpression(parent) ? parent : use;
  return ts.isCallExpression(given.parent) && given.parent.expression !== given && calls.has(calleeText(given.parent));
}
