/** Lists the functions, methods and classes of a file that can be reached from a name of its top level. */

import ts from 'typescript';
import type { EntryCall } from '../report/entry';
import { isStaticMember, textOf } from './meaning';
import type { FunctionNode } from './scope';
import { isFunctionNode, thisContainer } from './scope';

export interface Callable {
  /** From the top-level name to the function: `createModel`, `Net.build`, `builders.cnn`, `module.exports.build`. */
  readonly path: string;
  /** The first name of the path. */
  readonly binding: string;
  readonly kind: EntryCall['kind'];
  /** The function; the class itself where it has no constructor of its own. */
  readonly node: FunctionNode | ts.ClassLikeDeclaration;
  /** Of methods: the class that an instance is needed of. */
  readonly owner?: ts.ClassLikeDeclaration | FunctionNode;
}

/** All of them in the order of the text. Functions inside functions are not among them: nothing names them from outside. */
export function callables(source: ts.SourceFile): Callable[] {
  return source.statements.flatMap(ofStatement);
}

function ofStatement(statement: ts.Statement): Callable[] {
  if (ts.isFunctionDeclaration(statement) && statement.name && statement.body) return ofValue(statement.name.text, statement);
  if (ts.isClassDeclaration(statement) && statement.name) return ofValue(statement.name.text, statement);
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => (ts.isIdentifier(name) && initializer ? ofValue(name.text, initializer) : []));
  }
  if (ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression)) return ofAssignment(statement.expression);
  if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
    const { text } = statement.name;
    const exported = statement.body.statements.filter((inner) => ts.canHaveModifiers(inner) && ts.getModifiers(inner)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));
    return exported.flatMap(ofStatement).map((inner) => ({ ...inner, path: `${text}.${inner.path}`, binding: text }));
  }
  return [];
}

/** `exports.build = ...`, `module.exports = {...}`, `Net.build = ...`, `Net.prototype.build = ...`. */
function ofAssignment({ left, operatorToken, right }: ts.BinaryExpression): Callable[] {
  if (operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(left) && isPath(left)) {
    const path = left.getText().replace(/\s/g, '');
    const first = path.split('.')[0] ?? '';
    if (!/^(?:window|self|globalThis|global|document)$/.test(first) && !path.includes('.prototype')) return ofValue(path, right);
  }
  // `exports.a = exports.b = ...`
  return ts.isBinaryExpression(right) ? ofAssignment(right) : [];
}

function isPath(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && isPath(node.expression));
}

function ofValue(path: string, value: ts.Node): Callable[] {
  const binding = path.split('.')[0] ?? path;
  if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) return ofValue(path, value.expression);
  if (ts.isClassLike(value)) return ofClass(path, binding, value);
  if (isFunctionNode(value)) return [{ path, binding, kind: isConstructorFunction(value) ? 'class' : 'function', node: value }];
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((property) => {
    const name = property.name && textOf(property.name);
    if (name === undefined || name.includes('.')) return [];
    if (ts.isMethodDeclaration(property)) return [{ path: `${path}.${name}`, binding, kind: 'function' as const, node: property }];
    return ts.isPropertyAssignment(property) ? ofValue(`${path}.${name}`, property.initializer) : [];
  });
}

function ofClass(path: string, binding: string, node: ts.ClassLikeDeclaration): Callable[] {
  const constructor = constructorOf(node);
  const members = node.members.flatMap((member): Callable[] => {
    const body = ts.isPropertyDeclaration(member) ? member.initializer : member;
    const name = member.name && !ts.isPrivateIdentifier(member.name) ? textOf(member.name) : undefined;
    if (name === undefined || !body || !isFunctionNode(body) || ts.isGetAccessor(body) || ts.isSetAccessor(body) || !body.body) return [];
    const isStatic = isStaticMember(member);
    return [{ path: `${path}.${name}`, binding, kind: isStatic ? 'static-method' : 'method', node: body, ...(isStatic ? {} : { owner: node }) }];
  });
  return [{ path, binding, kind: 'class', node: constructor ?? node }, ...members];
}

/** The constructor with a body, not an overload. */
export function constructorOf(node: ts.ClassLikeDeclaration): ts.ConstructorDeclaration | undefined {
  return node.members.find((member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined);
}

/** `function Net() { this.model = ...; }` wants `new`. */
function isConstructorFunction(node: FunctionNode): boolean {
  if (!node.body || !(ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node))) return false;
  const assigns = (inner: ts.Node): boolean => {
    if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(inner.left)) {
      if (inner.left.expression.kind === ts.SyntaxKind.ThisKeyword && thisContainer(inner.left) === node) return true;
    }
    return ts.forEachChild(inner, assigns) ?? false;
  };
  return assigns(node.body);
}
