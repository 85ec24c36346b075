/** Maps positions between the bundle and the user's own lines and characters. */

import {
  allGeneratedPositionsFor,
  generatedPositionFor,
  GREATEST_LOWER_BOUND,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  TraceMap,
} from '@jridgewell/trace-mapping';
import { type BundlePosition, type BundleRange, isBefore, type Position, type Range } from '../../report/position';
import type { InsertedSpan } from './module-prefix';

/** esbuild's namespace for user files; the source map puts it before their paths. */
export const userFileNamespace = 'workspace';

/** Finds positions of the bundle in the user's files, and ranges of the user's files in the bundle. */
export interface PositionMap {
  /** The place in the user's files; undefined for generated code and stand-ins. */
  locate(position: BundlePosition): { readonly file: string; readonly position: Position } | undefined;
  /** The range in the bundle; undefined for code that the bundle leaves out. */
  place(file: string, range: Range): BundleRange | undefined;
}

/** The text that the bundler inserted into a user's file. */
export type InsertedSpansIn = (file: string) => readonly InsertedSpan[];

/** The position in the user's text; undefined for one inside an insertion. */
export function withoutInsertions(
  { line, character }: Position,
  insertions: readonly InsertedSpan[],
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

/** The position in the text with insertions; an insertion right before a position moves it on. */
function withInsertions({ line, character }: Position, insertions: readonly InsertedSpan[]): Position {
  const before = insertions.filter((insertion) => insertion.line === line && insertion.character <= character);
  return { line, character: before.reduce((sum, { length }) => sum + length, character) };
}

/** The UTF-16 character at a UTF-8 byte offset of a line. */
export function characterAtByte(line: string, byte: number): number {
  const bytes = new TextEncoder().encode(line);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, byte)).length;
}

/** The file that a source map or a message means by a name; undefined for generated modules. */
export function userFile(name: string): string | undefined {
  return name.startsWith(`${userFileNamespace}:`) ? name.slice(userFileNamespace.length + 1) : undefined;
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

/** @param sourceMap the bundle's, as JSON; it is decoded at the first question */
export function positionMap(sourceMap: string, insertionsOf: InsertedSpansIn): PositionMap {
  let decoded: TraceMap | undefined;
  const map = (): TraceMap => (decoded ??= new TraceMap(sourceMap));
  return {
    locate({ line, column }) {
      // The library throws for numbers such as NaN, which stack frames of foreign scripts may have.
      if (!(line >= 0 && column >= 0)) return undefined;
      const found = originalPositionFor(map(), { line: line + 1, column });
      const file = found.source === null ? undefined : userFile(found.source);
      if (file === undefined || found.line === null) return undefined;
      const position = withoutInsertions({ line: found.line - 1, character: found.column }, insertionsOf(file));
      return position && { file, position };
    },
    place(file, range) {
      const source = `${userFileNamespace}:${file}`;
      if (!map().sources.includes(source)) return undefined;
      const needle = (position: Position, bias: Bias): Parameters<typeof generatedPositionFor>[1] => {
        const { line, character } = withInsertions(position, insertionsOf(file));
        return { source, line: line + 1, column: character, bias };
      };
      const at = (position: Position, bias: Bias): BundlePosition | undefined =>
        zeroBased(generatedPositionFor(map(), needle(position, bias)));
      const end = at(range.end, LEAST_UPPER_BOUND) ?? at(range.end, GREATEST_LOWER_BOUND);
      if (!end) return undefined;
      // Text before the range may follow it in the bundle: esbuild passes the name of an arrow function after its body.
      const before = allGeneratedPositionsFor(map(), needle(range.start, GREATEST_LOWER_BOUND))
        .map(zeroBased)
        .filter((found) => found && isBefore(found, end));
      const start = before.at(-1) ?? at(range.start, LEAST_UPPER_BOUND);
      return start && { start, end };
    },
  };
}
