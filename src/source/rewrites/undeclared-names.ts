/** Lets scripts and CommonJS files assign to names that nothing declares, as they may outside of modules: such a name becomes a global. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import { isTooLongToBeHandWritten } from '../text/generated-code';
import { ScopeTree } from '../syntax/scope';

/**
 * The text to insert into one file.
 * @param lenient whether ES modules may as well, where it is an error
 */
export function undeclaredInsertions(source: ts.SourceFile, lenient: boolean): TextInsertion[] {
  const first = source.statements.at(0);
  // A program that writes code declares what it uses.
  if (!first || isTooLongToBeHandWritten(source.text) || (!lenient && ts.isExternalModule(source))) return [];
  const text = new ScopeTree(source)
    .undeclared()
    .map((name) => `'${name}'in globalThis||(globalThis.${name}=void 0);`)
    .join('');
  return text === '' ? [] : [{ offset: first.getStart(source), text }];
}
