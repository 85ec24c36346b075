/** Prints for the person who runs a command of the harness, and ends the command with a status. */

/** As a shell reports a program that wrote to a pipe nobody reads any more: 128 and the number of SIGPIPE. */
const brokenPipeStatus = 141;

/** Writes one line to standard output. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return process.env.GRADLINE_DEBUG ? (error.stack ?? error.message) : error.message;
}

/**
 * Runs a command's main function and exits with the status it resolves to. A failure becomes one readable message and
 * exit status 1. Output that is cut off, as by `| head`, ends the command without a word.
 */
export function main(run: () => Promise<number>): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(brokenPipeStatus);
  });
  run().then(
    (status) => process.exit(status),
    (error: unknown) => {
      process.stderr.write(`${messageOf(error)}\n`);
      process.exit(1);
    },
  );
}

/** Seconds since `start` (of `Date.now()`), with one decimal. */
export function secondsSince(start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
