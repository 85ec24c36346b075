/** Adds a function to a file, below its imports. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween } from '../../syntax/positions';
import { lineEndOf } from './quotes';

/**
 * @param text of the function, with `\n` between its lines
 * @returns no edit where the file has a function of that name
 */
export function addFunction(parsed: ParsedFile, name: string, text: string): TextEdit[] {
  const { file, source } = parsed;
  if (parsed.tree.lookupName(name, source)) return [];
  const imports = source.statements.filter(
    (statement) => ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement) || isRequire(statement),
  );
  const last = imports.at(-1);
  const end = lineEndOf(source.text);
  const lines = text.split('\n').join(end);
  const offset = last?.end ?? source.statements.at(0)?.getStart(source) ?? 0;
  const newText = last ? `${end}${end}${lines}` : `${lines}${end}${end}`;
  return [{ file, range: rangeBetween(source, offset, offset), newText }];
}

/** `const tf = require('@tensorflow/tfjs')`. */
function isRequire(statement: ts.Statement): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.every(({ initializer }) => {
    const made = initializer && (ts.isPropertyAccessExpression(initializer) ? initializer.expression : initializer);
    return made !== undefined && ts.isCallExpression(made) && made.expression.getText() === 'require';
  });
}
