/** Shortens messages of user code and libraries, so that errors can quote them. */

const longestQuote = 200;

/**
 * The first line that has words, since some libraries draw frames around their messages; at most 200 characters of it.
 */
export function firstLine(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /\p{Letter}{2}/u.test(line));
  const [first = message] = lines;
  const line = /^\w*Error:?$/.test(first) && lines.length > 1 ? `${first} ${lines[1]}` : first;
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line;
}
