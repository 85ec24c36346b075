/**
 * Probes each place of a checkout that builds a model; prints how the probe reached it or why it did not,
 * what the code itself gets wrong, then totals.
 * usage: npm run corpus -- <folder or file> [--only TEXT] [--steps N] [--seeds K] [--time-limit SECONDS]
 *   [--json FILE] [--verbose]
 */

import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { nodeBundler } from '../../src/cli/runner/node-bundler';
import { absolutePath, diskFiles } from '../../src/cli/files/disk-files';
import { projectFiles } from '../../src/cli/files/project-files';
import { createNodeRunner, type NodeRunner } from '../../src/cli/runner/node-runner';
import { probeFile } from '../../src/pipeline/probe-file';
import type { FileProbe, ProbeTools } from '../../src/pipeline/contract/file-probe';
import { parse, readSites } from '../../src/source/index';
import { root } from '../harness/root';
import { main, say } from '../harness/say';
import { modelFiles } from './find-files';
import { placesOf, type Place } from './places';
import { type Phases, phasesText, Stopwatch } from './stopwatch';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    steps: { type: 'string', default: '6' },
    seeds: { type: 'string', default: '1' },
    'time-limit': { type: 'string', default: '60' },
    json: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const folder = positionals.at(0) ?? '';

interface FileFigures {
  readonly phases: Phases;
  readonly places: readonly Place[];
}

async function probe(file: string, tools: ProbeTools): Promise<FileProbe> {
  return probeFile(
    file,
    tools,
    {
      steps: Number(options.steps),
      seeds: Array.from({ length: Number(options.seeds) }, (_, k) => k + 1),
      backend: 'auto',
      timeLimitSeconds: Number(options['time-limit']),
    },
    {
      progress: () => undefined,
      partial: () => undefined,
      log: (level, text) => {
        if (options.verbose) say(`    ${level} ${text}`);
      },
    },
    new AbortController().signal,
  );
}

function lineOf(place: Place): string {
  const { model } = place;
  if (!model) return `--   ${place.name}:${place.line} ${place.kind}  ${place.reason}`;
  const findings = model.findings
    .filter(({ severity }) => severity !== 'information')
    .map(({ severity, code }) => `${severity === 'error' ? 'E' : 'W'}:${code}`);
  const lines = new Set(model.layers.map((layer) => `${layer.file}:${layer.range.start.line}`));
  const placed = `${model.layers.length} layers on ${lines.size} lines`;
  return [
    `ok   ${model.name}:${place.line} ${place.kind}`,
    `${place.rung} ${model.entry}`,
    `${model.data} data`,
    placed,
    findings.join(' '),
    model.assumed.length > 0 ? `assumed ${model.assumed.join(', ').slice(0, 300)}` : '',
  ]
    .filter((part) => part !== '')
    .join('  ');
}

/** Probes one file and prints its places. */
async function printFile(file: string, runner: NodeRunner, stopwatch: Stopwatch): Promise<FileFigures | undefined> {
  const absolute = absolutePath(file);
  const sites = readSites(parse(absolute, (await diskFiles.readText(absolute)) ?? ''));
  if (sites.models.length === 0 && sites.entries.length === 0) return undefined;
  runner.prepare();
  const start = performance.now();
  const result = await probe(absolute, stopwatch.tools);
  const phases = stopwatch.take(path.relative(folder, file), performance.now() - start);
  const places = placesOf(absolute, sites, result);
  say(`${phasesText(phases)}${sites.broken ? '  (syntax errors)' : ''}`);
  for (const place of places) say(`  ${lineOf(place)}`);
  for (const model of result.models.filter((one) => one.file !== absolute))
    say(`  also ${path.relative(folder, model.file)}:${model.range.start.line + 1} ${model.name}  ${model.entry}`);
  for (const { range, code, message } of result.errors.filter(({ own }) => own))
    say(`  own error ${code} line ${(range?.start.line ?? 0) + 1}: ${message}`);
  return { phases, places };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)} %)`;
}

function printTotals(places: readonly Place[], phases: readonly Phases[]): void {
  const built = places.filter(({ kind }) => kind !== 'load');
  const reached = built.filter(({ model }) => model);
  const failedBy = (code: string): number =>
    built.filter(({ model, reason }) => !model && reason.startsWith(code)).length;
  const guarded = reached.filter(({ rung }) => rung === 'guarded').length;
  say(
    `\n${reached.length} of ${built.length} places that build a model were reached` +
      `${percent(reached.length, built.length)}, ${guarded} of them past what cannot run here; ` +
      `${places.length - built.length} places load one.`,
  );
  // Weights on some server cannot be had here; a model without weights to train has nothing to measure.
  const rest = built.length - failedBy('needs-weights') - failedBy('not-trainable');
  say(
    `${failedBy('needs-weights')} need weights from elsewhere, ${failedBy('not-trainable')} have nothing to train; ` +
      `of the other ${rest} ${reached.length} were reached${percent(reached.length, rest)}.`,
  );
  const sorted = [...phases].sort((one, other) => other.total - one.total);
  say(`median ${((sorted.at(sorted.length >> 1)?.total ?? 0) / 1000).toFixed(1)} s a file; slowest:`);
  for (const one of sorted.slice(0, 5)) say(`  ${phasesText(one)}`);
}

function asJson(places: readonly Place[]): string {
  const plain = places.map(({ model, ...place }) => ({
    ...place,
    entry: model?.entry,
    assumed: model?.assumed,
    layers: model?.layers.length,
  }));
  return JSON.stringify(plain, null, 1);
}

main(async () => {
  if (folder === '') throw new Error('Name the folder of a checkout: npm run corpus -- <folder>');
  const distFolder = path.join(root, 'dist');
  const runner = createNodeRunner({ distFolder });
  const stopwatch = new Stopwatch({
    bundler: await nodeBundler(distFolder),
    runner,
    files: projectFiles,
  });
  const files = (await stat(folder)).isFile()
    ? [path.resolve(folder)]
    : (await modelFiles(path.resolve(folder))).filter((file) => file.includes(options.only));
  const figures: FileFigures[] = [];
  for (const file of files) {
    const one = await printFile(file, runner, stopwatch);
    if (one) figures.push(one);
  }
  runner.dispose();
  const places = figures.flatMap((one) => one.places);
  printTotals(
    places,
    figures.map(({ phases }) => phases),
  );
  if (options.json) await writeFile(options.json, asJson(places));
  return 0;
});
