/** Follows ranges of a text through edits: where they lie now, or that they are gone. */

import type { Position, Range } from '../../report/position';

/** One replaced stretch of a text, in the coordinates before the edit. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
}

/**
 * Where a range lies after one change. Text inserted right before or right after the range stays outside of it. A range
 * whose start was replaced is gone, as other code stands there now.
 *
 * @returns undefined if the range is gone
 */
export function trackRange(range: Range, change: TextChange): Range | undefined {
  const from = change.range.start;
  const to = change.range.end;
  const isInsertion = isSame(from, to);
  if (
    !isInsertion &&
    change.text === '' &&
    isAtOrBefore(from, range.start) &&
    isAtOrBefore(range.end, to) &&
    !isSame(range.start, range.end)
  )
    return undefined;
  if (isBefore(from, range.start) && isBefore(range.start, to)) return undefined;
  const start = isAtOrBefore(to, range.start) ? moved(range.start, change) : range.start;
  const end =
    isBefore(to, range.end) || (isSame(to, range.end) && !isInsertion)
      ? moved(range.end, change)
      : isBefore(from, range.end)
        ? from
        : range.end;
  return { start, end: isBefore(end, start) ? start : end };
}

/** Where a range lies after all changes of one edit, each in the coordinates of the text before the edit. */
export function trackRangeThrough(range: Range, changes: readonly TextChange[]): Range | undefined {
  const lastFirst = [...changes].sort((a, b) =>
    isBefore(a.range.start, b.range.start) ? 1 : isSame(a.range.start, b.range.start) ? 0 : -1,
  );
  let current: Range | undefined = range;
  for (const change of lastFirst) current = current && trackRange(current, change);
  return current;
}

/** The text of a range without what formatters change: white space, kind of quotes, commas and semicolons at ends. */
export function normalizedText(lines: readonly string[], { start, end }: Range): string {
  const rows = lines.slice(start.line, end.line + 1);
  if (rows.length === 0) return '';
  rows[rows.length - 1] = rows[rows.length - 1].slice(0, end.character);
  rows[0] = rows[0].slice(start.character);
  return rows
    .join('\n')
    .replace(/\s+/g, '')
    .replace(/['`]/g, '"')
    .replace(/[,;](?=[)\]}]|$)/g, '');
}

/** The lines of a text with any kind of line ends, without a byte order mark. */
export function splitLines(text: string): string[] {
  return comparableText(text).split('\n');
}

/** The text with uniform line ends and no byte order mark, to compare a file on disk with a document. */
export function comparableText(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** A text that is the same for equal ranges only. */
export function rangeKey({ start, end }: Range): string {
  return `${start.line}:${start.character}-${end.line}:${end.character}`;
}

/** Whether the position lies in the range or at one of its ends. */
export function rangeContains(range: Range, position: Position): boolean {
  return isAtOrBefore(range.start, position) && isAtOrBefore(position, range.end);
}

function moved(position: Position, { range, text }: TextChange): Position {
  const rows = text.split(/\r\n|\r|\n/);
  const last = rows[rows.length - 1].length;
  const line = range.start.line + rows.length - 1;
  if (position.line > range.end.line)
    return { line: position.line - range.end.line + line, character: position.character };
  return {
    line,
    character: position.character - range.end.character + last + (rows.length === 1 ? range.start.character : 0),
  };
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function isSame(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

function isAtOrBefore(a: Position, b: Position): boolean {
  return isBefore(a, b) || isSame(a, b);
}
