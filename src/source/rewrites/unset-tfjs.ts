/** Gives a module's variable for tfjs, which only a function of it would set, the probe's tfjs from the start. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import { probeGlobalText } from '../../report/probe-globals';
import { isNothing } from '../syntax/conditions';
import { hasModifier } from '../syntax/nodes';

/** `let tf = null; export function setBackend(given) { tf = given; }`: whoever uses the module has called that before. */
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
