/** Writes the comment that disables a finding on a line, as the quick fix inserts it. */

import type { FindingCode } from '../../report/finding';

/** Text to insert before the character of a line. */
export interface InsertedText {
  readonly line: number;
  readonly character: number;
  readonly text: string;
}

/**
 * @param lines of the file, without their ends
 * @param line from 0, where the finding stands
 * @returns a comment for a line of its own, or one more code for the comment that stands over the line already
 */
export function disableEdit(lines: readonly string[], line: number, code: FindingCode): InsertedText {
  const listed = line > 0 ? commentWithCodes.exec(lines[line - 1])?.[0] : undefined;
  if (listed !== undefined) return { line: line - 1, character: listed.length, text: `, ${code}` };
  const [indent] = /^\s*/.exec(lines[line] ?? '') ?? [''];
  return { line, character: 0, text: `${indent}// gradline-disable-next-line ${code}\n` };
}

/** Up to the last code. One without codes disables every finding already; a code would narrow it. */
const commentWithCodes = /^\s*\/\/ *gradline-disable-next-line +[a-z][\w-]*(?:[ ,]+[a-z][\w-]*)*(?=\s+--|\s*$)/;
