/**
 * Measures in one run what the probe costs, what the wasm kernels gain, how soon lenses and badges appear, and how soon
 * a click cancels.
 *
 * usage: npm run bench [-- --quick] [--verdict | --parse | --editor]
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { startBackend } from '../../src/probe/backend/start-backend';
import { main, say } from '../harness/say';
import { editorSample, measureEditor } from './editor';
import { type Bench, benches } from './models';
import { measureParse, parsedLines } from './parse';
import { installSteps, type Steps } from './probe-step';
import { inTurn, type Measure, type Pair, timed } from './rounds';
import { measureVerdict, seeds, steps as stepsOfVerdict, verdictSample } from './verdict';

const quick = process.argv.includes('--quick');
const rounds = quick ? 5 : 25;
/** A step of the residual net takes seconds on cpu. */
const cpuRounds = quick ? 1 : 5;
const verdictRounds = quick ? 3 : 9;
const parseRounds = quick ? 50 : 300;
const editorRounds = quick ? 1 : 5;

const wasm = {
  bytes: new Uint8Array(readFileSync(path.join(__dirname, '../../../dist/tfjs-backend-wasm-simd.wasm'))).buffer,
};

interface Row {
  readonly bench: Bench;
  readonly probe: Pair;
  readonly backends: Pair;
}

async function measure(bench: Bench, { plain, probed }: Steps): Promise<Row> {
  await startBackend('wasm', wasm);
  const onWasm = bench.build();
  const way = (step: Steps['plain']): Measure => timed({ step: () => step(onWasm), steps: bench.steps });
  const probe = await inTurn(way(plain), way(probed), rounds);
  await startBackend('cpu', wasm);
  const onCpu = bench.build();
  const backends = await inTurn(
    timed({ step: () => startBackend('wasm', wasm).then(() => plain(onWasm)), steps: bench.steps }),
    timed({ step: () => startBackend('cpu', wasm).then(() => plain(onCpu)), steps: 1 }),
    cpuRounds,
  );
  return { bench, probe, backends };
}

const ms = (value: number): string => `${value.toFixed(value < 100 ? 2 : 0)} ms`;

function verdict(met: boolean, goal: string): string {
  return met ? `meets ${goal}` : `MISSES ${goal}`;
}

function print({ bench, probe, backends }: Row): void {
  say(`\n${bench.name}`);
  say(
    `  probe  plain ${ms(probe.a)}, probed ${ms(probe.b)}: ${probe.ratio.toFixed(3)}x over ${probe.rounds} rounds ` +
      `of ${bench.steps} steps, ${verdict(probe.ratio <= bench.probeGoal, `≤ ${bench.probeGoal}x`)}`,
  );
  const goal =
    bench.cpuGoal === undefined ? '' : `, ${verdict(backends.ratio >= bench.cpuGoal, `≥ ${bench.cpuGoal}x`)}`;
  say(
    `  cpu    wasm ${ms(backends.a)}, cpu ${ms(backends.b)}: ` +
      `${backends.ratio.toFixed(1)}x over ${backends.rounds} rounds${goal}`,
  );
}

/** A verdict may cost this many times what plain training of as many seeds and steps costs. */
const verdictGoal = 1.5;

function printVerdict({ a, b, ratio, rounds: count }: Pair): void {
  say(
    `\nverdict on ${verdictSample}, ${seeds.length} seeds of ${stepsOfVerdict} steps, from text to findings, ` +
      'each round in a fresh thread that has loaded tfjs',
  );
  say(
    `  ${seeds.length} plain runs ${ms(a)}, verdict ${ms(b)}: ${ratio.toFixed(3)}x over ${count} rounds, ` +
      verdict(ratio < verdictGoal, `< ${verdictGoal}x`),
  );
}

/** VS Code asks for lenses at each pause in typing. */
const parseGoalMs = 10;

function printParse(): void {
  const { median, ninth, layers, models, entries } = measureParse(parseRounds);
  say(
    `\nreading ${parsedLines} lines of TypeScript with ${layers} layers in ${models} models, ` +
      `which ${entries} functions make, for their lenses, warm`,
  );
  say(
    `  ${ms(median)} of processor time, nine of ten under ${ms(ninth)}, over ${parseRounds} rounds, ` +
      verdict(median < parseGoalMs, `< ${parseGoalMs} ms`),
  );
}

/** What a person would call a second or two. */
const badgeGoalMs = 2000;

/** A click that takes no longer seems to act at once. */
const cancelGoalMs = 200;

/** In the web worker host the first badge may take this many times what it takes in Node's. */
const webGoal = 4 / 3;

async function printEditor(): Promise<void> {
  say(
    `\nfrom the click on the lens of ${editorSample} to the first badge on the screen, ` +
      'in a served VS Code, by the clock',
  );
  const [onNode, onWeb] = await measureEditor(editorRounds);
  for (const { host, cold, warm, cancel, rounds: count } of [onNode, onWeb]) {
    say(
      `  ${host === 'node' ? "Node's host" : 'the web worker host'}: first probe after the start ` +
        `${ms(cold.badge)}, ${verdict(cold.badge <= badgeGoalMs, `≤ ${badgeGoalMs} ms`)}; ` +
        `later ones ${ms(warm.badge)}; ${count} starts`,
    );
    say(`    to the first badge after a whole seed: ${ms(cold.verdict)}; later ones ${ms(warm.verdict)}`);
    const longest = Math.max(cancel.probe, cancel.search);
    say(
      `    from the click on the status bar until it is still: a probe ${ms(cancel.probe)}, a search for fixes ` +
        `${ms(cancel.search)}, ${verdict(longest <= cancelGoalMs, `≤ ${cancelGoalMs} ms`)}; ` +
        `of which an empty click takes ${ms(cancel.emptyClick)}`,
    );
  }
  for (const [name, ratio] of [
    ['first probes', onWeb.cold.badge / onNode.cold.badge],
    ['later ones', onWeb.warm.badge / onNode.warm.badge],
  ] as const)
    say(`  web over Node, ${name}: ${ratio.toFixed(2)}x, ${verdict(ratio <= webGoal, `≤ ${webGoal.toFixed(2)}x`)}`);
}

async function measureAll(): Promise<void> {
  await startBackend('wasm', wasm);
  const steps = installSteps();
  say(
    `Processor time of a training step, medians of interleaved rounds, ` +
      `Node ${process.version}${quick ? ', quick' : ''}`,
  );
  for (const bench of benches) print(await measure(bench, steps));
  printVerdict(await measureVerdict(verdictRounds));
  printParse();
  await printEditor();
}

main(async () => {
  if (process.argv.includes('--verdict')) printVerdict(await measureVerdict(verdictRounds));
  else if (process.argv.includes('--parse')) printParse();
  else if (process.argv.includes('--editor')) await printEditor();
  else await measureAll();
  return 0;
});
