/** Finds the calls of a function in the files that import it. */

import ts from 'typescript';
import type { LinkedFile } from './linked-file';
import { type CallNode, type FunctionNode, hasModifier } from './nodes';

/** A call, and the file whose names its arguments are made of. */
export interface LinkedCall {
  readonly call: CallNode;
  readonly file: LinkedFile;
}

/**
 * The calls of `node` in the files that import `file`, the nearest file first.
 * @param owner how people call the function, or the class that it constructs: `createModel`, `Net`, `Net.build`
 */
export function callsInOtherFiles(file: LinkedFile, node: FunctionNode, owner: string): LinkedCall[] {
  const name = owner.slice(owner.lastIndexOf('.') + 1);
  const isDefault = isDefaultExport(node, file.source);
  return file.callers.flatMap((caller) =>
    caller.tree.calls
      .filter(({ expression }) => isCallOf(expression, name, isDefault, caller, file.path))
      .map((call) => ({ call, file: caller })),
  );
}

/** Whether `called` is the export `name` of the file at `path`, or a method of that name on one of its exports. */
function isCallOf(called: ts.Expression, name: string, isDefault: boolean, caller: LinkedFile, path: string): boolean {
  if (ts.isPropertyAccessExpression(called))
    return called.name.text === name && holdsExport(called.expression, caller, path);
  if (!ts.isIdentifier(called)) return false;
  const declaration = caller.tree.lookup(called)?.declaration;
  const imported =
    declaration && ts.isImportSpecifier(declaration)
      ? (declaration.propertyName ?? declaration.name).text
      : called.text;
  const isMeant = imported === name || (isDefault && declaration !== undefined && ts.isImportClause(declaration));
  return isMeant && comesFrom(called, caller, path);
}

/** Whether a name of `caller` is imported from the file at `path`, directly or through a file that exports it again. */
function comesFrom(local: ts.Identifier, caller: LinkedFile, path: string): boolean {
  const declaration = caller.tree.lookup(local)?.declaration;
  const specifier = declaration && moduleOf(declaration);
  if (!declaration || specifier === undefined) return false;
  if (caller.importedPath(specifier) === path) return true;
  return ts.isImportSpecifier(declaration) && caller.importedDeclaration(declaration)?.file.path === path;
}

/** A namespace, a class, an instance of one, or a variable that holds an instance. */
function holdsExport(holder: ts.Expression, caller: LinkedFile, path: string): boolean {
  if (ts.isNewExpression(holder))
    return ts.isIdentifier(holder.expression) && comesFrom(holder.expression, caller, path);
  if (!ts.isIdentifier(holder)) return false;
  if (comesFrom(holder, caller, path)) return true;
  const declaration = caller.tree.lookup(holder)?.declaration;
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initializer !== undefined && ts.isNewExpression(initializer) && holdsExport(initializer, caller, path);
}

/** The module that a name is imported from, also by `const { build } = require('./build')`. */
function moduleOf(declaration: ts.Node): string | undefined {
  let at = declaration;
  while (
    ts.isImportSpecifier(at) ||
    ts.isNamedImports(at) ||
    ts.isNamespaceImport(at) ||
    ts.isImportClause(at) ||
    ts.isBindingElement(at) ||
    ts.isObjectBindingPattern(at)
  )
    at = at.parent;
  if (ts.isImportDeclaration(at)) return ts.isStringLiteral(at.moduleSpecifier) ? at.moduleSpecifier.text : undefined;
  const required = ts.isVariableDeclaration(at) ? at.initializer : undefined;
  if (
    !required ||
    !ts.isCallExpression(required) ||
    !ts.isIdentifier(required.expression) ||
    required.expression.text !== 'require'
  )
    return undefined;
  const argument = required.arguments.at(0);
  return argument && ts.isStringLiteralLike(argument) ? argument.text : undefined;
}

function isDefaultExport(node: FunctionNode, source: ts.SourceFile): boolean {
  const owner = ts.isConstructorDeclaration(node) ? node.parent : node;
  if (ts.isClassElement(owner) && hasModifier(owner, ts.SyntaxKind.StaticKeyword)) return false;
  if (hasModifier(owner, ts.SyntaxKind.DefaultKeyword)) return true;
  const declared = ts.isVariableDeclaration(owner.parent) ? owner.parent : owner;
  const name = 'name' in declared && declared.name && ts.isIdentifier(declared.name) ? declared.name.text : undefined;
  return source.statements.some(
    (one) =>
      ts.isExportAssignment(one) &&
      (one.expression === owner || (ts.isIdentifier(one.expression) && one.expression.text === name)),
  );
}
