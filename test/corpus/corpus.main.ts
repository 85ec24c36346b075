/**
 * Probes every place of a checkout that builds a model and says of each whether and how it was reached, or why not; then totals.
 * usage: npm run corpus -- <folder> [--only TEXT] [--steps N] [--seeds K] [--time-limit SECONDS] [--json FILE] [--verbose]
 */

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createBundler } from '../../src/bundle/index';
import { absolutePath, diskFiles } from '../../src/cli/disk-files';
import { projectFiles } from '../../src/cli/project-files';
import { createNodeRunner } from '../../src/cli/node-runner';
import { probeFile } from '../../src/pipeline/index';
import type { FileProbe, ProbeTools } from '../../src/pipeline/probe-file';
import { readSites } from '../../src/source/index';
import { root } from '../harness/root';
import { modelFiles } from './find-files';
import { placesOf, type Place } from './places';

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
if (folder === '') throw new Error('Name the folder of a checkout: npm run corpus -- <folder>');

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

async function probe(file: string, tools: ProbeTools): Promise<FileProbe> {
  return probeFile(
    file,
    tools,
    { steps: Number(options.steps), seeds: Array.from({ length: Number(options.seeds) }, (_, k) => k + 1), backend: 'auto', timeLimitSeconds: Number(options['time-limit']) },
    { progress: () => undefined, partial: () => undefined, log: (level, text) => { if (options.verbose) say(`    ${level} ${text}`); } },
    new AbortController().signal,
  );
}

function lineOf(place: Place): string {
  const { model } = place;
  if (!model) return `--   ${place.name}:${place.line} ${place.kind}  ${place.reason}`;
  const findings = model.findings.filter(({ severity }) => severity !== 'information').map(({ severity, code }) => `${severity === 'error' ? 'E' : 'W'}:${code}`);
  const placed = `${model.layers.length} layers on ${new Set(model.layers.map((layer) => `${layer.file}:${layer.range.start.line}`)).size} lines`;
  return [`ok   ${model.name}:${place.line} ${place.kind}`, `${place.rung} ${model.entry}`, `${model.data} data`, placed, findings.join(' '), model.assumed.length > 0 ? `assumed ${model.assumed.join(', ').slice(0, 300)}` : ''].filter((part) => part !== '').join('  ');
}

async function main(): Promise<void> {
  const distFolder = path.join(root, 'dist');
  const runner = createNodeRunner({ distFolder });
  const tools: ProbeTools = { bundler: await createBundler(await readFile(path.join(distFolder, 'esbuild.wasm'))), runner, files: projectFiles };
  const all: Place[] = [];
  const seconds: { file: string; seconds: number }[] = [];
  const files = (await modelFiles(path.resolve(folder))).filter((file) => file.includes(options.only));
  for (const file of files) {
    const name = path.relative(folder, file);
    const absolute = absolutePath(file);
    const sites = readSites(absolute, (await diskFiles.readText(absolute)) ?? '');
    if (sites.models.length === 0 && sites.entries.length === 0) continue;
    runner.prepare();
    const start = performance.now();
    const result = await probe(absolute, tools);
    const took = (performance.now() - start) / 1000;
    seconds.push({ file: name, seconds: took });
    const places = placesOf(absolute, sites, result);
    all.push(...places);
    say(`${name}  ${took.toFixed(1)} s${sites.broken ? '  (syntax errors)' : ''}`);
    for (const place of places) say(`  ${lineOf(place)}`);
    for (const model of result.models.filter((one) => one.file !== absolute)) say(`  also ${path.relative(folder, model.file)}:${model.range.start.line + 1} ${model.name}  ${model.entry}`);
  }
  runner.dispose();
  const built = all.filter(({ kind }) => kind !== 'load');
  const reached = built.filter(({ model }) => model);
  const loads = all.length - built.length;
  say(`\n${reached.length} of ${built.length} places that build a model were reached (${reached.filter(({ rung }) => rung === 'guarded').length} past what cannot run here); ${loads} places load one.`);
  const sorted = [...seconds].sort((a, b) => b.seconds - a.seconds);
  say(`median ${(sorted[sorted.length >> 1]?.seconds ?? 0).toFixed(1)} s a file; slowest: ${sorted.slice(0, 5).map((one) => `${one.file} ${one.seconds.toFixed(1)} s`).join(', ')}`);
  if (options.json) await writeFile(options.json, JSON.stringify(all.map(({ model, ...place }) => ({ ...place, entry: model?.entry, assumed: model?.assumed, layers: model?.layers.length })), null, 1));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
