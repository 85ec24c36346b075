/** From positions of the bundle and of prefixed text back to the user's own lines and characters. */

import {
  allGeneratedPositionsFor,
  generatedPositionFor,
  GREATEST_LOWER_BOUND,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  TraceMap,
} from '@jridgewell/trace-mapping';
import { type BundlePosition, isBefore, type Position } from '../../report/position';
import type { Bundle } from '../bundle';
import type { Insertion } from './module-prefix';

/** The namespace under which the bundler knows user files; it stands before their paths in the source map. */
export const userFiles = 'workspace';

/** Where a user file's text was changed. */
export type InsertionsOf = (file: string) => readonly Insertion[];

/** Undoes the insertions: undefined for a position inside of one, which no character of the user's text has. */
export function withoutInsertions(
  { line, character }: Position,
  insertions: readonly Insertion[],
): Position | undefined {
  let shift = 0;
  for (const insertion of insertions) {
    if (insertion.line !== line) continue;
    const start = insertion.character + shift;
    if (character < start) break;
    if (character < start + insertion.length) return undefined;
    shift += insertion.length;
  }
  return { line, character: character - shift };
}

/** Where a position of the user's text lies after the insertions; one that stands right before it pushes it on. */
function withInsertions({ line, character }: Position, insertions: readonly Insertion[]): Position {
  const before = insertions.filter((insertion) => insertion.line === line && insertion.character <= character);
  return { line, character: before.reduce((sum, { length }) => sum + length, character) };
}

/** The UTF-16 character at a UTF-8 byte offset of a line. */
export function characterAtByte(line: string, byte: number): number {
  const bytes = new TextEncoder().encode(line);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, byte)).length;
}

/** The file of a source map's or message's name for it; undefined for generated modules. */
export function userFile(name: string): string | undefined {
  return name.startsWith(`${userFiles}:`) ? name.slice(userFiles.length + 1) : undefined;
}

type Bias = typeof LEAST_UPPER_BOUND | typeof GREATEST_LOWER_BOUND;

function zeroBased({
  line,
  column,
}: {
  readonly line: number | null;
  readonly column: number | null;
}): BundlePosition | undefined {
  return line === null || column === null ? undefined : { line: line - 1, column };
}

/** The way between positions of the bundle and of the user's files; the map is decoded when it is first asked. */
export function sourceMapper(sourceMap: string, insertionsOf: InsertionsOf): Pick<Bundle, 'locate' | 'place'> {
  let decoded: TraceMap | undefined;
  const map = (): TraceMap => (decoded ??= new TraceMap(sourceMap));
  return {
    locate({ line, column }) {
      // Stack frames of foreign scripts may carry anything; the library throws for these.
      if (!(line >= 0 && column >= 0)) return undefined;
      const found = originalPositionFor(map(), { line: line + 1, column });
      const file = found.source === null ? undefined : userFile(found.source);
      if (file === undefined || found.line === null) return undefined;
      const position = withoutInsertions({ line: found.line - 1, character: found.column }, insertionsOf(file));
      return position && { file, position };
    },
    place(file, range) {
      const source = `${userFiles}:${file}`;
      if (!map().sources.includes(source)) return undefined;
      const needle = (position: Position, bias: Bias): Parameters<typeof generatedPositionFor>[1] => {
        const { line, character } = withInsertions(position, insertionsOf(file));
        return { source, line: line + 1, column: character, bias };
      };
      const at = (position: Position, bias: Bias): BundlePosition | undefined =>
        zeroBased(generatedPositionFor(map(), needle(position, bias)));
      const end = at(range.end, LEAST_UPPER_BOUND) ?? at(range.end, GREATEST_LOWER_BOUND);
      if (!end) return undefined;
      // What stands before the range may come after it in the bundle: esbuild hands the name of an arrow function on behind its body.
      const before = allGeneratedPositionsFor(map(), needle(range.start, GREATEST_LOWER_BOUND))
        .map(zeroBased)
        .filter((found) => found && isBefore(found, end));
      const start = before.at(-1) ?? at(range.start, LEAST_UPPER_BOUND);
      return start && { start, end };
    },
  };
}
