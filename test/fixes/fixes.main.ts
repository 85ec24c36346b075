/**
 * Searches fixes for every faulty model of the calibration set and for the faulty samples, and prints a table: kind of
 * fault, candidates tried, proven, seconds.
 * usage: npm run fixes -- [--steps N] [--enough N] [--limit SECONDS] [NAME...]
 */

import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createBundler } from '../../src/bundle/index';
import { absolutePath, diskFiles } from '../../src/cli/files/disk-files';
import { createNodeRunner } from '../../src/cli/runner/node-runner';
import type { FixSearch } from '../../src/fixes/contract/fix-search';
import { proveFixes } from '../../src/fixes/prove-fixes';
import type { ProbeTools } from '../../src/pipeline/contract/file-probe';
import { probeFile } from '../../src/pipeline/probe-file';
import { faults } from '../../src/report/finding';
import type { ModelReport } from '../../src/report/report';
import { root } from '../harness/root';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    steps: { type: 'string', default: '30' },
    enough: { type: 'string', default: '1' },
    limit: { type: 'string', default: '120' },
  },
});

/** The files whose first line says that they are faulty. */
async function faultyFiles(): Promise<string[]> {
  const files: string[] = [];
  for (const folder of ['test/models', 'media/samples'])
    for (const name of (await readdir(path.join(root, folder))).sort()) {
      const [first = ''] = (await readFile(path.join(root, folder, name), 'utf8')).split('\n');
      const isFaulty = /^\/\/ (?:label: (?!healthy|borderline)|Gradline should find: (?!healthy))/.test(first);
      const isMeant = positionals.length === 0 || positionals.some((part) => name.includes(part));
      if (isFaulty && isMeant) files.push(path.join(folder, name));
    }
  return files;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

interface Row {
  readonly model: ModelReport;
  readonly search: FixSearch;
}

async function rowsOf(file: string, tools: ProbeTools): Promise<Row[]> {
  const absolute = absolutePath(path.join(root, file));
  const options = {
    steps: Number(values.steps),
    seeds: [1, 2, 3],
    backend: 'auto',
    timeLimitSeconds: 300,
  } as const;
  const ignore = (): void => undefined;
  const { signal } = new AbortController();
  const probed = await probeFile(absolute, tools, options, { progress: ignore, partial: ignore, log: ignore }, signal);
  const rows: Row[] = [];
  for (const model of probed.models) {
    if (faults(model.findings).length === 0) continue;
    const search = await proveFixes({
      file: absolute,
      model,
      models: probed.models.length,
      tools,
      options,
      workers: Math.min(4, availableParallelism()),
      timeLimitSeconds: Number(values.limit),
      enough: Number(values.enough),
      signal,
    });
    rows.push({ model, search });
  }
  return rows;
}

async function main(): Promise<void> {
  const tools: ProbeTools = {
    bundler: await createBundler(await readFile(path.join(root, 'dist/esbuild.wasm'))),
    runner: createNodeRunner({ distFolder: path.join(root, 'dist') }),
    files: diskFiles,
  };
  const files = await faultyFiles();
  let models = 0;
  let proven = 0;
  let healthy = 0;
  say('| model | fault | tried | proven | best | seconds |');
  say('| --- | --- | --- | --- | --- | --- |');
  for (const file of files)
    for (const { model, search } of await rowsOf(file, tools)) {
      const codes = [...new Set(faults(model.findings).map(({ code }) => code))].join(', ');
      const best = search.proven.at(0);
      const tried = search.proven.length + search.tried.length;
      models++;
      if (best) proven++;
      if (best?.proof.healthy) healthy++;
      const words = best?.title ?? `none: ${search.tried.at(0)?.candidate.change ?? 'no candidate'}`;
      const seconds = (search.durationMs / 1000).toFixed(0);
      say(`| ${path.basename(file, '.ts')} | ${codes} | ${tried} | ${search.proven.length} | ${words} | ${seconds} |`);
    }
  say('');
  say(`${models} faulty models: ${proven} with a proven fix, ${healthy} healthy afterwards`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
});
