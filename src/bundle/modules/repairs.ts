/** What one build teaches the next: places where esbuild asks for what the probe answers only at run time. */

import type { Message } from 'esbuild-wasm';
import type { Position } from '../../report/position';
import type { CommonJsVariable } from './module-prefix';
import { characterAtByte, userFile, withoutInsertions, type InsertionsOf } from './source-positions';

export interface Repairs {
  /** ES modules that use variables which Node gives to CommonJS alone, such as `require.main === module` in TypeScript. */
  readonly missing: ReadonlyMap<string, ReadonlySet<CommonJsVariable>>;
  /** Computed relative imports (`require('./data/' + name)`), for which esbuild would list folders. */
  readonly computed: ReadonlyMap<string, readonly Position[]>;
  /** Names that other files of the workspace import from a file which does not export them: undefined when asked for, as in other bundlers. */
  readonly absent: ReadonlyMap<string, ReadonlySet<string>>;
}

export const noRepairs: Repairs = { missing: new Map(), computed: new Map(), absent: new Map() };

export interface Symptoms {
  readonly messages: readonly Message[];
  /** ES modules that ask whether they are the program being run. */
  readonly asMain: readonly string[];
  /** The probed file, whose own mistakes are worth an error; undefined where they are not. */
  readonly entry: string | undefined;
}

/** The repairs so far and those that these symptoms ask for; undefined where they ask for none. */
export function furtherRepairs(
  { messages, asMain, entry }: Symptoms,
  insertionsOf: InsertionsOf,
  before: Repairs,
): Repairs | undefined {
  const missing = new Map(before.missing);
  const computed = new Map(before.computed);
  const absent = new Map(before.absent);
  let found = false;
  const note = <T>(noted: Map<string, ReadonlySet<T>>, file: string, item: T): void => {
    found ||= !noted.get(file)?.has(item);
    noted.set(file, new Set([...(noted.get(file) ?? []), item]));
  };
  for (const file of asMain) note(missing, file, 'module');
  for (const { id, location, text } of messages) {
    const file = location ? userFile(location.file) : undefined;
    if (!location || file === undefined) continue;
    const noExport = missingExportOf(text);
    if (noExport) {
      if (file !== entry) note(absent, noExport.file, noExport.name);
    } else if (id === 'commonjs-variable-in-esm') {
      note(missing, file, text.includes('"exports"') ? 'exports' : 'module');
    } else if (/^Could not resolve (?:import|require)\(".*\*.*"\)$/.test(text)) {
      const position = { line: location.line - 1, character: characterAtByte(location.lineText, location.column) };
      const place = withoutInsertions(position, insertionsOf(file));
      const known = computed.get(file) ?? [];
      if (!place || known.some((one) => one.line === place.line && one.character === place.character)) continue;
      found = true;
      computed.set(file, [...known, place]);
    }
  }
  return found ? { missing, computed, absent } : undefined;
}

/** What esbuild's error says of a name that a user file does not export. */
export function missingExportOf(text: string): { readonly file: string; readonly name: string } | undefined {
  const [, source = '', name = ''] = /^No matching export in "(.*)" for import "(.*)"$/.exec(text) ?? [];
  const file = userFile(source);
  return file === undefined ? undefined : { file, name };
}

/** Makes computed imports look absolute without moving a character, so that they stay calls; the bundle's `require` reads the name back. */
export function deferComputed(text: string, places: readonly Position[]): string {
  if (places.length === 0) return text;
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  for (const { line, character } of places) {
    lines[line] = lines[line].slice(0, character) + lines[line].slice(character).replace('./', '|/');
  }
  return lines.join('');
}
