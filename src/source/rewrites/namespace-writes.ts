/** Lets code write to an `import * as` namespace (`Papa.parseAsync = ...`), as other bundlers do for CommonJS. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import type { ParsedFile } from '../syntax/parsed-file';

const prefix = 'gradline$';

/** The text to insert into one file: such a name becomes a variable that holds the namespace. */
export function namespaceInsertions(parsed: ParsedFile): TextInsertion[] {
  const { source } = parsed;
  const imports = source.statements.flatMap((statement) => {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    return bindings && ts.isNamespaceImport(bindings) ? { statement, bindings } : [];
  });
  const targets = imports.length === 0 ? [] : source.statements.flatMap((statement) => writtenTo(statement) ?? []);
  if (targets.length === 0) return [];
  const written = new Set(targets.map((name) => parsed.tree.lookup(name)?.declaration));
  return imports.flatMap(({ statement, bindings }) => {
    const { text } = bindings.name;
    if (!written.has(bindings)) return [];
    return [
      { offset: bindings.name.getStart(source), text: prefix },
      { offset: statement.end, text: `;var ${text}=Object(${prefix}${text});` },
    ];
  });
}

/** The object whose member a statement of the module assigns. */
function writtenTo(statement: ts.Statement): ts.Identifier | undefined {
  if (
    !ts.isExpressionStatement(statement) ||
    !ts.isBinaryExpression(statement.expression) ||
    statement.expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken
  )
    return undefined;
  const { left } = statement.expression;
  return ts.isPropertyAccessExpression(left) && ts.isIdentifier(left.expression) ? left.expression : undefined;
}
