/** Takes a statement out of a text. */

import type ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween } from '../../syntax/positions';

/** The edit that removes the statement with its line, where it has one of its own. */
export function removeStatement({ file, source, text }: ParsedFile, statement: ts.Statement): TextEdit {
  const start = statement.getStart(source);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const isFirst = text.slice(lineStart, start).trim() === '';
  const after = /^[^\S\r\n]*\r?\n/.exec(text.slice(statement.end));
  const range =
    isFirst && after
      ? rangeBetween(source, lineStart, statement.end + after[0].length)
      : rangeBetween(source, start, statement.end);
  return { file, range, newText: '' };
}
