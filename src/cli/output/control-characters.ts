/** Shows characters of user code that would control a terminal, or change the direction of a line, as escapes. */

/** Control characters but tab and ends of lines, and those that change the direction of text (Unicode 15.1, UAX 9). */
const acting =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/g;

/** @returns plain data like the value, with escapes such as `\u202e` in place of these characters */
export function escapeControls<T>(value: T): T {
  return shown(value) as T;
}

function shown(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replace(acting, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (Array.isArray(value)) return typeof value.at(0) === 'number' ? value : value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shown(inner)]));
}
