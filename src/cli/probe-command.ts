/**
 * `gradline probe`: probes one file after another, each in a worker of its own, and prints what is finished even if the
 * rest is cancelled.
 */

import { constants } from 'node:os';
import path from 'node:path';
import type { Bundler } from '../bundle/bundle';
import { probeFile } from '../pipeline/probe-file';
import type { FileProbe, ProbeOptions } from '../pipeline/contract/file-probe';
import type { ModelReport, ProbeError } from '../report/report';
import type { ProbeCommand } from './arguments';
import { Assumptions } from './assume';
import { absolutePath, shownPath } from './files/disk-files';
import { fixModels } from './fix-models';
import { projectFiles } from './files/project-files';
import { exitStatus } from './exit-status';
import { findFiles } from './files/find-files';
import { nodeBundler } from './runner/node-bundler';
import { createNodeRunner, type NodeRunner } from './runner/node-runner';
import { createPrinter } from './output/printer';
import { progressLine, type ProgressLine } from './output/progress-line';
import { renameFiles } from './files/rename-files';

/**
 * @returns the exit status
 * @throws Error where the command itself cannot go on, such as over a full disk or a missing part of the program
 */
export async function probe(command: ProbeCommand): Promise<number> {
  const runner = createNodeRunner({ distFolder: __dirname });
  try {
    return await probeWith(runner, command);
  } finally {
    // A thread that waits for a probe would keep the process alive.
    runner.dispose();
  }
}

async function probeWith(runner: NodeRunner, command: ProbeCommand): Promise<number> {
  const signal = cancelledByInterrupt();
  const isCancelled = (): boolean => signal.aborted;
  // Its thread loads tfjs while this one searches for files and starts the bundler.
  runner.prepare();
  const line = progressLine(process.stderr);
  const [bundler, found] = await Promise.all([
    nodeBundler(__dirname),
    findFiles(command.files, {
      looked: (count) => {
        line.show(`looking for models: file ${count}`);
      },
      signal,
    }),
  ]);
  line.clear();
  const all = [...found.files, ...found.layerFiles];
  const assumptions = await Assumptions.read(command.assume, all);
  for (const warning of assumptions.warnings) process.stderr.write(`gradline: ${warning}\n`);

  const absolute = command.files.some((file) => path.isAbsolute(file));
  const rename = <T extends FileProbe>(result: T): T => renameFiles(result, (file) => shownPath(file, absolute));
  const single = all.length === 1 && command.files.length === 1 && found.files[0] === absolutePath(command.files[0]);
  const printer = createPrinter(command.format, !single);
  const models: ModelReport[] = [];
  const errors: ProbeError[] = [];
  const take = async (heading: string | undefined, probed: FileProbe): Promise<void> => {
    const result = rename(probed);
    models.push(...result.models);
    errors.push(...result.errors);
    await printer.file(heading, result);
  };

  let unprobed = found.errors.length;
  let done = 0;
  let left = 0;
  const touched = new Set<string>();
  if (found.errors.length > 0) await take(undefined, { models: [], errors: found.errors });
  for (const [index, file] of all.entries()) {
    const onlyLayers = index >= found.files.length;
    if (onlyLayers && touched.has(file)) continue;
    const shown = shownPath(file, absolute);
    if (isCancelled()) {
      left++;
      if (!onlyLayers)
        errors.push({ file: shown, code: 'cancelled', message: 'Cancelled before this file was probed.' });
      continue;
    }
    const place = all.length > 1 ? `${index + 1} of ${all.length} · ` : '';
    const result = await probeOne(
      file,
      { bundler, runner, options: { ...command.options, pinned: assumptions.of(file) }, line, label: place + shown },
      signal,
    );
    line.clear();
    const fixed = command.fix
      ? await fixModels(file, result, {
          fix: command.fix,
          tools: { bundler, runner, files: projectFiles },
          options: { ...command.options, pinned: assumptions.of(file) },
          signal,
          say: (text) => {
            line.show(`${place}${shown}: ${text}`);
          },
        })
      : { result, write: undefined };
    line.clear();
    // A file whose layers only models of other files use needs no error, unless there is nothing else to report.
    if (onlyLayers && result.models.length === 0 && !isCancelled() && (all.length > 1 || found.errors.length > 0))
      continue;
    for (const layer of result.models.flatMap(({ layers }) => layers)) touched.add(layer.file);
    if (result.models.length === 0 || result.errors.some(({ code }) => code === 'cancelled')) unprobed++;
    if (isCancelled()) left++;
    else done++;
    await take(shown, fixed.result);
    // Only now, because the listing shows the lines that were probed.
    for (const sentence of (await fixed.write?.()) ?? []) process.stderr.write(`gradline: ${sentence}\n`);
  }
  for (const sentence of assumptions.unused(models)) process.stderr.write(`gradline: ${sentence}\n`);
  await printer.end({ version: 1, models, errors }, { files: done, cancelled: isCancelled() ? left : undefined });
  return exitStatus({ version: 1, models, errors }, command.failOn, isCancelled() ? Math.max(unprobed, 1) : unprobed);
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

interface Means {
  readonly bundler: Bundler;
  readonly runner: NodeRunner;
  readonly options: ProbeOptions;
  readonly line: ProgressLine;
  readonly label: string;
}

/** Never rejects, so that the other files follow. */
async function probeOne(
  file: string,
  { bundler, runner, options, line, label }: Means,
  signal: AbortSignal,
): Promise<FileProbe> {
  runner.prepare();
  try {
    return await probeFile(
      file,
      { bundler, runner, files: projectFiles },
      options,
      {
        progress: ({ text }) => {
          line.show(`${label}: ${text}`);
        },
        partial: () => undefined,
        log: (level, text) => {
          if (level !== 'error') return;
          line.clear();
          process.stderr.write(`${text}\n`);
        },
      },
      signal,
    );
  } catch (error) {
    return {
      models: [],
      errors: [
        {
          file,
          code: 'internal',
          message: `This file could not be probed: ${error instanceof Error ? error.message : String(error)}`,
        },
      ],
    };
  }
}
