/** Answers how functions of a file hang together: around which node one lies, which calls enter it, what they give. */

import ts from 'typescript';
import { calleeName, enclosingFunction, functionName, type FunctionNode, isFunctionNode } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { bareExpression } from '../tracing/traced';

/** A function, or the file for what stands outside of all. */
export type Owner = FunctionNode | ts.SourceFile;

/** The function of the file around a node; one that a call gets in place, as `tf.tidy` does, is part of its own. */
export function ownerOf(node: ts.Node): Owner {
  let at = enclosingFunction(node);
  while (at && isInline(at)) at = enclosingFunction(at);
  return at ?? node.getSourceFile();
}

/** Whether a function is written where a call gets it. */
export function isInline(node: FunctionNode): boolean {
  const { parent } = node;
  return ts.isCallExpression(parent) && parent.arguments.includes(node as ts.Expression);
}

/** The function of this file that a call enters; undefined where the text does not tell. */
export function functionOf(call: ts.CallExpression, { tree }: ParsedFile): FunctionNode | undefined {
  const callee = bareExpression(call.expression);
  if (ts.isIdentifier(callee)) {
    const declaration = tree.lookup(callee)?.declaration;
    const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
    return value && isFunctionNode(value) ? value : undefined;
  }
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const named = tree.functions.filter((one) => isMember(one) && functionName(one) === callee.name.text);
  return named.length === 1 ? named[0] : undefined;
}

function isMember(node: FunctionNode): boolean {
  return ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node.parent) || ts.isPropertyAssignment(node.parent);
}

/** The calls of this file that enter a function. */
export function callsOf(owner: Owner, file: ParsedFile): ts.CallExpression[] {
  if (ts.isSourceFile(owner)) return [];
  const name = functionName(owner);
  return file.tree.calls.filter(
    (call): call is ts.CallExpression =>
      ts.isCallExpression(call) && calleeText(call) === name && functionOf(call, file) === owner,
  );
}

/** The last name of what is called: `predict` of `this.net.predict(x)`. */
export function calleeText(call: ts.CallExpression): string {
  const name = calleeName(call);
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';
}

/** Whether `test` holds for a node or anything inside it. */
export function contains(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return test(node) || (ts.forEachChild(node, (child) => contains(child, test) || undefined) ?? false);
}

/** All nodes inside a node for which `test` holds, and the node itself. */
export function nodesIn<T extends ts.Node>(node: ts.Node, test: (node: ts.Node) => node is T): T[] {
  const found: T[] = [];
  const visit = (at: ts.Node): void => {
    if (test(at)) found.push(at);
    ts.forEachChild(at, visit);
  };
  visit(node);
  return found;
}

/** The identifiers that a name or a pattern declares. */
export function namesIn(pattern: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(pattern)) return [pattern];
  return pattern.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

/** The name at the root of `targets[i].q`; undefined where something else is. */
export function rootOf(node: ts.Expression): ts.Identifier | undefined {
  let at = bareExpression(node);
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) at = bareExpression(at.expression);
  return ts.isIdentifier(at) ? at : undefined;
}

/** Whether an expression assigns, be it by `=` or by `+=`. */
export function isAssigning({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Whether a name is read, written or called as a value: no name of a property, and no declaration. */
export function isValue(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === name;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === name;
  return !(ts.isBindingElement(parent) && parent.propertyName === name);
}

/** The innermost `if` around a node within its function. */
export function enclosingIf(node: ts.Node): ts.IfStatement | undefined {
  let at = node;
  while (!ts.isIfStatement(at) && !ts.isSourceFile(at) && !ts.isFunctionLike(at)) at = at.parent;
  return ts.isIfStatement(at) ? at : undefined;
}
