/**
 * Probes every labeled model in test/models and compares the verdicts with the labels.
 * usage: npm run calibrate -- [--base-seeds N] [--seeds K] [--steps N] [--keep FOLDER] [--backends | --subjects]
 * [NAME...] With --keep it stores the measurements in the folder and reuses them, so that judging a changed threshold
 * takes a second. With --subjects it prints which models are for and against each subject, and probes none. With
 * --backends it compares the first step on wasm with that on cpu instead, and prints the largest relative
 * differences. Exit status 1 on a miss or a false alarm, or where the backends differ by more than 1e-3.
 */

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { nodeBundler } from '../../src/cli/runner/node-bundler';
import { absolutePath, diskFiles } from '../../src/cli/files/disk-files';
import { createNodeRunner } from '../../src/cli/runner/node-runner';
import { diagnose, addRealBesideGenerated } from '../../src/diagnosis/index';
import { probeFile } from '../../src/pipeline/probe-file';
import type { FileProbe, ProbeTools } from '../../src/pipeline/contract/file-probe';
import type { ModelReport } from '../../src/report/report';
import { decodeNonFinite, encodeNonFinite } from '../../src/report/json';
import { root } from '../harness/root';
import { compareBackends, differenceOf, tolerance } from './backend-agreement';
import { judge, verdictText } from './judge';
import { type Label, readLabel } from './labels';
import { marginsOf, marginText } from './margins';
import { examplesOf } from './subjects';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'base-seeds': { type: 'string', default: '3' },
    seeds: { type: 'string', default: '3' },
    steps: { type: 'string', default: '30' },
    keep: { type: 'string' },
    backends: { type: 'boolean', default: false },
    subjects: { type: 'boolean', default: false },
  },
});
const count = { baseSeeds: Number(options['base-seeds']), seeds: Number(options.seeds), steps: Number(options.steps) };
if (!Object.values(count).every((n) => Number.isInteger(n) && n > 0))
  throw new Error('--base-seeds, --seeds and --steps take whole numbers above zero.');

const modelFolder = path.join(root, 'test/models');

/** Base seed b stands for the seeds 10b+1, 10b+2, ... */
async function measure(name: string, base: number, tools: ProbeTools): Promise<FileProbe> {
  const kept = options.keep && path.join(options.keep, `${name}.${base}.json`);
  if (kept) {
    const text = await readFile(kept, 'utf8').catch(() => undefined);
    if (text !== undefined) return decodeNonFinite(JSON.parse(text)) as FileProbe;
  }
  const seeds = Array.from({ length: count.seeds }, (_, k) => 10 * base + k + 1);
  const result = await probeFile(
    absolutePath(path.join(modelFolder, `${name}.ts`)),
    tools,
    { steps: count.steps, seeds, maximumSeeds: count.seeds, backend: 'auto', timeLimitSeconds: 600 },
    { progress: () => undefined, partial: () => undefined, log: () => undefined },
    new AbortController().signal,
  );
  if (kept) {
    await mkdir(path.dirname(kept), { recursive: true });
    await writeFile(kept, JSON.stringify(encodeNonFinite(result)));
  }
  return result;
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const share = (part: number, whole: number): string =>
  whole === 0 ? 'none' : `${part} of ${whole} (${(part / whole).toFixed(2)})`;

/** Prints the worst difference between the backends for each model. */
async function compareAll(names: readonly string[], tools: ProbeTools): Promise<void> {
  let apart = 0;
  for (const name of names) {
    const pairs = await compareBackends(name, tools);
    const worst = pairs.reduce((a, b) => (differenceOf(b) > differenceOf(a) ? b : a));
    const difference = differenceOf(worst);
    const isApart = !(difference <= tolerance);
    if (isApart) apart += 1;
    const values = isApart ? `  <- wasm ${worst.wasm}, cpu ${worst.cpu}` : '';
    say(`${name}: ${difference.toExponential(1)} (${worst.what}, ${pairs.length} numbers)${values}`);
  }
  say(`${names.length - apart} of ${names.length} models agree to ${tolerance}`);
  process.exitCode = apart > 0 ? 1 : 0;
}

/** Prints the models of each subject: faulty, sound, and in brackets the sound ones that come near a threshold. */
function printSubjects(labels: ReadonlyMap<string, Label>): void {
  for (const { subject, faulty, sound, near } of examplesOf(labels)) {
    say(`${subject}: ${faulty.length} faulty, ${sound.length} sound, of which ${near.length} near`);
    say(`    faulty: ${faulty.join(', ')}`);
    say(`    sound: ${sound.map((name) => (near.includes(name) ? `${name} (near)` : name)).join(', ')}`);
  }
}

async function main(): Promise<void> {
  const bundler = await nodeBundler(path.join(root, 'dist'));
  const tools: ProbeTools = {
    bundler,
    runner: createNodeRunner({ distFolder: path.join(root, 'dist') }),
    files: diskFiles,
  };
  const names = (await readdir(modelFolder))
    .filter((file) => file.endsWith('.ts') && file !== 'data.ts')
    .map((file) => file.slice(0, -'.ts'.length));
  const chosen = names.filter((name) => positionals.length === 0 || positionals.some((part) => name.includes(part)));
  if (options.backends) return compareAll(chosen, tools);
  const tally = { hits: 0, misses: 0, alarms: 0, quiet: 0, failures: 0, causesNamed: 0, causesPlanted: 0 };

  const labels = new Map<string, Label>();
  for (const name of chosen)
    labels.set(name, readLabel(name, await readFile(path.join(modelFolder, `${name}.ts`), 'utf8')));
  if (options.subjects) {
    printSubjects(labels);
    return;
  }

  for (const [name, label] of labels) {
    const verdicts = new Map<string, number>();
    const models: ModelReport[] = [];
    const isToBeTold = label.codes.length > 0;
    let flagged = 0;
    const wrong = new Set<string>();
    const onLine: boolean[] = [];
    for (let base = 0; base < count.baseSeeds; base++) {
      const probed = await measure(name, base, tools);
      const judged = addRealBesideGenerated(probed.models.map((model) => ({ ...model, findings: diagnose(model) })));
      models.push(...judged);
      if (judged.length === 0) tally.failures += 1;
      const judgement = judge(label, judged);
      if (judgement.flagged) flagged += 1;
      for (const finding of judgement.wrong) wrong.add(`${finding.code}: ${finding.message}`);
      if (!isToBeTold) for (const error of probed.errors) wrong.add(`error: ${error.message}`);
      if (judgement.causeOnLine !== undefined) onLine.push(judgement.causeOnLine);
      const verdict =
        judged.length > 0 ? verdictText(judged) : `not probed: ${probed.errors.map((e) => e.message).join(' ')}`;
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    const missed = isToBeTold && (label.inSomeSeeds ? flagged === 0 : flagged < count.baseSeeds);
    const alarmed = wrong.size > 0;
    if (isToBeTold) tally[missed ? 'misses' : 'hits'] += 1;
    if (!isToBeTold && !alarmed) tally.quiet += 1;
    if (alarmed) tally.alarms += 1;
    if (onLine.length > 0) {
      tally.causesPlanted += 1;
      if (onLine.every(Boolean)) tally.causesNamed += 1;
    }
    const marks = [
      missed && 'MISS',
      alarmed && (label.kind === 'faulty' ? 'WRONG NAME' : 'FALSE ALARM'),
      onLine.includes(false) && 'cause on another line',
    ].filter(Boolean);
    say(`${name}  [${label.text}]${marks.length > 0 ? `  <- ${marks.join(', ')}` : ''}`);
    for (const [verdict, times] of verdicts) say(`    ${times} of ${count.baseSeeds}: ${verdict}`);
    for (const text of wrong) say(`    not asked for: ${text}`);
    const margins = new Map<string, { values: number[]; threshold: number }>();
    for (const margin of models.flatMap(marginsOf)) {
      const known = margins.get(margin.name);
      margins.set(margin.name, { values: [...(known?.values ?? []), ...margin.values], threshold: margin.threshold });
    }
    for (const [margin, numbers] of margins) say(`      ${marginText({ name: margin, ...numbers })}`);
  }

  say('');
  say(`${chosen.length} models, ${count.baseSeeds} base seeds of ${count.seeds} seeds, ${count.steps} steps`);
  say(
    `recall: ${share(tally.hits, tally.hits + tally.misses)}; ` +
      `precision: ${share(tally.hits, tally.hits + tally.alarms)}; false or wrong: ${tally.alarms}; ` +
      `quiet where it should be: ${tally.quiet}; ` +
      `not probed: ${tally.failures}`,
  );
  say(`cause named on the planted line: ${share(tally.causesNamed, tally.causesPlanted)}`);
  process.exitCode = tally.misses + tally.alarms + tally.failures > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
});
