/** Reads the expression that makes weights, with the variable that holds them and the function that makes them. */

import ts from 'typescript';
import { type CallNode, calleeName, enclosingFunction, type FunctionNode } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { bareExpression, type TracedExpression } from '../../tracing/traced';

/** Weights that a function makes whenever it runs. */
export interface RenewedWeights {
  readonly parsed: ParsedFile;
  /** All that makes them: `tf.randomNormal([4, 1]).mul(0.1)`. */
  readonly expression: ts.Expression;
  /** The variable that holds them; undefined where the code uses them in place. */
  readonly declared?: {
    readonly name: ts.Identifier;
    /** As it is written: `tf.Tensor2D`. */
    readonly type: string;
    readonly statement: ts.VariableStatement;
  };
  /** The function that makes them; never one that only `tf.tidy` runs. */
  readonly maker: FunctionNode;
}

/** Methods that scale or cast what they are called on, and leave it the weights that it is. */
const shaping = /^(?:mul|div|add|sub|toFloat|cast|reshape|as[1-4]D)$/;

/** @returns undefined where the call is not in a function, or the weights are disposed or given another value */
export function renewedWeights({ parsed, node }: TracedExpression<CallNode>): RenewedWeights | undefined {
  const expression = wholeExpression(node);
  const around = enclosingFunction(node);
  const maker = around && outsideTidy(around);
  if (!maker) return undefined;
  const { parent } = expression;
  if (!ts.isVariableDeclaration(parent))
    return ts.isBinaryExpression(parent) || ts.isReturnStatement(parent) ? undefined : { parsed, expression, maker };
  const { name, type } = parent;
  const statement = parent.parent.parent;
  if (!ts.isIdentifier(name) || !ts.isVariableStatement(statement)) return undefined;
  const binding = parsed.tree.lookup(name);
  const isOnlyOne = statement.declarationList.declarations.length === 1 && statement.parent === around.body;
  if (!isOnlyOne || !binding || binding.assigned.length > 0) return undefined;
  if (parsed.tree.references(binding).some((use) => isDisposed(use))) return undefined;
  return { parsed, expression, declared: { name, type: type ? type.getText(parsed.source) : '', statement }, maker };
}

/** The call with the methods, casts and `tf.variable` around it. */
function wholeExpression(made: CallNode): ts.Expression {
  let at: ts.Expression = made;
  for (;;) {
    const { parent } = at;
    if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent) && shaping.test(parent.name.text))
      at = parent.parent;
    else if (ts.isExpression(parent) && bareExpression(parent) === bareExpression(at)) at = parent;
    else if (isVariable(parent) && parent.arguments[0] === at) at = parent;
    else return at;
  }
}

/** Whether a node is a call of `tf.variable`. */
export function isVariable(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && calleeName(node).getText() === 'variable';
}

function outsideTidy(node: FunctionNode): FunctionNode | undefined {
  let at: FunctionNode | undefined = node;
  while (at && ts.isCallExpression(at.parent) && calleeName(at.parent).getText() === 'tidy') at = enclosingFunction(at);
  return at;
}

function isDisposed({ parent }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === 'dispose';
  return ts.isCallExpression(parent) && calleeName(parent).getText() === 'dispose';
}

/**
 * Whether an expression means the same outside of a node: it reads no name that is declared in it, nor `this`, and
 * waits for nothing.
 *
 * @param hasThis whether `this` means the same there
 */
export function isFreeOf(node: ts.Node, expression: ts.Node, { tree }: ParsedFile, hasThis = false): boolean {
  let isFree = true;
  const visit = (at: ts.Node): void => {
    if (ts.isAwaitExpression(at) || ts.isYieldExpression(at)) isFree = false;
    if (at.kind === ts.SyntaxKind.ThisKeyword && !hasThis) isFree = false;
    const isName = ts.isIdentifier(at) && !(ts.isPropertyAccessExpression(at.parent) && at.parent.name === at);
    const declaration = isName ? tree.lookup(at)?.declaration : undefined;
    // What the expression itself declares, such as the parameter of an arrow function, moves with it.
    if (declaration && isWithin(declaration, node) && !isWithin(declaration, expression)) isFree = false;
    ts.forEachChild(at, visit);
  };
  visit(expression);
  return isFree;
}

function isWithin(node: ts.Node, around: ts.Node): boolean {
  return node.pos >= around.pos && node.end <= around.end;
}
