/** Prints for the person who runs a command of the harness. */

/** Writes one line to standard output. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a command's main function; a failure is one readable message and exit status 1. */
export function main(run: () => Promise<number>): void {
  run().then(
    (status) => process.exit(status),
    (error: unknown) => {
      process.stderr.write(
        `${error instanceof Error ? ((process.env.GRADLINE_DEBUG ? error.stack : undefined) ?? error.message) : String(error)}\n`,
      );
      process.exit(1);
    },
  );
}

/** Seconds since `start` (of `Date.now()`), with one decimal. */
export function secondsSince(start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
