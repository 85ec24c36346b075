/** How a file writes: its quotes, its line ends, and where the comments of a line end. */

import ts from 'typescript';

/** How many strings in one kind of quotes a text seems to have. */
function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** @returns `value` in double quotes where the text prefers them, else in single ones */
export function quoted(value: string, text: string): string {
  const double = count(text, /"[^"\n]*"/g) > count(text, /'[^'\n]*'/g);
  return double ? `"${value}"` : `'${value}'`;
}

/** The line ending that a text uses. */
export function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where the comments end that follow `offset` on its line. */
export function endOfComments(text: string, offset: number): number {
  return ts.getTrailingCommentRanges(text, offset)?.at(-1)?.end ?? offset;
}
