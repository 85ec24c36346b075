/**
 * Searches fixes for every faulty model of the calibration set and for the faulty samples, or for generated models, and
 * prints a table: kind of fault, candidates tried, proven, seconds. Then says by which fixes files no longer compile.
 * usage: npm run fixes -- [--steps N] [--seeds N] [--enough N] [--limit SECONDS] [--workers N] [--tried] [--long]
 *   [--no-types] [NAME...]
 *   or npm run fixes -- --generated N [--seed S] ... [NAME...]: N faulty models that the sweep's generator draws, or
 *   those of them that have these names
 *   or npm run fixes -- --pace: time to the first proven fix of a sample, and of cancelling
 * --tried lists what was tried and why it is no fix; --long trains what was fixed ten times as long
 */

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createBundler } from '../../src/bundle/index';
import { diskFiles } from '../../src/cli/files/disk-files';
import { createNodeRunner } from '../../src/cli/runner/node-runner';
import { withEditedTexts } from '../../src/fixes/edits/edited-files';
import type { ProbeTools } from '../../src/pipeline/contract/file-probe';
import { listedFaults } from '../../src/report/finding';
import { root } from '../harness/root';
import { faultyFiles } from './faulty-files';
import { generatedModels } from './generated-models';
import { faultsOfLongTraining } from './long-look';
import { sayPace } from './pace';
import { searchFile, type SearchRow, type SearchSettings, toolsWith } from './search-file';
import { tableOfFaults } from './table';
import { typeErrorsOf } from './type-check';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    steps: { type: 'string', default: '30' },
    seeds: { type: 'string', default: '3' },
    enough: { type: 'string', default: '1' },
    limit: { type: 'string', default: '120' },
    workers: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    tried: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    'no-types': { type: 'boolean', default: false },
    generated: { type: 'string' },
    seed: { type: 'string', default: '31' },
    pace: { type: 'boolean', default: false },
  },
});

const settings: SearchSettings = {
  steps: Number(values.steps),
  seeds: Array.from({ length: Number(values.seeds) }, (_, index) => index + 1),
  enough: Number(values.enough),
  timeLimitSeconds: Number(values.limit),
  workers: Number(values.workers),
};

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A searched model, with what long training found of its best fix. */
export interface Searched {
  readonly row: SearchRow;
  readonly name: string;
  readonly codes: readonly string[];
  readonly longFaults: readonly string[] | undefined;
}

async function searched(row: SearchRow, name: string, tools: ProbeTools): Promise<Searched> {
  const { file, model, search } = row;
  const best = search.proven.at(0);
  const longFaults = values.long && best ? await faultsOfLongTraining(file, best, tools, settings) : undefined;
  return { row, name, codes: [...new Set(listedFaults(model.findings).map(({ code }) => code))], longFaults };
}

function sayRow({ row: { search, firstProvenMs }, name, codes, longFaults }: Searched): void {
  const best = search.proven.at(0);
  const tried = search.proven.length + search.tried.length;
  const words = best?.title ?? `none: ${search.tried.at(0)?.candidate.change ?? 'no candidate'}`;
  const first = firstProvenMs === undefined ? '' : (firstProvenMs / 1000).toFixed(1);
  const seconds = (search.durationMs / 1000).toFixed(0);
  const later = longFaults?.map((code) => `later ${code}`).join(', ') ?? '';
  const health = best && !best.proof.healthy ? 'not yet healthy' : '';
  const notes = [health, later].filter((one) => one !== '').join('; ');
  const cells = [name, codes.join(', '), tried, search.proven.length, words, first, seconds, notes];
  say(`| ${cells.join(' | ')} |`);
  if (values.tried) {
    for (const { candidate, reason } of search.tried) say(`    ${candidate.kind}: ${candidate.change}: ${reason}`);
    if (search.untried > 0) say(`    ${search.untried} more were not tried (${search.ended})`);
  }
}

function sayHeader(): void {
  say('| model | fault | tried | proven | best | first after s | seconds | |');
  say('| --- | --- | --- | --- | --- | --- | --- | --- |');
}

async function searchLabeled(tools: ProbeTools): Promise<Searched[]> {
  const all: Searched[] = [];
  for (const file of await faultyFiles(positionals))
    for (const row of await searchFile(file, tools, settings)) {
      const one = await searched(row, path.basename(file, path.extname(file)), tools);
      sayRow(one);
      all.push(one);
    }
  return all;
}

/** Draws models until so many were faulty. */
async function searchGenerated(tools: ProbeTools, count: number, texts: Map<string, string>): Promise<Searched[]> {
  const all: Searched[] = [];
  let drawn = 0;
  for (const { name, text, isTyped } of generatedModels(Number(values.seed))) {
    drawn++;
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const file = path.join(root, 'test/fixes', `generated-${drawn}.${isTyped ? 'ts' : 'js'}`);
    texts.set(file, text);
    const ownTools = toolsWith(tools, withEditedTexts(tools.files, texts));
    for (const row of await searchFile(file, ownTools, settings)) {
      const one = await searched(row, name, ownTools);
      sayRow(one);
      all.push(one);
    }
    if (all.length >= (positionals.length || count)) break;
  }
  say(`\n${drawn} models drawn`);
  return all;
}

function saySummary(all: readonly Searched[], texts: ReadonlyMap<string, string>): void {
  const proven = all.filter(({ row }) => row.search.proven.length > 0);
  const healthy = proven.filter(({ row }) => row.search.proven[0].proof.healthy);
  say('');
  for (const line of tableOfFaults(all)) say(line);
  say('');
  say(`${all.length} faulty models: ${proven.length} with a proven fix, ${healthy.length} healthy afterwards`);
  const long = proven.flatMap(({ longFaults }) => (longFaults ? [longFaults.length === 0] : []));
  if (long.length > 0) say(`${long.filter(Boolean).length} of ${long.length} stay healthy, trained ten times as long`);
  if (values['no-types']) return;
  const fixes = all.flatMap(({ row, name }) =>
    row.search.proven.map(({ edits, title }) => ({ name: `${name}: ${title}`, edits })),
  );
  const errors = typeErrorsOf(fixes, texts);
  for (const error of errors) say(error);
  say(`${fixes.length} proven fixes: ${errors.length} type errors that were not there before`);
  if (errors.length > 0) process.exitCode = 1;
}

async function main(): Promise<void> {
  const tools: ProbeTools = {
    bundler: await createBundler(await readFile(path.join(root, 'dist/esbuild.wasm'))),
    runner: createNodeRunner({ distFolder: path.join(root, 'dist') }),
    files: diskFiles,
  };
  if (values.pace) {
    await sayPace(tools, settings, say);
    return;
  }
  sayHeader();
  const texts = new Map<string, string>();
  const all =
    values.generated === undefined
      ? await searchLabeled(tools)
      : await searchGenerated(tools, Number(values.generated), texts);
  saySummary(all, texts);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
});
