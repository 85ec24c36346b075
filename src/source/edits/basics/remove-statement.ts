/** Takes a statement out of a text. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween } from '../../syntax/positions';

/** The edit that removes the statement with its line and the comment behind it, where it has a line of its own. */
export function removeStatement({ file, source, text }: ParsedFile, statement: ts.Statement): TextEdit {
  const start = statement.getStart(source);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const isFirst = text.slice(lineStart, start).trim() === '';
  const end = ts.getTrailingCommentRanges(text, statement.end)?.at(-1)?.end ?? statement.end;
  const after = /^[^\S\r\n]*\r?\n/.exec(text.slice(end));
  const range =
    isFirst && after
      ? rangeBetween(source, lineStart, end + after[0].length)
      : rangeBetween(source, start, statement.end);
  return { file, range, newText: '' };
}
