/** Finds the loop that makes a layer: where the list it walks is empty, the model lacks that layer. */

import ts from 'typescript';
import { type CallNode, enclosingFunction, isFunctionNode } from '../syntax/nodes';

const listMethods = /^(?:forEach|map|flatMap|reduce)$/;

/**
 * @param layer a call that makes a layer
 * @param model the call that makes the model which the layer joins
 * @returns the outermost loop around the layer in the function that makes the model; undefined where there is none, or
 *   where a condition decides whether the loop runs
 */
export function loopAround(layer: CallNode, model: CallNode): ts.Node | undefined {
  const stop = enclosingFunction(model);
  let loop: ts.Node | undefined;
  for (let at: ts.Node = layer; at !== stop && !ts.isSourceFile(at); at = at.parent) {
    if (at !== layer && isFunctionNode(at) && !isWalk(at)) return undefined;
    if (isConditional(at)) return undefined;
    if (ts.isIterationStatement(at, false)) loop = at;
    else if (isWalk(at)) loop = at.parent;
    if (loop && contains(loop, model)) return undefined;
  }
  return loop;
}

/** The function that a method of a list calls for each of its items. */
function isWalk(node: ts.Node): boolean {
  const { parent } = node;
  if (!isFunctionNode(node) || !ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  return ts.isPropertyAccessExpression(parent.expression) && listMethods.test(parent.expression.name.text);
}

function isConditional(node: ts.Node): boolean {
  return (
    ts.isIfStatement(node) ||
    ts.isConditionalExpression(node) ||
    ts.isSwitchStatement(node) ||
    ts.isTryStatement(node) ||
    (ts.isBinaryExpression(node) && /^(?:&&|\|\||\?\?)$/.test(node.operatorToken.getText()))
  );
}

function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}
