/** Reads the first line of a model of the calibration set or of a sample, which says what Gradline should find. */

/** Whether the text's label names a fault that deserves more than a word. */
export function isFaulty(text: string): boolean {
  const [first = ''] = text.split('\n');
  const isNamed = /^\/\/ (?:label: (?!healthy|borderline)|Gradline should find: (?!healthy))/.test(first);
  return isNamed && !first.includes(' as information');
}
