/** Fits text to the terminal: whether to color it, and how to cut or wrap it to the width. */

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** NO_COLOR switches colors off and FORCE_COLOR on (no-color.org, force-color.org); otherwise a terminal gets them. */
export function wantsColor(output: Output, environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== '0';
  return output.isTTY === true && environment.TERM !== 'dumb';
}

/** Columns of a terminal, at least 40; undefined for a file or a pipe, whose lines may be of any length. */
export function terminalWidth(output: Output): number | undefined {
  return output.isTTY ? Math.max(40, output.columns ?? 80) : undefined;
}

const segmenter = new Intl.Segmenter();

/** At most `width` characters, the last one an ellipsis where something was left out. */
export function cutToWidth(text: string, width: number | undefined): string {
  const characters = Array.from(segmenter.segment(text), ({ segment }) => segment);
  return width === undefined || characters.length <= width
    ? text
    : `${characters.slice(0, Math.max(1, width - 1)).join('')}…`;
}

/**
 * Breaks a text at its spaces into lines of at most `width` characters; a word that is longer has a line of its own.
 */
export function wrapToWidth(text: string, width: number | undefined): string[] {
  if (width === undefined) return [text];
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
