/** Lets scripts and CommonJS files assign to undeclared names, which become globals, as they do outside of modules. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import type { ParsedFile } from '../syntax/parsed-file';
import { isTooLongToBeHandWritten } from '../text/generated-code';

/**
 * The text to insert into one file.
 * @param lenient whether ES modules may as well, where it is an error
 */
export function undeclaredInsertions(parsed: ParsedFile, lenient: boolean): TextInsertion[] {
  const { source } = parsed;
  const first = source.statements.at(0);
  // Generated code declares what it uses.
  if (!first || isTooLongToBeHandWritten(source.text) || (!lenient && ts.isExternalModule(source))) return [];
  const text = parsed.tree
    .undeclared()
    .map((name) => `'${name}'in globalThis||(globalThis.${name}=void 0);`)
    .join('');
  return text === '' ? [] : [{ offset: first.getStart(source), text }];
}
