/** Turns esbuild's messages into errors of the report: the user's file, a range in its text, and what to do. */

import type { Location as MessageLocation, Message } from 'esbuild-wasm';
import type { Range } from '../../report/position';
import type { ProbeError } from '../../report/report';
import { internalFailure, missingExport, syntaxError } from './messages';
import { missingExportOf } from '../modules/repairs';
import { characterAtByte, userFile, withoutInsertions } from '../modules/source-positions';
import { PluginFault, type LoadedFile } from './workspace-plugin';

/** One error for each message, in its order, without repetitions. */
export function probeErrors(
  messages: readonly Message[],
  entry: string,
  loaded: ReadonlyMap<string, LoadedFile>,
): ProbeError[] {
  const errors = new Map<string, ProbeError>();
  for (const message of messages) {
    const error = probeError(message, entry, loaded);
    errors.set(JSON.stringify(error), error);
  }
  return [...errors.values()];
}

/** The error of the report for a failure of the bundler itself. */
export function internalError(entry: string, error: unknown): ProbeError {
  const reason = error instanceof Error ? error.message : String(error);
  return { file: entry, code: 'internal', message: internalFailure(entry, reason.split('\n')[0] ?? '') };
}

function probeError(
  { text, location, detail }: Message,
  entry: string,
  loaded: ReadonlyMap<string, LoadedFile>,
): ProbeError {
  const file = (location && userFile(location.file)) ?? entry;
  const range = location ? rangeOf(location, loaded.get(file)) : undefined;
  const place = { file, ...(range && { range }) };
  if (detail instanceof PluginFault)
    return { ...place, code: detail.code, message: detail.message, ...(detail.isOwn && { own: true as const }) };
  const noExport = missingExportOf(text);
  if (noExport) return { ...place, code: 'unresolved-import', message: missingExport(noExport.name, noExport.file) };
  if (!location) return internalError(entry, new Error(text));
  return {
    ...place,
    code: 'syntax',
    message: syntaxError(file, range?.start.line ?? 0, text.replaceAll(/\w+:(?=\/)/g, '')),
  };
}

/** esbuild counts lines from 1 and columns in UTF-8 bytes, in the text with its prefix. */
function rangeOf(location: MessageLocation, file: LoadedFile | undefined): Range {
  const line = location.line - 1;
  const { lineText, column, length } = location;
  const at = (byte: number): { line: number; character: number } => {
    const position = { line, character: characterAtByte(lineText, byte) };
    return withoutInsertions(position, file?.insertions ?? []) ?? { line, character: 0 };
  };
  return { start: at(column), end: at(column + length) };
}
