/** Lists the functions, methods and classes of a file that can be reached from a name of its top level. */

import ts from 'typescript';
import type { EntryCall } from '../../report/entry-call';
import { constructorOf, type FunctionNode, hasModifier, isFunctionNode, textOf } from '../syntax/nodes';
import type { ScopeTree } from '../syntax/scope';

export interface Callable {
  /**
   * The path from the top-level name to the function: `createModel`, `Net.build`, `module.exports.build`,
   * `default.build`.
   */
  readonly path: string;
  /** The first name of the path. */
  readonly binding: string;
  readonly kind: EntryCall['kind'];
  /** The function; the class itself where it has no constructor of its own. */
  readonly node: FunctionNode | ts.ClassLikeDeclaration;
  /** For a method, the class whose instance it needs. */
  readonly owner?: ts.ClassLikeDeclaration | FunctionNode;
}

/**
 * The callables in the order of the text. Functions inside functions are left out: no name of the top level leads to
 * them.
 */
export function callables(tree: ScopeTree): Callable[] {
  return tree.source.statements.flatMap((statement) => ofStatement(statement, tree));
}

function ofStatement(statement: ts.Statement, tree: ScopeTree): Callable[] {
  // Only a default export can lack a name; the bundle keeps it reachable as `default`.
  if (ts.isFunctionDeclaration(statement))
    return statement.body ? callablesOfValue(statement.name?.text ?? 'default', statement, tree) : [];
  if (ts.isClassDeclaration(statement)) return callablesOfValue(statement.name?.text ?? 'default', statement, tree);
  if (ts.isExportAssignment(statement))
    return statement.isExportEquals ? [] : callablesOfValue('default', statement.expression, tree);
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && initializer ? callablesOfValue(name.text, initializer, tree) : [],
    );
  }
  if (ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression))
    return ofAssignment(statement.expression, tree);
  if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
    const { text } = statement.name;
    const exported = statement.body.statements.filter((inner) => hasModifier(inner, ts.SyntaxKind.ExportKeyword));
    return exported
      .flatMap((inner) => ofStatement(inner, tree))
      .map((inner) => ({ ...inner, path: `${text}.${inner.path}`, binding: text }));
  }
  return [];
}

/** `exports.build = ...`, `module.exports = {...}`, `Net.build = ...`, `Net.prototype.build = ...`. */
function ofAssignment({ left, operatorToken, right }: ts.BinaryExpression, tree: ScopeTree): Callable[] {
  if (operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(left) && isPath(left)) {
    const path = left.getText().replace(/\s/g, '');
    const parts = path.split('.');
    const [first] = parts;
    // A global such as `window`, or an element known by its id, is no name of the file.
    const known = tree.lookupName(first, left);
    const isOwn = first === 'exports' || first === 'module' || known?.topLevel;
    if (isOwn && parts.at(1) !== 'prototype') return callablesOfValue(path, right, tree);
    if (isOwn && known) return ofPrototype([first, ...parts.slice(2)].join('.'), known.declaration, right, tree);
  }
  // `exports.a = exports.b = ...`
  return ts.isBinaryExpression(right) ? ofAssignment(right, tree) : [];
}

/** The methods of the objects that a constructor function makes, with the path that they would have in a class. */
function ofPrototype(path: string, declaration: ts.Node, value: ts.Expression, tree: ScopeTree): Callable[] {
  const owner = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
  if (!owner || !(isFunctionNode(owner) || ts.isClassLike(owner))) return [];
  return callablesOfValue(path, value, tree).flatMap((method) =>
    method.path.split('.').length === 2 ? [{ ...method, kind: 'method' as const, owner }] : [],
  );
}

function isPath(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && isPath(node.expression));
}

/** The functions and methods that `value` is or has, under `path`. */
export function callablesOfValue(path: string, value: ts.Node, tree: ScopeTree): Callable[] {
  const binding = path.split('.')[0] ?? path;
  if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isSatisfiesExpression(value))
    return callablesOfValue(path, value.expression, tree);
  if (ts.isClassLike(value)) return ofClass(path, binding, value);
  if (isFunctionNode(value)) {
    // An async function sets fields of whatever `this` is; `new` cannot call it.
    const isConstructor = tree.isConstructor(value) && !hasModifier(value, ts.SyntaxKind.AsyncKeyword);
    return [{ path, binding, kind: isConstructor ? 'class' : 'function', node: value }];
  }
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((property) => {
    const name = property.name && textOf(property.name);
    if (name === undefined || name.includes('.')) return [];
    if (ts.isMethodDeclaration(property))
      return [{ path: `${path}.${name}`, binding, kind: 'function' as const, node: property }];
    return ts.isPropertyAssignment(property) ? callablesOfValue(`${path}.${name}`, property.initializer, tree) : [];
  });
}

function ofClass(path: string, binding: string, node: ts.ClassLikeDeclaration): Callable[] {
  const constructor = constructorOf(node);
  const members = node.members.flatMap((member): Callable[] => {
    const body = ts.isPropertyDeclaration(member) ? member.initializer : member;
    const name = member.name && !ts.isPrivateIdentifier(member.name) ? textOf(member.name) : undefined;
    if (
      name === undefined ||
      !body ||
      !isFunctionNode(body) ||
      ts.isGetAccessor(body) ||
      ts.isSetAccessor(body) ||
      !body.body
    )
      return [];
    const isStatic = hasModifier(member, ts.SyntaxKind.StaticKeyword);
    return [
      {
        path: `${path}.${name}`,
        binding,
        kind: isStatic ? 'static-method' : 'method',
        node: body,
        ...(isStatic ? {} : { owner: node }),
      },
    ];
  });
  return [{ path, binding, kind: 'class', node: constructor ?? node }, ...members];
}
