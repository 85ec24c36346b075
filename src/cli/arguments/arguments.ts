/** Parses the arguments of the command line, or says what is wrong with them. */

import { parseArgs } from 'node:util';
import type { BackendChoice } from '../../probe/protocol/job';
import { findingCodes, type FindingCode, type Severity } from '../../report/finding';
import { type FixKind, fixKinds } from '../../fixes/contract/fix-kinds';
import { type ReportFormat, reportFormats } from './formats';

export type FailOn = Exclude<Severity, 'information'> | 'never';

/** What the words say of how to probe; gradline.config.json and the defaults say the rest. */
export interface GivenOptions {
  readonly steps?: number;
  readonly seeds?: number;
  /** The first seed. */
  readonly seed?: number;
  readonly backend?: BackendChoice;
  readonly timeLimitSeconds?: number;
  /** For the fixes of one model. */
  readonly fixTimeLimitSeconds?: number;
}

export interface ProbeCommand {
  readonly command: 'probe';
  /** Files, folders and globs, as the user typed them. */
  readonly files: readonly string[];
  readonly format: ReportFormat;
  readonly failOn?: FailOn;
  /** Values for what the code leaves open. */
  readonly assume: readonly Assumption[];
  readonly given: GivenOptions;
  /** Left out where nobody asks for fixes; `write` applies the best fix of each model to the files. */
  readonly fix?: { readonly write: boolean };
  /** As the user typed it; otherwise the config that is nearest to each file counts. */
  readonly config?: string;
  /** The file with the findings that are known already, as the user typed it. */
  readonly baseline?: string;
  readonly updatesBaseline: boolean;
  /** A revision of Git: only the files that the changes since then touch are probed. */
  readonly changedSince?: string;
  /** Print warnings and errors alone. */
  readonly quiet: boolean;
  /** False where the user wants no colors; otherwise the terminal decides. */
  readonly color: boolean;
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

  --format FORMAT                how to print the report: text (the default), json, sarif, github (annotations of a
                                 workflow), junit, markdown (a summary)
  --quiet                        print warnings and errors only, without the layers and what is healthy
  --no-color                     print no colors; the environment variable NO_COLOR does the same
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
  --config FILE                  settings for all files, instead of the gradline.config.json nearest to each
  --baseline FILE                findings that are known already and do not count for the exit status
  --update-baseline              write the findings of this run to the baseline (gradline-baseline.json)
  --changed-since REVISION       probe only the files that changes since a revision of Git touch, also through imports
  --help, --version

explain prints what a finding or a kind of fix means; CODE is one of
  ${findingCodes.join(', ')},
  ${fixKinds.join(', ')}

exit status: 0 no new finding as severe as --fail-on, 1 such findings,
             2 wrong arguments or a file that could not be probed
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
  const failOn = optional(values['fail-on'], (text) => oneOf<FailOn>('--fail-on', text, ['error', 'warning', 'never']));
  return {
    command,
    files: operands,
    format: oneOf('--format', values.format, reportFormats),
    ...(failOn !== undefined && { failOn }),
    assume: readAssumptions(values.assume),
    given: givenOptions(values),
    ...((values.fix ?? values.write) && { fix: { write: values.write ?? false } }),
    ...given('config', values.config),
    ...given('baseline', values.baseline),
    updatesBaseline: values['update-baseline'] ?? false,
    ...given('changedSince', values['changed-since']),
    quiet: values.quiet ?? false,
    color: !(values['no-color'] ?? false),
  };
}

function givenOptions(values: ReturnType<typeof parse>['values']): GivenOptions {
  const whole = (name: keyof typeof values, least: number, most: number): number | undefined =>
    optional(values[name], (text) => wholeNumber(`--${name}`, String(text), least, most));
  return {
    ...given('steps', whole('steps', 1, 10_000)),
    ...given('seeds', whole('seeds', 1, 10)),
    ...given('seed', whole('seed', 0, 2 ** 31)),
    ...given(
      'backend',
      optional(values.backend, (text) => oneOf<BackendChoice>('--backend', text, ['auto', 'wasm', 'cpu'])),
    ),
    ...given('timeLimitSeconds', whole('time-limit', 1, 86_400)),
    ...given('fixTimeLimitSeconds', whole('fix-time-limit', 1, 86_400)),
  };
}

/** A property that is left out where it has no value. */
function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Readonly<Partial<Record<Name, Value>>> {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>;
}

function optional<From, To>(value: From | undefined, read: (value: From) => To): To | undefined {
  return value === undefined ? undefined : read(value);
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        steps: { type: 'string' },
        seeds: { type: 'string' },
        seed: { type: 'string' },
        backend: { type: 'string' },
        'time-limit': { type: 'string' },
        assume: { type: 'string', multiple: true, default: [] },
        'fail-on': { type: 'string' },
        fix: { type: 'boolean' },
        write: { type: 'boolean' },
        'fix-time-limit': { type: 'string' },
        config: { type: 'string' },
        baseline: { type: 'string' },
        'update-baseline': { type: 'boolean' },
        'changed-since': { type: 'string' },
        quiet: { type: 'boolean' },
        'no-color': { type: 'boolean' },
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
