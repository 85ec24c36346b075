/** Applies edits to a text. */

import type { TextEdit } from '../../report/finding';
import { comparePositions, isSamePosition, type Position } from '../../report/position';

/** The edits in the order of the text, each once. */
export function mergeEdits(edits: readonly TextEdit[]): TextEdit[] {
  const distinct = new Map(edits.map((edit) => [JSON.stringify([edit.file, edit.range, edit.newText]), edit]));
  return [...distinct.values()].sort(
    (a, b) => a.file.localeCompare(b.file) || comparePositions(a.range.start, b.range.start),
  );
}

/** Whether two different edits want the same stretch of text. */
export function editsCollide(edits: readonly TextEdit[]): boolean {
  const all = mergeEdits(edits);
  return all.some((edit, index) => {
    const next = all.at(index + 1);
    return next?.file === edit.file && comparePositions(edit.range.end, next.range.start) > 0;
  });
}

/** The offset of each line's start. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}

/**
 * @param edits of this text's file, none over another
 * @returns the text after all of them
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = lineStarts(text);
  const offset = ({ line, character }: Position): number =>
    Math.min((starts[line] ?? text.length) + character, text.length);
  let result = '';
  let done = 0;
  for (const { range, newText } of mergeEdits(edits)) {
    result += text.slice(done, offset(range.start)) + newText;
    done = Math.max(done, offset(range.end));
  }
  return result + text.slice(done);
}

/** The position, after the edits of its file, of the text at `position`. */
export function movedPosition(position: Position, edits: readonly TextEdit[]): Position {
  let { line, character } = position;
  // Edits go from the end to the start, so that the positions of earlier ones stay right.
  for (const { range, newText } of mergeEdits(edits).reverse()) {
    if (comparePositions(range.end, position) > 0) continue;
    // An insertion right before a place moves it; an edit that replaces its text does not.
    if (isSamePosition(range.start, position) && !isSamePosition(range.start, range.end)) continue;
    const lines = newText.split(/\r\n|\n|\r/);
    const last = lines[lines.length - 1].length;
    if (range.end.line === position.line)
      character += last - range.end.character + (lines.length === 1 ? range.start.character : 0);
    line += lines.length - 1 - (range.end.line - range.start.line);
  }
  return { line, character };
}
