/** The command line: `gradline probe FILE...` and `gradline explain CODE`. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { probeFile } from '../pipeline/index';
import { findingCodes, type FindingCode } from '../report/finding';
import { reportToJson } from '../report/json';
import type { Report } from '../report/report';
import { readArguments, usage, UsageError, type ProbeCommand } from './arguments';
import { absolutePath, diskFiles, shownPath } from './disk-files';
import { listing } from './listing';
import { createNodeRunner } from './node-runner';
import { progressLine } from './progress-line';
import { reportToSarif } from './sarif';
import { exitStatus } from './exit-status';
import { renameFiles } from './rename-files';
import { terminalWidth, wantsColor } from './terminal';

const packageFolder = path.join(__dirname, '..');

async function main(words: readonly string[]): Promise<number> {
  const command = readArguments(words);
  switch (command.command) {
    case 'help':
      process.stdout.write(usage);
      return 0;
    case 'version':
      process.stdout.write(`${await version()}\n`);
      return 0;
    case 'explain':
      process.stdout.write(await findingPage(command.code));
      return 0;
    case 'probe':
      return probe(command);
  }
}

async function probe(command: ProbeCommand): Promise<number> {
  const cancel = new AbortController();
  process.once('SIGINT', () => {
    cancel.abort();
  });
  const runner = createNodeRunner({ distFolder: __dirname });
  // Its thread loads tfjs while the bundler starts here.
  runner.prepare();
  const { createBundler } = await import('../bundle/index');
  const bundler = await createBundler(await readFile(path.join(__dirname, 'esbuild.wasm')));
  const line = progressLine(process.stderr);
  const models: Report['models'][number][] = [];
  const errors: Report['errors'][number][] = [];
  const unprobed: string[] = [];
  for (const file of command.files) {
    const result = await probeFile(
      absolutePath(file),
      { bundler, runner, files: diskFiles },
      command.options,
      {
        progress: ({ text }) => {
          line.show(`${file}: ${text}`);
        },
        partial: () => undefined,
        log: (level, text) => {
          if (level === 'error') process.stderr.write(`${text}\n`);
        },
      },
      cancel.signal,
    );
    line.clear();
    models.push(...result.models);
    errors.push(...result.errors);
    if (result.models.length === 0 || result.errors.some(({ code }) => code === 'cancelled')) unprobed.push(file);
  }
  runner.dispose();
  const absolute = command.files.some((file) => path.isAbsolute(file));
  const report = renameFiles({ version: 1, models, errors }, (file) => shownPath(file, absolute));
  process.stdout.write(await print(report, command));
  return exitStatus(report, command.failOn, unprobed.length);
}

async function print(report: Report, command: ProbeCommand): Promise<string> {
  switch (command.format) {
    case 'json':
      return `${reportToJson(report)}\n`;
    case 'sarif':
      return `${reportToSarif(report, await version(), new Map(await Promise.all(findingCodes.map(async (code) => [code, await findingPage(code)] as const))))}\n`;
    case 'text': {
      const files = new Set(report.models.flatMap((model) => [model.file, ...model.layers.map((layer) => layer.file)]));
      const texts = new Map(await Promise.all([...files].map(async (file) => [file, (await diskFiles.readText(absolutePath(file))) ?? ''] as const)));
      return listing({ report, texts, color: wantsColor(process.stdout, process.env), width: terminalWidth(process.stdout) });
    }
  }
}

async function findingPage(code: FindingCode): Promise<string> {
  return readFile(path.join(packageFolder, 'docs/findings', `${code}.md`), 'utf8');
}

async function version(): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

// Whoever reads the output may stop before its end, as `head` does; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(error instanceof UsageError ? `gradline: ${error.message}\nTry: gradline --help\n` : `gradline: ${(error as Error).message}\n`);
    process.exitCode = 2;
  },
);
