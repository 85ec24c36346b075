/** `gradline probe`: probes what the user names, prints what is finished, and keeps the baseline. */

import { constants } from 'node:os';
import { absolutePath, shownPath } from './files/disk-files';
import type { ProbeCommand } from './arguments/arguments';
import { Baseline } from './baseline';
import { exitStatus } from './output/exit-status';
import { formatCount } from '../report/format';
import { createPrinter, type Printer } from './output/printer';
import { progressLine } from './output/progress-line';
import { probePaths } from './probe-paths';
import { Configs } from './settings/configs';
import { fileOptions } from './settings/file-options';

const usualBaseline = 'gradline-baseline.json';

/**
 * @returns the exit status
 * @throws UsageError for what the user typed; Error where the command cannot go on, such as over a missing part of it
 */
export async function runProbeCommand(command: ProbeCommand): Promise<number> {
  const signal = cancelledByInterrupt();
  const line = command.quiet ? undefined : progressLine(process.stderr);
  const configs = new Configs(command.config);
  const ofRun = await configs.runSettings();
  const failOn = command.failOn ?? ofRun.failOn ?? 'error';
  const baseline = await baselineOf(command, ofRun.baseline);
  const say = (sentence: string): void => {
    process.stderr.write(`gradline: ${sentence}\n`);
  };
  let printer: Printer | undefined;
  const { report, files, left, unprobed } = await probePaths(
    {
      operands: command.files,
      assume: command.assume,
      optionsFor: async (file) => fileOptions(command.given, await configs.settingsFor(file)),
      ...(command.fix && { fix: command.fix }),
      ...(command.changedSince !== undefined && { changedSince: command.changedSince }),
      distFolder: __dirname,
      signal,
    },
    {
      progress: (text) => {
        if (text === undefined) line?.clear();
        else line?.show(text);
      },
      say,
      failed: (text) => {
        process.stderr.write(`${text}\n`);
      },
      begins: (isSingle) => {
        printer = createPrinter(command, failOn, !isSingle);
      },
      probed: async (file, result) => baseline?.mark(file, result) ?? result,
      shown: async (heading, result) => printer?.file(heading, result),
    },
  );
  const isCancelled = signal.aborted;
  await printer?.end(report, { files, cancelled: isCancelled ? left : undefined });
  if (command.updatesBaseline && baseline && !isCancelled)
    say(`wrote ${formatCount(await baseline.write(), 'finding')} to ${shownPath(baseline.path, false)}`);
  else if (baseline && baseline.gone > 0)
    say(
      `${formatCount(baseline.gone, 'finding')} of ${shownPath(baseline.path, false)} ` +
        `${baseline.gone === 1 ? 'is' : 'are'} gone. --update-baseline removes what is gone.`,
    );
  return exitStatus(report, failOn, isCancelled ? Math.max(unprobed, 1) : unprobed);
}

async function baselineOf(command: ProbeCommand, configured: string | undefined): Promise<Baseline | undefined> {
  const named = command.baseline === undefined ? configured : absolutePath(command.baseline);
  const path = named ?? (command.updatesBaseline ? absolutePath(usualBaseline) : undefined);
  return path === undefined ? undefined : Baseline.read(path, command.updatesBaseline);
}

/** Aborted by the first Ctrl-C. */
function cancelledByInterrupt(): AbortSignal {
  const cancel = new AbortController();
  process.once('SIGINT', () => {
    cancel.abort();
    // A second Ctrl-C ends the process at once; its exit handlers still run.
    process.once('SIGINT', () => process.exit(128 + constants.signals.SIGINT));
  });
  return cancel.signal;
}
