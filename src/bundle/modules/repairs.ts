/**
 * Learns from one build's messages what the next has to do differently, because esbuild rejects code that the probe can
 * run.
 */

import type { Message } from 'esbuild-wasm';
import type { Position } from '../../report/position';
import type { CommonJsVariable } from './module-prefix';
import { characterAtByte, userFile, withoutInsertions, type InsertedSpansIn } from './source-positions';

export interface Repairs {
  /** ES modules that use variables of CommonJS. */
  readonly missing: ReadonlyMap<string, ReadonlySet<CommonJsVariable>>;
  /** Computed relative imports (`require('./data/' + name)`): esbuild would list a folder for them. */
  readonly computed: ReadonlyMap<string, readonly Position[]>;
  /**
   * By file, names that others import from it and that it does not export: they are undefined, as in other bundlers.
   */
  readonly absent: ReadonlyMap<string, ReadonlySet<string>>;
  /** Parameters have decorators, as in Angular: the code is compiled with a setting that its project does not show. */
  readonly experimentalDecorators: boolean;
}

export const noRepairs: Repairs = {
  missing: new Map(),
  computed: new Map(),
  absent: new Map(),
  experimentalDecorators: false,
};

export interface Symptoms {
  readonly messages: readonly Message[];
  /** ES modules that ask whether they are the program that runs. */
  readonly asMain: readonly string[];
  /** The probed file, whose imports of missing names stay errors; undefined where those are repaired too. */
  readonly entry: string | undefined;
}

/** @returns the earlier repairs with those that the symptoms call for; undefined where they call for no further one */
export function furtherRepairs(
  { messages, asMain, entry }: Symptoms,
  insertionsOf: InsertedSpansIn,
  before: Repairs,
): Repairs | undefined {
  const missing = new Map(before.missing);
  const computed = new Map(before.computed);
  const absent = new Map(before.absent);
  const experimentalDecorators =
    before.experimentalDecorators ||
    messages.some(({ text }) => text.startsWith('Parameter decorators only work when'));
  let found = experimentalDecorators !== before.experimentalDecorators;
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
  return found ? { missing, computed, absent, experimentalDecorators } : undefined;
}

/** The name that a user file does not export, if this is what esbuild's message says. */
export function missingExportOf(text: string): { readonly file: string; readonly name: string } | undefined {
  const [, source = '', name = ''] = /^No matching export in "(.*)" for import "(.*)"$/.exec(text) ?? [];
  const file = userFile(source);
  return file === undefined ? undefined : { file, name };
}

/**
 * Writes `|/` for the `./` of computed imports, which keeps every position. esbuild then leaves them as calls, and the
 * bundle's `require` restores the name.
 */
export function deferComputedImports(text: string, places: readonly Position[]): string {
  if (places.length === 0) return text;
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  for (const { line, character } of places) {
    lines[line] = lines[line].slice(0, character) + lines[line].slice(character).replace('./', '|/');
  }
  return lines.join('');
}
