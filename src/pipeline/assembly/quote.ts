/** What user code or a library says, short enough to quote in a message. */

/** Characters that are quoted at most. */
const longestQuote = 200;

/** The first line with words in it, cut where it is long; some libraries draw frames around theirs. */
export function firstLine(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /\p{Letter}{2}/u.test(line));
  const [first = message] = lines;
  const line = /^\w*Error:?$/.test(first) && lines.length > 1 ? `${first} ${lines[1]}` : first;
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line;
}
