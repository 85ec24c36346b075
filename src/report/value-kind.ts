/** Kinds of values for arguments: how people call them, an example of each, and whether a value is of one. */

import type { ValueKind } from './entry';

export const valueWords: Readonly<Record<ValueKind, { readonly words: string; readonly example: string }>> = {
  number: { words: 'a number', example: '10' },
  string: { words: 'text in quotes', example: "'relu'" },
  boolean: { words: 'true or false', example: 'true' },
  'list of numbers': { words: 'a list of numbers', example: '[28, 28, 1]' },
  list: { words: 'a list', example: "['a', 'b']" },
  object: { words: 'an object', example: '{ units: 16 }' },
};

export function isOfKind(value: unknown, kind: ValueKind): boolean {
  if (kind === 'list') return Array.isArray(value);
  if (kind === 'list of numbers')
    return Array.isArray(value) && value.every((item) => typeof item === 'number' || item === null);
  if (kind === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === kind;
}

/** What a value is, in words. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value))
    return value.every((item) => typeof item === 'number')
      ? valueWords['list of numbers'].words
      : 'a list of other things';
  if (typeof value === 'string') return 'text';
  return valueWords[typeof value as ValueKind].words;
}
