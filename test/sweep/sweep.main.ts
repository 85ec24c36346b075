/**
 * Holds the verdict of thirty steps against long training, over several hundred generated models; rows that results.csv has already are not made again.
 * usage: npm run sweep -- [--out FILE] [--keep FOLDER] [--half choose|report] [--judge] [--details]
 * With --keep the measurements are kept in the folder, and all rows found there are judged anew, so that a changed threshold shows in seconds.
 * With --judge nothing is measured: the rows that are there are judged. With --half only that half is measured, so that two can run at a time, each with a file of its own; rows of both together make the table.
 * Delete test/sweep/results.csv to measure everything again.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createBundler } from '../../src/bundle/index';
import { createNodeRunner } from '../../src/cli/node-runner';
import { diagnose } from '../../src/diagnosis/index';
import { startBackend } from '../../src/probe/backend';
import type { ModelReport } from '../../src/report/report';
import { fromWire, toWire } from '../../src/report/wire';
import { root } from '../harness/root';
import { agreement } from './agreement';
import { measure } from './measure';
import type { Spec } from './network';
import { findingsText, header, lineOf, readRows, type Row, rowOf } from './rows';
import { allSpecs, halfOf } from './specs';
import { truthOf } from './truth';

const { values: options } = parseArgs({ options: { out: { type: 'string' }, keep: { type: 'string' }, half: { type: 'string' }, judge: { type: 'boolean', default: false }, details: { type: 'boolean', default: false } } });
const out = options.out ?? path.join(root, 'test/sweep/results.csv');
/** Models probed in one thread. */
const together = 10;
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const keptFile = (name: string): string => path.join(options.keep ?? '', `${name.replaceAll(' ', '_')}.json`);

async function kept(name: string): Promise<ModelReport | undefined> {
  const text = options.keep && (await readFile(keptFile(name), 'utf8').catch(() => undefined));
  return text ? (fromWire(JSON.parse(text)) as ModelReport) : undefined;
}

async function save(rows: ReadonlyMap<string, Row>): Promise<void> {
  await writeFile(out, `${[header, ...[...rows.values()].map(lineOf)].join('\n')}\n`);
}

/** The task must be one that a sound model learns in the time given. */
function checkSiblings(): void {
  for (const [kind, width, task] of [['dense', 8, 'classes'], ['dense', 8, 'regression'], ['conv', 4, 'classes']] as const) {
    const sound: Spec = { kind, width, task, depth: 2, activation: 'relu', initializer: 'heNormal', norm: 'none', residual: false, optimizer: 'adam 0.001' };
    const truth = truthOf(sound);
    say(`sound ${kind} model, ${task}: ${truth.outcome}, loss ratio ${truth.ratio.map((r) => r.toFixed(2)).join(' ')}`);
    if (truth.outcome !== 'healthy') throw new Error('A sound model does not learn this task: the sweep would tell nothing.');
  }
}

async function measureMissing(specs: ReadonlyMap<string, Spec>, rows: Map<string, Row>): Promise<void> {
  const missing = [...specs].filter(([name]) => !rows.has(name) && (options.half === undefined || halfOf(name) === options.half));
  if (missing.length === 0) return;
  // Whoever works at the machine comes first.
  os.setPriority(5);
  await startBackend('cpu', {});
  checkSiblings();
  const bundler = await createBundler(await readFile(path.join(root, 'dist/esbuild.wasm')));
  const runner = createNodeRunner({ distFolder: path.join(root, 'dist') });
  if (options.keep) await mkdir(options.keep, { recursive: true });
  for (let at = 0; at < missing.length; at += together) {
    const group = missing.slice(at, at + together);
    const start = performance.now();
    const measuring = measure(group.map(([, spec]) => spec), { bundler, runner });
    const truths = group.map(([, spec]) => truthOf(spec));
    const reports = await measuring;
    for (const [i, [name]] of group.entries()) {
      if (options.keep) await writeFile(keptFile(name), JSON.stringify(toWire(reports[i])));
      const row = rowOf(name, truths[i], diagnose(reports[i]));
      rows.set(name, row);
      say(lineOf(row));
    }
    await save(rows);
    say(`${at + group.length} of ${missing.length}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
}

async function main(): Promise<void> {
  const specs = allSpecs();
  const rows = await readRows(out);
  if (!options.judge) await measureMissing(specs, rows);
  for (const [name, row] of rows) {
    const report = await kept(name);
    if (report) rows.set(name, { ...row, findings: findingsText(diagnose(report)) });
  }
  if (options.keep) await save(rows);
  const all = [...rows.values()].filter((row) => specs.has(row.name));
  say(`${all.length} of ${specs.size} models, three seeds of thirty steps each against 400 steps of training`);
  for (const half of ['choose', 'report'] as const) say(agreement(all, half).join('\n'));
  if (options.details) for (const row of all) say(`${halfOf(row.name)} ${lineOf(row)}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
});
