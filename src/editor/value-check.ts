/** Checks the source text of a value while a person types it, in plain words. Free of VS Code but for its severities. */

import * as vscode from 'vscode';
import type { Argument, ValueKind } from '../report/entry';
import type { readLiteral } from '../source/index';

export interface ValueCheck {
  /** What kind of value is asked for. */
  readonly prompt: string;
  readonly example: string;
  isLiteral(text: string): boolean;
  readonly validate: (text: string) => vscode.InputBoxValidationMessage | undefined;
}

const wanted: Readonly<Record<ValueKind, { readonly words: string; readonly example: string }>> = {
  number: { words: 'a number', example: '10' },
  string: { words: 'text in quotes', example: "'relu'" },
  boolean: { words: 'true or false', example: 'true' },
  'list of numbers': { words: 'a list of numbers', example: '[28, 28, 1]' },
  list: { words: 'a list', example: "['a', 'b']" },
  object: { words: 'an object', example: '{ units: 16 }' },
};
const anything = { words: 'a number, text in quotes, true, false, null, a list or an object', example: '10' };

/** @param read throws with a sentence that says what is wrong */
export function valueCheck({ name, takes, mustBe }: Argument, read: typeof readLiteral): ValueCheck {
  const { words, example } = takes ? wanted[takes] : anything;
  return {
    prompt: `Write ${words}.`,
    example,
    isLiteral(text) {
      try {
        read(text);
        return true;
      } catch {
        return false;
      }
    },
    validate(text) {
      let value: unknown;
      try {
        value = read(text);
      } catch (error) {
        return { message: (error as Error).message, severity: vscode.InputBoxValidationSeverity.Error };
      }
      if (!takes || fits(value, takes)) return undefined;
      const message = `${name} ${mustBe ? 'is' : 'looks like'} ${words}, such as ${example}; this is ${describe(value)}.`;
      return { message, severity: mustBe ? vscode.InputBoxValidationSeverity.Error : vscode.InputBoxValidationSeverity.Warning };
    },
  };
}

function fits(value: unknown, kind: ValueKind): boolean {
  if (kind === 'list') return Array.isArray(value);
  if (kind === 'list of numbers') return Array.isArray(value) && value.every((item) => typeof item === 'number' || item === null);
  if (kind === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === kind;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.every((item) => typeof item === 'number') ? wanted['list of numbers'].words : 'a list of other things';
  if (typeof value === 'string') return 'text';
  return wanted[typeof value as ValueKind].words;
}
