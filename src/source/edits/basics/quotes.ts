/** Writes a string in the quotes that a file uses. */

/** How many strings in one kind of quotes a text seems to have. */
function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** @returns `value` in double quotes where the text prefers them, else in single ones */
export function quoted(value: string, text: string): string {
  const double = count(text, /"[^"\n]*"/g) > count(text, /'[^'\n]*'/g);
  return double ? `"${value}"` : `'${value}'`;
}

/** The line ending that a text uses. */
export function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
