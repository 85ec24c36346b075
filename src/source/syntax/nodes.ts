/** Answers small questions about one syntax node: its kind, its name, its modifiers, what is around it. */

import ts from 'typescript';

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration;

/** A node that can hold functions which no name of the top level leads to. */
export type HolderNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.ClassLikeDeclaration
  | ts.ObjectLiteralExpression;

export type CallNode = ts.CallExpression | ts.NewExpression;

export const functionKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
]);

/** Whether a node is a function, a method, an accessor or a constructor. */
export function isFunctionNode(node: ts.Node): node is FunctionNode {
  return functionKinds.has(node.kind);
}

const holderKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
]);

/** Whether a node is a function or a class, in which names of its own are declared. */
export function isHolderNode(node: ts.Node): node is HolderNode {
  return holderKinds.has(node.kind);
}

/** Whether a call is `super(...)`, which makes an instance of the base class. */
export function isSuperCall(call: CallNode): boolean {
  return call.expression.kind === ts.SyntaxKind.SuperKeyword;
}

/** The nearest function around a node, or undefined at the top level of the file or of a class. */
export function enclosingFunction(node: ts.Node): FunctionNode | undefined {
  let at = node.parent as ts.Node | undefined;
  while (at && !isFunctionNode(at)) at = at.parent;
  return at;
}

/** The node whose `this` another node sees: a class, an object literal, a plain function, or undefined for the file. */
export function thisContainer(
  node: ts.Node,
): ts.ClassLikeDeclaration | ts.ObjectLiteralExpression | ts.FunctionDeclaration | ts.FunctionExpression | undefined {
  for (let at = node.parent as ts.Node | undefined; at; at = at.parent as ts.Node | undefined) {
    if (ts.isClassLike(at)) return at;
    if (!isFunctionNode(at) || ts.isArrowFunction(at)) continue;
    const owner = ts.isPropertyAssignment(at.parent) ? at.parent.parent : at.parent;
    if (ts.isClassLike(owner) || ts.isObjectLiteralExpression(owner)) return owner;
    if (ts.isFunctionDeclaration(at) || ts.isFunctionExpression(at)) return at;
  }
  return undefined;
}

/** The text of a name that is written out: `units`, `'units'`, `#units`; undefined for a computed one. */
export function textOf(name: ts.PropertyName | ts.Identifier): string | undefined {
  if (ts.isComputedPropertyName(name))
    return ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
  return name.text;
}

/** The field of the object that a binding element takes; undefined for a rest element or a nested pattern. */
export function fieldName(element: ts.BindingElement): string | undefined {
  if (element.dotDotDotToken) return undefined;
  const name = element.propertyName ?? element.name;
  return ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name) ? undefined : textOf(name);
}

/** Whether a declaration is written with a modifier such as `static`, `export` or `declare`. */
export function hasModifier(node: ts.Node, kind: ts.ModifierSyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

/** The part of a callee that a stack frame points at: `dense` of `tf.layers.dense`. */
export function calleeName(call: CallNode): ts.Node {
  let callee: ts.Expression = call.expression;
  while (ts.isParenthesizedExpression(callee) || ts.isNonNullExpression(callee)) callee = callee.expression;
  if (ts.isPropertyAccessExpression(callee)) return callee.name;
  return ts.isElementAccessExpression(callee) ? callee.argumentExpression : callee;
}

/** The name of a function: its own, the class of a constructor, or the variable or property that holds it. */
export function functionName(node: FunctionNode): string | undefined {
  if (ts.isConstructorDeclaration(node)) return node.parent.name?.text ?? 'constructor';
  if (node.name) return textOf(node.name);
  const parent = node.parent;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return textOf(parent.name);
  if (ts.isBinaryExpression(parent) && ts.isPropertyAccessExpression(parent.left)) return parent.left.name.text;
  return undefined;
}

/** The expression that a class extends. */
export function extendsExpression(node: ts.ClassLikeDeclaration): ts.Expression | undefined {
  return node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types.at(0)?.expression;
}

/** The part of a function or class that names it: its own name, that of what holds it, or else the whole node. */
export function nameNode(node: FunctionNode | ts.ClassLikeDeclaration): ts.Node {
  if (ts.isConstructorDeclaration(node)) return node.parent.name ?? node;
  if (node.name) return node.name;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)
    ? parent.name
    : node;
}

/** The constructor that has a body; overloads have none. */
export function constructorOf(node: ts.ClassLikeDeclaration): ts.ConstructorDeclaration | undefined {
  return node.members.find(
    (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
}

/** Whether `test` holds for a node or a part of it; functions and classes inside it do not count. */
export function containsOwn(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  if (test(node)) return true;
  return (
    ts.forEachChild(
      node,
      (child) => (isFunctionNode(child) || ts.isClassLike(child) ? false : containsOwn(child, test)) || undefined,
    ) ?? false
  );
}
