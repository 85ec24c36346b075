/** Finds the calls of a function in the files that import it. */

import ts from 'typescript';
import { isStaticMember } from '../meaning/meaning';
import type { OutsideCall } from './other-files';
import type { FunctionNode, ScopeTree } from './scope';

/**
 * @param owner how people call the function, or the class that it constructs: `createModel`, `Net`, `Net.build`
 */
export function callsFromOutside(tree: ScopeTree, node: FunctionNode, owner: string): OutsideCall[] {
  const { outside, source } = tree;
  if (!outside) return [];
  const name = owner.slice(owner.lastIndexOf('.') + 1);
  const isDefault = isDefaultExport(node, tree);
  const found: OutsideCall[] = [];
  for (const caller of outside.callers) {
    for (const call of caller.calls) {
      const called = call.expression;
      const leads = (local: ts.Identifier): boolean => {
        const declaration = caller.lookup(local)?.declaration;
        const from = declaration && moduleOf(declaration);
        if (from === undefined) return false;
        return (
          outside.target(caller.source.fileName, from) === source.fileName ||
          (ts.isImportSpecifier(declaration ?? local) &&
            outside.ofImport(caller.source.fileName, declaration ?? local)?.tree.source.fileName === source.fileName)
        );
      };
      if (ts.isIdentifier(called)) {
        const declaration = caller.lookup(called)?.declaration;
        const imported =
          declaration && ts.isImportSpecifier(declaration)
            ? (declaration.propertyName ?? declaration.name).text
            : called.text;
        if ((imported === name || (isDefault && declaration && ts.isImportClause(declaration))) && leads(called))
          found.push({ call, tree: caller });
      } else if (
        ts.isPropertyAccessExpression(called) &&
        called.name.text === name &&
        isLed(called.expression, caller, leads)
      )
        found.push({ call, tree: caller });
    }
  }
  return found;
}

/** A namespace, a class, or a variable that holds an instance of one. */
function isLed(holder: ts.Expression, tree: ScopeTree, leads: (local: ts.Identifier) => boolean): boolean {
  if (ts.isNewExpression(holder)) return ts.isIdentifier(holder.expression) && leads(holder.expression);
  if (!ts.isIdentifier(holder)) return false;
  if (leads(holder)) return true;
  const declaration = tree.lookup(holder)?.declaration;
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return (
    initializer !== undefined &&
    ts.isNewExpression(initializer) &&
    ts.isIdentifier(initializer.expression) &&
    leads(initializer.expression)
  );
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

function isDefaultExport(node: FunctionNode, { source }: ScopeTree): boolean {
  const owner = ts.isConstructorDeclaration(node) ? node.parent : node;
  if (ts.isClassElement(owner) && isStaticMember(owner)) return false;
  const declared = ts.isVariableDeclaration(owner.parent) ? owner.parent : owner;
  const name = 'name' in declared && declared.name && ts.isIdentifier(declared.name) ? declared.name.text : undefined;
  if (ts.canHaveModifiers(owner) && ts.getModifiers(owner)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
    return true;
  return source.statements.some(
    (one) =>
      ts.isExportAssignment(one) &&
      (one.expression === owner || (ts.isIdentifier(one.expression) && one.expression.text === name)),
  );
}
