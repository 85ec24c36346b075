/** Finds what a declared name stands for: an import, function, class, variable, parameter or part of a pattern. */

import ts from 'typescript';
import { textOf } from '../syntax/nodes';
import type { Binding } from '../syntax/scope';
import { importMeaning, type KnownMeanings, type Meaning, unknownMeaning } from './meaning';
import { entityMeaning, typeMeaning } from './type-meanings';

/** What the declaration of a name says that it stands for. */
export function declaredMeaning({ declaration, name }: Binding, meanings: KnownMeanings): Meaning | undefined {
  if (ts.isImportClause(declaration)) return importMeaning(declaration.parent.moduleSpecifier, [], name);
  if (ts.isNamespaceImport(declaration)) return importMeaning(declaration.parent.parent.moduleSpecifier, [], name);
  if (ts.isImportSpecifier(declaration)) {
    const imported = (declaration.propertyName ?? declaration.name).text;
    return importMeaning(
      declaration.parent.parent.parent.moduleSpecifier,
      imported === 'default' || imported === 'tf' ? [] : [imported],
      name,
    );
  }
  if (ts.isImportEqualsDeclaration(declaration)) {
    const from = declaration.moduleReference;
    if (ts.isExternalModuleReference(from)) return importMeaning(from.expression, [], name);
    return entityMeaning(from, meanings);
  }
  if (ts.isFunctionDeclaration(declaration) || ts.isFunctionExpression(declaration))
    return { kind: 'function', node: declaration };
  if (ts.isClassDeclaration(declaration) || ts.isClassExpression(declaration))
    return { kind: 'class', node: declaration };
  if (ts.isVariableDeclaration(declaration) || ts.isParameter(declaration)) return ofVariable(declaration, meanings);
  if (ts.isBindingElement(declaration)) return ofElementOfPattern(declaration, meanings);
  return ts.isEnumDeclaration(declaration) || ts.isModuleDeclaration(declaration) ? unknownMeaning : undefined;
}

function ofVariable(
  node: ts.VariableDeclaration | ts.ParameterDeclaration,
  meanings: KnownMeanings,
): Meaning | undefined {
  return (
    (node.initializer && meanings.of(node.initializer)) ??
    (node.type && typeMeaning(node.type, meanings)) ??
    (ts.isParameter(node) ? ofPromised(node, meanings) : undefined)
  );
}

/** `import('@tensorflow/tfjs').then((tf) => ...)` */
function ofPromised(node: ts.ParameterDeclaration, meanings: KnownMeanings): Meaning | undefined {
  const { parent } = node.parent;
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node.parent || node.parent.parameters[0] !== node)
    return undefined;
  const callee = parent.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'then') return undefined;
  const meaning = meanings.of(callee.expression);
  return meaning?.kind === 'tf' ? meaning : undefined;
}

/** The part of a destructured value that lands in `element`. */
function ofElementOfPattern(element: ts.BindingElement, meanings: KnownMeanings): Meaning | undefined {
  const owner = element.parent.parent;
  const whole = ts.isBindingElement(owner) ? ofElementOfPattern(owner, meanings) : ofVariable(owner, meanings);
  const key = element.propertyName ?? element.name;
  if (element.dotDotDotToken) return ts.isObjectBindingPattern(element.parent) ? whole : undefined;
  const isNamed =
    ts.isObjectBindingPattern(element.parent) && !ts.isObjectBindingPattern(key) && !ts.isArrayBindingPattern(key);
  const name = isNamed ? textOf(key) : undefined;
  const meaning = whole && name !== undefined ? meanings.member(whole, name) : undefined;
  return meaning ?? (element.initializer && meanings.of(element.initializer));
}
