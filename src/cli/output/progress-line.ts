/** Shows the progress of a probe in one line on stderr, rewritten in place; shows nothing if stderr is no terminal. */

export interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

/** Makes a line that each `show` overwrites; where the stream is no terminal, it shows nothing. */
export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  return {
    show: (text) => {
      stream.write(`\r\u001b[2K${text.slice(0, Math.max(10, stream.columns - 1))}`);
    },
    clear: () => {
      stream.write('\r\u001b[2K');
    },
  };
}
