/** Parses the arguments of the command line, or says what is wrong with them. */

import { parseArgs } from 'node:util';
import type { BackendChoice } from '../../probe/protocol/job';
import { findingCodes, type FindingCode, type Severity } from '../../report/finding';
import { type FixKind, fixKinds } from '../../fixes/contract/fix-kinds';
import { type ReportFormat, reportFormats } from './formats';

export type FailOn = Exclude<Severity, 'information'> | 'never';

/** The options that the user typed; gradline.config.json and the defaults give the others. */
export interface GivenOptions {
  readonly steps?: number;
  readonly seeds?: number;
  /** The first seed. */
  readonly seed?: number;
  readonly backend?: BackendChoice;
  readonly timeLimitSeconds?: number;
  /** The limit of the search for one model's fixes. */
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
  /** Whether to search fixes; `write` applies the best fix of each model to the files. */
  readonly fix?: { readonly write: boolean };
  /** The path as the user typed it; without it the config that is nearest to each file counts. */
  readonly config?: string;
  /** The file with the known findings, as the user typed it. */
  readonly baseline?: string;
  readonly updatesBaseline: boolean;
  /** A revision of Git: only the files that the changes since then touch are probed. */
  readonly changedSince?: string;
  /** Whether to print only warnings and errors. */
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
  | { readonly command: 'mcp' }
  | { readonly command: 'help' }
  | { readonly command: 'version' };

/** A mistake in the arguments; the message says what to type instead. */
export class UsageError extends Error {}

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
  if (command === 'mcp') return { command };
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
    // Only the first sentence of parseArgs helps; the others explain its own syntax.
    throw new UsageError((error as Error).message.split('. ')[0] + '.');
  }
}

/**
 * Reads each `--assume name=value`.
 * @throws UsageError where one cannot be read, or a name comes twice
 */
export function readAssumptions(all: readonly string[]): Assumption[] {
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
