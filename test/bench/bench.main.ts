/**
 * Measures what the probe costs and what the wasm kernels gain, in one run.
 *
 * usage: npm run bench [-- --quick]
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { startBackend } from '../../src/probe/backend';
import { type Bench, benches } from './models';
import { installSteps, type Steps } from './probe-step';
import { inTurn, type Pair, type Way } from './rounds';

const quick = process.argv.includes('--quick');
const rounds = quick ? 5 : 25;
/** A step of the residual net takes seconds on cpu. */
const cpuRounds = quick ? 1 : 5;

const wasm = { bytes: new Uint8Array(readFileSync(path.join(__dirname, '../../../dist/tfjs-backend-wasm-simd.wasm'))).buffer };

interface Row {
  readonly bench: Bench;
  readonly probe: Pair;
  readonly backends: Pair;
}

async function measure(bench: Bench, { plain, probed }: Steps): Promise<Row> {
  await startBackend('wasm', wasm);
  const onWasm = bench.build();
  const way = (step: Steps['plain']): Way => ({ step: () => step(onWasm), steps: bench.steps });
  const probe = await inTurn(way(plain), way(probed), rounds);
  await startBackend('cpu', wasm);
  const onCpu = bench.build();
  const backends = await inTurn(
    { step: () => startBackend('wasm', wasm).then(() => plain(onWasm)), steps: bench.steps },
    { step: () => startBackend('cpu', wasm).then(() => plain(onCpu)), steps: 1 },
    cpuRounds,
  );
  return { bench, probe, backends };
}

const ms = (value: number): string => `${value.toFixed(value < 100 ? 2 : 0)} ms`;

function verdict(met: boolean, goal: string): string {
  return met ? `meets ${goal}` : `MISSES ${goal}`;
}

function print({ bench, probe, backends }: Row): void {
  console.log(`\n${bench.name}`);
  console.log(`  probe  plain ${ms(probe.a)}, probed ${ms(probe.b)}: ${probe.ratio.toFixed(3)}x over ${probe.rounds} rounds of ${bench.steps} steps, ${verdict(probe.ratio <= bench.probeGoal, `≤ ${bench.probeGoal}x`)}`);
  const goal = bench.cpuGoal === undefined ? '' : `, ${verdict(backends.ratio >= bench.cpuGoal, `≥ ${bench.cpuGoal}x`)}`;
  console.log(`  cpu    wasm ${ms(backends.a)}, cpu ${ms(backends.b)}: ${backends.ratio.toFixed(1)}x over ${backends.rounds} rounds${goal}`);
}

async function main(): Promise<void> {
  await startBackend('wasm', wasm);
  const steps = installSteps();
  console.log(`Processor time of a training step, medians of interleaved rounds, Node ${process.version}${quick ? ', quick' : ''}`);
  for (const bench of benches) print(await measure(bench, steps));
}

void main();
