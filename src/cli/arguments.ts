/** Parses the arguments of the command line, or says what is wrong with them. */

import { parseArgs } from 'node:util';
import type { BackendChoice } from '../probe/protocol/job';
import { findingCodes, type FindingCode, type Severity } from '../report/finding';
import { type FixKind, fixKinds } from '../fixes/contract/fix-kinds';
import type { ProbeOptions } from '../pipeline/contract/file-probe';
import type { ReportFormat } from './output/printer';

export interface ProbeCommand {
  readonly command: 'probe';
  /** Files, folders and globs, as the user typed them. */
  readonly files: readonly string[];
  readonly format: ReportFormat;
  readonly failOn: Exclude<Severity, 'information'> | 'never';
  /** Values for what the code leaves open. */
  readonly assume: readonly Assumption[];
  readonly options: ProbeOptions;
  /** Left out where nobody asks for fixes. */
  readonly fix?: FixOptions;
}

export interface FixOptions {
  /** Apply the best fix of each model to the files. */
  readonly write: boolean;
  /** For the candidates of one model. */
  readonly timeLimitSeconds: number;
}

/** `--assume createModel.numClasses=4`. */
export interface Assumption {
  /** As the user typed it. */
  readonly written: string;
  /** `numClasses`, `config.units`, `createModel.numClasses`. */
  readonly name: string;
  /** The value's text: a literal, or a bare word. */
  readonly text: string;
}

export type Command =
  | ProbeCommand
  | { readonly command: 'explain'; readonly code: FindingCode | FixKind }
  | { readonly command: 'help' }
  | { readonly command: 'version' };

/** A mistake in the arguments; the message says what to type instead. */
export class UsageError extends Error {}

export const usage = `usage: gradline probe PATH... [options]
       gradline explain CODE

Trains each TensorFlow.js model of PATH for a moment and shows the health of its gradients on each layer's line.
PATH is a file, a folder, or a quoted glob such as 'src/**/*.ts'. In folders and globs, Gradline probes the files
that make models, except those that .gitignore ignores.

  --format text|json|sarif       how to print the report (text)
  --steps N                      training steps for each seed (30)
  --seeds K                      seeds to start with (3); up to 10 if they disagree about a fault
  --seed S                       the first seed (1)
  --backend auto|wasm|cpu        what tfjs runs on (auto)
  --time-limit SECONDS           for each file (60)
  --assume NAME=VALUE            a value for what the code leaves open, such as numClasses=4, config.units=32,
                                 createModel.inputShape=[28,28,1], loss=meanSquaredError, optimizer=sgd; repeatable
  --fix                          also search changes to the code that mend the findings, and prove each by probing it
  --write                        apply the best fix of each model to its files; implies --fix
  --fix-time-limit SECONDS       for the fixes of each model (120)
  --fail-on error|warning|never  the least severe finding that makes the exit status 1 (error)
  --help, --version

explain prints what a finding or a kind of fix means; CODE is one of
  ${findingCodes.join(', ')},
  ${fixKinds.join(', ')}

exit status: 0 no finding as severe as --fail-on, 1 such findings, 2 wrong arguments or a file that could not be probed
`;

/**
 * @param words the arguments after `gradline`
 * @throws UsageError
 */
export function readArguments(words: readonly string[]): Command {
  const { values, positionals } = parse(words);
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, ...operands] = positionals;
  if (command === 'explain')
    return { command, code: oneOf('CODE', operands.join(' '), [...findingCodes, ...fixKinds]) };
  if (command !== 'probe')
    throw new UsageError(
      command
        ? `There is no command '${command}'. Did you mean: gradline probe ${command}`
        : 'Say what to probe: gradline probe PATH...',
    );
  if (operands.length === 0) throw new UsageError('Name at least one file or folder: gradline probe PATH...');
  const first = wholeNumber('--seed', values.seed, 0, 2 ** 31);
  const seeds = wholeNumber('--seeds', values.seeds, 1, 10);
  return {
    command,
    files: operands,
    format: oneOf('--format', values.format, ['text', 'json', 'sarif']),
    failOn: oneOf('--fail-on', values['fail-on'], ['error', 'warning', 'never']),
    assume: readAssumptions(values.assume),
    options: {
      steps: wholeNumber('--steps', values.steps, 1, 10_000),
      seeds: Array.from({ length: seeds }, (_, index) => first + index),
      backend: oneOf<BackendChoice>('--backend', values.backend, ['auto', 'wasm', 'cpu']),
      timeLimitSeconds: wholeNumber('--time-limit', values['time-limit'], 1, 86_400),
    },
    ...((values.fix ?? values.write) && {
      fix: {
        write: values.write ?? false,
        timeLimitSeconds: wholeNumber('--fix-time-limit', values['fix-time-limit'], 1, 86_400),
      },
    }),
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        steps: { type: 'string', default: '30' },
        seeds: { type: 'string', default: '3' },
        seed: { type: 'string', default: '1' },
        backend: { type: 'string', default: 'auto' },
        'time-limit': { type: 'string', default: '60' },
        assume: { type: 'string', multiple: true, default: [] },
        'fail-on': { type: 'string', default: 'error' },
        fix: { type: 'boolean' },
        write: { type: 'boolean' },
        'fix-time-limit': { type: 'string', default: '120' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    // The first sentence of parseArgs is usable; the others explain its own syntax.
    throw new UsageError((error as Error).message.split('. ')[0] + '.');
  }
}

function readAssumptions(all: readonly string[]): Assumption[] {
  const names = new Set<string>();
  return all.map((written) => {
    const { name, text } = /^\s*(?<name>[^\s=]+)\s*=\s*(?<text>[^]*?)\s*$/.exec(written)?.groups ?? {
      name: '',
      text: '',
    };
    if (name === '' || text === '')
      throw new UsageError(`--assume takes a name and a value, such as numClasses=4, not '${written}'.`);
    if (names.has(name)) throw new UsageError(`--assume gives ${name} twice. Keep one of the two.`);
    names.add(name);
    return { written, name, text };
  });
}

function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new UsageError(`${name} takes ${choices.join(', ')}, not '${value}'.`);
  return found;
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new UsageError(`${name} takes a whole number from ${least} to ${most}, not '${text}'.`);
  return value;
}
