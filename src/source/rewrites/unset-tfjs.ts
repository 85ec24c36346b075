/** Initializes a module-level tfjs variable that the code only sets later, inside a function. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import { probeGlobalText } from '../../report/probe-globals';
import { isNothing } from '../syntax/conditions';
import { hasModifier } from '../syntax/nodes';

/** `let tf = null; export function setBackend(given) { tf = given; }`: code that uses the module calls that first. */
export function unsetTfjs(source: ts.SourceFile): TextInsertion[] {
  const declarations = source.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) && !hasModifier(statement, ts.SyntaxKind.DeclareKeyword)
      ? [...statement.declarationList.declarations]
      : [],
  );
  return declarations.flatMap((declaration) => {
    if (!ts.isIdentifier(declaration.name) || declaration.name.text !== 'tf') return [];
    const { initializer } = declaration;
    if (initializer && !isNothing(initializer)) return [];
    return [{ offset: declaration.end, text: ` ${initializer ? '??' : '='} ${probeGlobalText('tf')}` }];
  });
}
