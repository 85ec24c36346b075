/** From positions of the bundle and of prefixed text back to the user's own lines and characters. */

import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { BundlePosition, Position } from '../report/position';
import type { Insertion } from './register-prefix';

/** The namespace under which the bundler knows user files; it stands before their paths in the source map. */
export const userFiles = 'workspace';

/** Where a user file's text was changed; undefined where it was not. */
export type InsertionOf = (file: string) => Insertion | undefined;

/** Undoes the insertion: undefined for a position inside of it, which no character of the user's text has. */
export function withoutInsertion(position: Position, insertion: Insertion | undefined): Position | undefined {
  if (position.line !== insertion?.line) return position;
  return position.character < insertion.length ? undefined : { line: position.line, character: position.character - insertion.length };
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

/** A lookup from positions of the bundle to the user's files; the map is decoded when it is first asked. */
export function locator(sourceMap: string, insertionOf: InsertionOf): (position: BundlePosition) => { file: string; position: Position } | undefined {
  let map: TraceMap | undefined;
  return ({ line, column }) => {
    map ??= new TraceMap(sourceMap);
    // Stack frames of foreign scripts may carry anything; the library throws for these.
    if (!(line >= 0 && column >= 0)) return undefined;
    const found = originalPositionFor(map, { line: line + 1, column });
    const file = found.source === null ? undefined : userFile(found.source);
    if (file === undefined || found.line === null) return undefined;
    const position = withoutInsertion({ line: found.line - 1, character: found.column }, insertionOf(file));
    return position && { file, position };
  };
}
