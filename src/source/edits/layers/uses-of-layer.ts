/** Finds where code uses a layer that a helper function returns or a field of a class holds. */

import ts from 'typescript';
import { type CallNode, enclosingFunction, thisContainer } from '../../syntax/nodes';
import { tracedAt, type TracedExpression } from '../../tracing/traced';

/** The calls of the helper, or the reads of the field; empty for a layer that goes elsewhere. */
export function usesElsewhere(layer: TracedExpression<CallNode>): TracedExpression[] {
  const uses = [...helperCalls(layer), ...fieldReads(layer)];
  return uses.map((use) => tracedAt(layer, use));
}

/** `hidden()` for `const hidden = () => layer` and `function hidden() { return layer; }`. */
function helperCalls({ parsed, node }: TracedExpression<CallNode>): ts.Expression[] {
  const helper = enclosingFunction(node);
  const isResult = helper !== undefined && (ts.isReturnStatement(node.parent) || helper.body === node);
  const name = isResult ? nameOf(helper) : undefined;
  const binding = name && parsed.tree.lookup(name);
  return (binding ? parsed.tree.references(binding) : []).flatMap(({ parent }) =>
    ts.isCallExpression(parent) && ts.isIdentifier(parent.expression) && parent.expression.text === name?.text
      ? [parent]
      : [],
  );
}

function nameOf(helper: ts.Node): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(helper)) return helper.name;
  const { parent } = helper;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name : undefined;
}

/** `this.hidden` for `hidden = layer` in a class and `this.hidden = layer` in its constructor. */
function fieldReads({ node }: TracedExpression<CallNode>): ts.Expression[] {
  const { parent } = node;
  const owner = thisContainer(node);
  const name = fieldName(node);
  if (name === undefined || !owner || !ts.isClassLike(owner)) return [];
  const reads: ts.Expression[] = [];
  const visit = (at: ts.Node): void => {
    if (isFieldOfThis(at, name) && !(ts.isBinaryExpression(parent) && parent.left === at)) reads.push(at);
    ts.forEachChild(at, visit);
  };
  visit(owner);
  return reads;
}

function fieldName({ parent }: CallNode): string | undefined {
  if (ts.isPropertyDeclaration(parent)) return ts.isIdentifier(parent.name) ? parent.name.text : undefined;
  const isAssigned = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!isAssigned || !ts.isPropertyAccessExpression(parent.left)) return undefined;
  return parent.left.expression.kind === ts.SyntaxKind.ThisKeyword ? parent.left.name.text : undefined;
}

function isFieldOfThis(node: ts.Node, name: string): node is ts.PropertyAccessExpression {
  return (
    ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword && node.name.text === name
  );
}
