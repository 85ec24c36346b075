/** Reads the first line of a model of the calibration set or of a sample, which says what Gradline should find. */

/** Whether the text's label names a fault. */
export function isFaulty(text: string): boolean {
  const [first = ''] = text.split('\n');
  return /^\/\/ (?:label: (?!healthy|borderline)|Gradline should find: (?!healthy))/.test(first);
}
