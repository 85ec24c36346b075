/** Ends the process of a finished command as soon as its output is written. */

/**
 * A process that merely runs out of work first waits for all that V8 still compiles in the background, which nobody
 * needs any more, and now and then Node waits for that without end (https://github.com/nodejs/node/issues/54918).
 *
 * @param status the exit status
 */
export function endProcess(status: number): void {
  process.exitCode = status;
  const { stdout, stderr } = process;
  // A stream calls back in any case, also where its reader is gone.
  stdout.write('', () => stderr.write('', () => process.exit(status)));
}
