/** What one build teaches the next: places where esbuild asks for what the probe answers only at run time. */

import type { Message } from 'esbuild-wasm';
import type { Position } from '../report/position';
import type { CommonJsVariable } from './register-prefix';
import { characterAtByte, userFile, withoutInsertion, type InsertionOf } from './source-positions';

export interface Repairs {
  /** ES modules that use variables which Node gives to CommonJS alone, such as `require.main === module` in TypeScript. */
  readonly missing: ReadonlyMap<string, ReadonlySet<CommonJsVariable>>;
  /** Computed relative imports (`require('./data/' + name)`), for which esbuild would list folders. */
  readonly computed: ReadonlyMap<string, readonly Position[]>;
}

export const noRepairs: Repairs = { missing: new Map(), computed: new Map() };

export interface Symptoms {
  readonly messages: readonly Message[];
  /** ES modules that ask whether they are the program being run. */
  readonly asMain: readonly string[];
}

/** The repairs so far and those that these symptoms ask for; undefined where they ask for none. */
export function furtherRepairs({ messages, asMain }: Symptoms, insertionOf: InsertionOf, before: Repairs): Repairs | undefined {
  const missing = new Map<string, ReadonlySet<CommonJsVariable>>(before.missing);
  const computed = new Map(before.computed);
  let found = false;
  const supply = (file: string, variable: CommonJsVariable): void => {
    found ||= !missing.get(file)?.has(variable);
    missing.set(file, new Set([...(missing.get(file) ?? []), variable]));
  };
  for (const file of asMain) supply(file, 'module');
  for (const { id, location, text } of messages) {
    const file = location ? userFile(location.file) : undefined;
    if (!location || file === undefined) continue;
    if (id === 'commonjs-variable-in-esm') {
      supply(file, text.includes('"exports"') ? 'exports' : 'module');
    } else if (/^Could not resolve (?:import|require)\(".*\*.*"\)$/.test(text)) {
      const position = { line: location.line - 1, character: characterAtByte(location.lineText, location.column) };
      const place = withoutInsertion(position, insertionOf(file));
      const known = computed.get(file) ?? [];
      if (!place || known.some((one) => one.line === place.line && one.character === place.character)) continue;
      found = true;
      computed.set(file, [...known, place]);
    }
  }
  return found ? { missing, computed } : undefined;
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
