/** Measures how long reading a long file for its lenses takes once the parser is warm. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parse, readSites } from '../../src/source/index';
import { median, processorTime } from './rounds';

const samples = path.join(__dirname, '../../../media/samples');
export const parsedLines = 1000;
/** During the first rounds the JavaScript engine still compiles the parser. */
const warmUps = 60;

export interface ParseTimes {
  /** Milliseconds of processor time: the median, and what nine of ten readings stay under. */
  readonly median: number;
  readonly ninth: number;
  readonly layers: number;
  readonly models: number;
  readonly entries: number;
}

/**
 * Makes a file such as a user's might grow into: the functions of the shipped samples one after the other, then again
 * under other names, up to a thousand lines.
 */
export function longFile(): string {
  const names = readdirSync(samples).filter((name) => name.endsWith('.ts'));
  const texts = names.map((name) => readFileSync(path.join(samples, name), 'utf8'));
  const bodies = texts.map((text) => text.split('\n').filter((line) => !/^import .*tfjs/.test(line)));
  const lines = ["import * as tf from '@tensorflow/tfjs';"];
  for (let round = 0; lines.length < parsedLines; round++) {
    for (const body of bodies)
      lines.push(
        ...body.map((line) => line.replace(/^((?:export )?(?:async )?(?:function|const|class) )(\w+)/, `$1$2${round}`)),
      );
  }
  return lines.slice(0, parsedLines).join('\n');
}

export function measureParse(rounds: number): ParseTimes {
  const text = longFile();
  const times: number[] = [];
  let sites = readSites(parse('/w/long.ts', text));
  let entries = 0;
  for (let round = -warmUps; round < rounds; round++) {
    // Another text each time, as after a keystroke.
    const edited = `${text}\n// ${round}`;
    const start = processorTime();
    sites = readSites(parse('/w/long.ts', edited));
    // The lenses of models say whether anything is assumed for the functions that make them.
    entries = sites.entries.length;
    if (round >= 0) times.push(processorTime() - start);
  }
  times.sort((a, b) => a - b);
  return {
    median: median(times),
    ninth: times[Math.floor(times.length * 0.9)],
    layers: sites.layers.length,
    models: sites.models.length,
    entries,
  };
}
