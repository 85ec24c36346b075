/** Types positions: in the user's files as editors count them, and in the bundle as stack frames count them. */

/** A position as the Language Server Protocol counts it: zero-based line and UTF-16 character. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Whether both are the same place of a text. */
export function isSamePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

/** Negative where `a` comes first, zero where they are the same. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** A half-open stretch of text. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Whether `outer` holds all of `inner`, which may be empty. */
export function isRangeWithin(inner: Range, outer: Range): boolean {
  return comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
}

/** A range in a file; `file` is an absolute path with forward slashes. */
export interface Location {
  readonly file: string;
  readonly range: Range;
}

/** Whether both begin on the same line of the same file. */
export function isSameLine(a: Location, b: Location): boolean {
  return a.file === b.file && a.range.start.line === b.range.start.line;
}

/** Whether both are the same stretch of the same file. */
export function isSameLocation(a: Location, b: Location): boolean {
  return a.file === b.file && isSamePosition(a.range.start, b.range.start) && isSamePosition(a.range.end, b.range.end);
}

/** A position in the bundle: zero-based line and column. */
export interface BundlePosition {
  readonly line: number;
  readonly column: number;
}

/** Whether `a` comes first in the bundle. */
export function isBefore(a: BundlePosition, b: BundlePosition): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/** The stack frames of a call that lie in the bundle, innermost first. */
export type BundleStack = readonly BundlePosition[];

/** A half-open stretch of the bundle. */
export interface BundleRange {
  readonly start: BundlePosition;
  readonly end: BundlePosition;
}

/** Text without line breaks, to insert before the UTF-16 unit at `offset`; several at one offset keep their order. */
export interface TextInsertion {
  readonly offset: number;
  readonly text: string;
}
