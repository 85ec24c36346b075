/** Lets scripts declare a function more than once, as they may outside of modules: the last one keeps the name. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';

/** The text to insert into one file, which gives earlier functions another name than the last one. */
export function repeatedInsertions(source: ts.SourceFile): TextInsertion[] {
  if (ts.isExternalModule(source)) return [];
  const names = source.statements
    .filter(ts.isFunctionDeclaration)
    .flatMap(({ name, body }) => (name && body ? name : []));
  return names.flatMap((name, index) =>
    names.some(({ text }, other) => other > index && text === name.text) ? { offset: name.end, text: `$${index}` } : [],
  );
}
