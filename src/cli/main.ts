/** Runs the command line: `gradline probe PATH...`, `gradline explain CODE` and `gradline mcp`. */

import { readArguments, UsageError } from './arguments/arguments';
import { endProcess } from './end-process';
import { usage } from './output/usage';
import { explanationPage, packageVersion } from './files/package-files';
import { runProbeCommand } from './probe-command';

/** @returns the exit status; undefined for a server, which ends with its client */
async function main(words: readonly string[]): Promise<number | undefined> {
  const command = readArguments(words);
  switch (command.command) {
    case 'help':
      process.stdout.write(usage);
      return 0;
    case 'version':
      process.stdout.write(`${await packageVersion()}\n`);
      return 0;
    case 'explain':
      process.stdout.write(await explanationPage(command.code));
      return 0;
    case 'mcp': {
      const { serveMcp } = await import('./serve-mcp');
      await serveMcp();
      return undefined;
    }
    case 'probe':
      return runProbeCommand(command);
  }
}

// A reader such as `head` may close the pipe before the end of the output. That is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

main(process.argv.slice(2)).then(
  (status) => {
    if (status !== undefined) endProcess(status);
  },
  (error: unknown) => {
    process.stderr.write(
      error instanceof UsageError
        ? `gradline: ${error.message}\nTry: gradline --help\n`
        : `gradline: ${(error as Error).message}\n`,
    );
    endProcess(2);
  },
);
