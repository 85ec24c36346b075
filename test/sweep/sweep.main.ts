/**
 * Compares the verdict after thirty steps with long training, over several hundred generated models. It measures only
 * models without a row in results.csv; delete that file to measure everything again.
 * usage: npm run sweep -- [--half choose|report] [--out FILE] [--keep FOLDER] [--judge] [--details] [--cross-validate]
 *        npm run sweep -- --starts N NAME...
 * --half: one half only, instead of both. --keep: stores all measurements in the folder and judges models found there
 * anew, so that a changed threshold shows in seconds. --judge: measures nothing and judges the rows that exist.
 * --cross-validate: chooses thresholds on four fifths of the kept models of the choose half and judges the last fifth
 * with them, five times. --starts: trains the named models from N further starts, and probes none. While measuring it
 * prints only its progress, so that nobody sees the rows of a half before they are wanted.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { nodeBundler } from '../../src/cli/runner/node-bundler';
import { createNodeRunner } from '../../src/cli/runner/node-runner';
import { gatherFacts } from '../../src/diagnosis/evidence/facts';
import { diagnose } from '../../src/diagnosis/index';
import { startBackend } from '../../src/probe/backend/start-backend';
import type { ModelReport } from '../../src/report/report';
import { decodeNonFinite, encodeNonFinite } from '../../src/report/json';
import { root } from '../harness/root';
import { agreement } from './agreement';
import { crossValidation, type Judged } from './cross-validate';
import { measure } from './measure';
import type { Spec } from './network';
import { findingsText, header, lineOf, readRows, type Row, rowOf } from './rows';
import { type Half, specOf, specsOf } from './specs';
import { furtherStarts, type Truth, truthOf } from './truth';

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    keep: { type: 'string' },
    half: { type: 'string' },
    starts: { type: 'string' },
    judge: { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
    'cross-validate': { type: 'boolean', default: false },
  },
});
const out = options.out ?? path.join(root, 'test/sweep/results.csv');
const halves = (['choose', 'report'] as const).filter((half) => options.half === undefined || options.half === half);
/** How many models one thread probes. */
const together = 10;
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** The measurements of one model; without the truth where a row has it already. */
interface Measured {
  readonly truth: Truth | undefined;
  readonly report: ModelReport;
}

const keptFile = (name: string): string => path.join(options.keep ?? '', `${name.replaceAll(' ', '_')}.json`);

async function kept(name: string): Promise<Measured | undefined> {
  const text = options.keep && (await readFile(keptFile(name), 'utf8').catch(() => undefined));
  return text ? (decodeNonFinite(JSON.parse(text)) as Measured) : undefined;
}

async function save(rows: ReadonlyMap<string, Row>): Promise<void> {
  await writeFile(out, `${[header, ...[...rows.values()].map(lineOf)].join('\n')}\n`);
}

/** Checks that a sound model learns each task in the given number of steps. */
function checkSiblings(): void {
  for (const [kind, width, task] of [
    ['dense', 8, 'classes'],
    ['dense', 8, 'regression'],
    ['conv', 4, 'classes'],
  ] as const) {
    const sound: Spec = {
      kind,
      width,
      task,
      depth: 2,
      activation: 'relu',
      initializer: 'heNormal',
      norm: 'none',
      residual: false,
      optimizer: 'adam 0.001',
    };
    const truth = truthOf(sound);
    say(`sound ${kind} model, ${task}: ${truth.outcome}, loss ratio ${truth.ratio.map((r) => r.toFixed(2)).join(' ')}`);
    if (truth.outcome !== 'healthy')
      throw new Error('A sound model does not learn this task: the sweep would tell nothing.');
  }
}

/** Models without a row, and with --keep also those without measurements in the folder. */
async function missingOf(half: Half, rows: ReadonlyMap<string, Row>): Promise<(readonly [string, Spec])[]> {
  const wanted = await Promise.all(
    [...specsOf(half)].map(async (entry) => ({
      entry,
      has: rows.has(entry[0]) && (!options.keep || (await kept(entry[0])) !== undefined),
    })),
  );
  return wanted.filter(({ has }) => !has).map(({ entry }) => entry);
}

async function measureMissing(rows: Map<string, Row>): Promise<void> {
  const missing = (await Promise.all(halves.map((half) => missingOf(half, rows)))).flat();
  if (missing.length === 0) return;
  // Other work on the machine comes first.
  os.setPriority(5);
  await startBackend('cpu', {});
  checkSiblings();
  const bundler = await nodeBundler(path.join(root, 'dist'));
  const runner = createNodeRunner({ distFolder: path.join(root, 'dist') });
  if (options.keep) await mkdir(options.keep, { recursive: true });
  for (let at = 0; at < missing.length; at += together) {
    const group = missing.slice(at, at + together);
    const start = performance.now();
    const measuring = measure(
      group.map(([, spec]) => spec),
      { bundler, runner },
    );
    const truths = group.map(([name, spec]) => (rows.has(name) ? undefined : truthOf(spec)));
    const reports = await measuring;
    for (const [i, [name]] of group.entries()) {
      const measured: Measured = { truth: truths[i], report: reports[i] };
      if (options.keep) await writeFile(keptFile(name), JSON.stringify(encodeNonFinite(measured)));
      if (measured.truth) rows.set(name, rowOf(name, measured.truth, diagnose(measured.report)));
    }
    await save(rows);
    say(`${at + group.length} of ${missing.length}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
}

/** Prints the result of cross-validation over the kept models of the choose half. */
async function crossValidate(rows: ReadonlyMap<string, Row>): Promise<void> {
  const mine = [...rows.values()].filter((row) => specsOf('choose').has(row.name));
  const models = (
    await Promise.all(mine.map(async (row) => ({ row, report: (await kept(row.name))?.report })))
  ).flatMap(({ row, report }): Judged[] => (report ? [{ row, facts: gatherFacts(report) }] : []));
  say(`cross-validation over ${models.length} models`);
  say(crossValidation(models).join('\n'));
}

/** Prints how far the loss of named models comes in further starts. */
async function trainFurtherStarts(starts: number): Promise<void> {
  await startBackend('cpu', {});
  for (const name of names) {
    const { ratios, stuck } = furtherStarts(specOf(name), starts);
    say(`${name}: ${stuck} of ${starts} stay; ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}`);
  }
}

async function main(): Promise<void> {
  if (options.starts) return trainFurtherStarts(Number(options.starts));
  const rows = await readRows(out);
  if (options['cross-validate']) return crossValidate(rows);
  if (!options.judge) await measureMissing(rows);
  for (const [name, row] of rows) {
    const measured = await kept(name);
    if (measured) rows.set(name, { ...row, findings: findingsText(diagnose(measured.report)) });
  }
  if (options.keep) await save(rows);
  for (const half of halves) {
    const specs = specsOf(half);
    const mine = [...rows.values()].filter((row) => specs.has(row.name));
    const purpose = half === 'choose' ? 'to choose thresholds on' : 'to report on';
    say(
      `${mine.length} of ${specs.size} models ${purpose}, ` +
        'three seeds of thirty steps each against 400 steps of training',
    );
    say(agreement(mine).join('\n'));
    if (options.details) say(mine.map(lineOf).join('\n'));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
});
