/** Initializes a module-level tfjs variable that the code only sets later, inside a function. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import { probeGlobalText } from '../../report/probe-globals';
import { isNullOrUndefined } from '../syntax/conditions';
import { hasModifier } from '../syntax/nodes';

/**
 * Handles `if (isNode) { var tf = require('@tensorflow/tfjs'); }`: the declaration hides the global `tf` of a page,
 * which the code means where it does not take the branch.
 */
function hiddenGlobal(source: ts.SourceFile): TextInsertion[] {
  const hides = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    const isVar = ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0;
    if (isVar && node.declarations.some(({ name }) => ts.isIdentifier(name) && name.text === 'tf')) return true;
    return ts.forEachChild(node, (child) => hides(child) || undefined) ?? false;
  };
  const nested = source.statements.some((statement) => !ts.isVariableStatement(statement) && hides(statement));
  const first = source.statements.at(0);
  return nested && first ? [{ offset: first.getStart(source), text: `var tf = ${probeGlobalText('tf')}; ` }] : [];
}

/** `let tf = null; export function setBackend(given) { tf = given; }`: users of the module call that function first. */
export function unsetTfjsInsertions(source: ts.SourceFile): TextInsertion[] {
  const declarations = source.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) && !hasModifier(statement, ts.SyntaxKind.DeclareKeyword)
      ? [...statement.declarationList.declarations]
      : [],
  );
  const unset = declarations.flatMap((declaration) => {
    if (!ts.isIdentifier(declaration.name) || declaration.name.text !== 'tf') return [];
    const { initializer } = declaration;
    if (initializer && !isNullOrUndefined(initializer)) return [];
    return [{ offset: declaration.end, text: ` ${initializer ? '??' : '='} ${probeGlobalText('tf')}` }];
  });
  return [...hiddenGlobal(source), ...unset];
}
