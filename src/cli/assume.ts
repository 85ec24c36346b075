/** Finds the parameter or model setting that each `--assume NAME=VALUE` is meant for, and checks the value. */

import { type Argument, argumentText, modelOwner, describeValue, isOfKind, valueWords } from '../report/argument';
import { modelSettings, settingFault, settingText, type ModelShape } from '../report/model-settings';
import type { ModelReport } from '../report/report';
import type * as sourceModule from '../source/index';
import type { LiteralValue } from '../source/syntax/literal';
import { type Assumption, UsageError } from './arguments/arguments';
import { diskFiles, shownPath } from './files/disk-files';

/** The most names that a message lists. */
const listed = 24;

/** A parameter of a function, or a setting of a model, that can be given a value. */
interface Slot {
  readonly owner: string;
  readonly name: string;
  /** The argument; undefined for a setting of a model. */
  readonly argument?: Argument;
}

interface Given {
  readonly assumption: Assumption;
  readonly owner: string;
  /** The text under `pinned` in reports. */
  readonly text: string;
}

export class Assumptions {
  private readonly pinned = new Map<string, Record<string, Record<string, LiteralValue>>>();
  private readonly given: Given[] = [];
  /** Doubts about values that the probe uses all the same; whole sentences. */
  readonly warnings: string[] = [];

  /**
   * @param files absolute paths of the files that are going to be probed
   * @throws UsageError for a name that none of the files has, and for a value of the wrong kind
   */
  static async read(all: readonly Assumption[], files: readonly string[]): Promise<Assumptions> {
    const assumptions = new Assumptions();
    if (all.length === 0) return assumptions;
    const source = await import('../source/index');
    const slots = new Map<string, readonly Slot[]>();
    for (const file of files) slots.set(file, slotsOf(file, (await diskFiles.readText(file)) ?? '', source));
    for (const assumption of all) {
      const fitting = [...slots].flatMap(([file, some]) =>
        slotsFor(assumption.name, some).map((slot) => ({ file, slot })),
      );
      if (fitting.length === 0)
        throw new UsageError(
          `--assume ${assumption.written}: ${nothingFits(assumption.name, [...slots.values()].flat())}`,
        );
      for (const { file, slot } of fitting) assumptions.give(assumption, file, slot, source);
    }
    return assumptions;
  }

  /** The values for the functions and models of one file. */
  valuesFor(file: string): sourceModule.PinnedValues {
    return this.pinned.get(file) ?? {};
  }

  /**
   * @param models all models of the report
   * @returns a whole sentence for each value that no model uses
   */
  unused(models: readonly ModelReport[]): string[] {
    const pinned = new Set(models.flatMap((model) => model.pinned ?? []));
    const used = new Set(this.given.filter(({ text }) => pinned.has(text)).map(({ assumption }) => assumption));
    const left = this.given.filter(({ assumption }) => models.length > 0 && !used.has(assumption));
    return [
      ...new Set(
        left.map(({ assumption, owner }) => {
          const why = owner.startsWith(modelOwner)
            ? `${called(owner)} has its own in the code`
            : `no model was made by a call of ${owner} that Gradline had to make`;
          return `--assume ${assumption.written} was not used: ${why}.`;
        }),
      ),
    ];
  }

  private give(
    assumption: Assumption,
    file: string,
    { owner, name, argument }: Slot,
    source: typeof sourceModule,
  ): void {
    const value = argument ? valueFor(assumption, argument, source) : settingFor(assumption, name, source);
    const values = this.pinned.get(file) ?? {};
    this.pinned.set(file, values);
    (values[owner] ??= {})[name] = value;
    if (argument?.origin === 'directive') {
      this.warnings.push(
        `--assume ${assumption.written}: ${argumentText(argument)} in a comment of ${shownPath(file, false)} comes ` +
          `first.`,
      );
      return;
    }
    this.given.push({
      assumption,
      owner,
      text: argument
        ? argumentText({ name, text: source.literalText(value) })
        : settingText(name, value as ModelShape | string),
    });
    if (argument?.takes && !isOfKind(value, argument.takes)) {
      const { words, example } = valueWords[argument.takes];
      this.warnings.push(
        `--assume ${assumption.written}: ${name} of ${owner} looks like ${words}, such as ${example}; ` +
          `this is ${describeValue(value)}.`,
      );
    }
  }
}

function slotsOf(file: string, text: string, source: typeof sourceModule): Slot[] {
  const { entries, models } = source.readSites(source.parse(file, text));
  const parameters = entries
    .flatMap((entry) => entry.parameters)
    .map((argument): Slot => ({ owner: argument.owner, name: argument.name, argument }));
  const taken = new Set(parameters.map(({ name }) => first(name)));
  const own = models
    .filter((site) => site.package === undefined)
    .flatMap((site) => modelSettings.map((name): Slot => ({ owner: modelOwner + site.name, name })));
  // As in comments, a name means the parameter if a function has one of that name.
  return [...distinct(parameters), ...distinct(own.filter(({ name }) => !taken.has(name)))];
}

function distinct(slots: readonly Slot[]): Slot[] {
  return [...new Map(slots.map((slot) => [`${slot.owner} ${slot.name}`, slot])).values()];
}

function first(name: string): string {
  return name.split('.')[0];
}

/**
 * The slots that a name means: `numClasses`, a field such as `config.units`, or either after the name of the function
 * or model.
 */
function slotsFor(name: string, slots: readonly Slot[]): Slot[] {
  const byName = (some: readonly Slot[], field: string): Slot[] => {
    const exact = some.filter((slot) => slot.name === field);
    if (exact.length > 0) return exact;
    // The name may mean a whole object, or a field that the code does not name: then every function with the parameter
    // gets it.
    return distinct(
      some.flatMap(({ owner, name: other, argument }) =>
        argument && first(other) === first(field)
          ? [{ owner, name: field, argument: { ...argument, name: field, takes: undefined, mustBe: false } }]
          : [],
      ),
    );
  };
  const direct = byName(slots, name);
  if (direct.length > 0) return direct;
  const owners = [...new Set(slots.map(({ owner }) => owner))].filter((owner) => name.startsWith(`${called(owner)}.`));
  const longest = Math.max(0, ...owners.map((owner) => called(owner).length));
  return owners
    .filter((owner) => called(owner).length === longest)
    .flatMap((owner) =>
      byName(
        slots.filter((slot) => slot.owner === owner),
        name.slice(longest + 1),
      ),
    );
}

function called(owner: string): string {
  return owner.startsWith(modelOwner) ? owner.slice(modelOwner.length) : owner;
}

function nothingFits(name: string, slots: readonly Slot[]): string {
  const names = [...new Set(slots.map((slot) => `${called(slot.owner)}.${slot.name}`))];
  if (names.length === 0)
    return 'there is nothing to give a value: no function that makes a model takes arguments, and no model was found.';
  const more = names.length > listed ? ` and ${names.length - listed} more` : '';
  return (
    `there is no ${name}. The names are (you may leave out the part before the dot): ` +
    `${names.slice(0, listed).join(', ')}${more}.`
  );
}

function valueFor(
  { written, text }: Assumption,
  { owner, name, takes, mustBe }: Argument,
  source: typeof sourceModule,
): LiteralValue {
  const value = literal(text, source);
  // Shells remove quotes, so text needs none.
  if (takes === 'string' && typeof value !== 'string') return text;
  if (value instanceof Error) {
    if (takes === undefined && /^[\w./-]+$/.test(text)) return text;
    const expected =
      takes && mustBe
        ? `${name} of ${owner} is ${valueWords[takes].words}, such as ${valueWords[takes].example}. `
        : '';
    throw new UsageError(`--assume ${written}: ${expected}${value.message}`);
  }
  if (takes && mustBe && !isOfKind(value, takes))
    throw new UsageError(
      `--assume ${written}: ${name} of ${owner} is ${valueWords[takes].words}, such as ` +
        `${valueWords[takes].example}; this is ${describeValue(value)}.`,
    );
  return value;
}

function settingFor({ written, text }: Assumption, name: string, source: typeof sourceModule): LiteralValue {
  const value = literal(text, source);
  const given = value instanceof Error ? text : value;
  const wrong = settingFault(name, given);
  if (wrong !== undefined) throw new UsageError(`--assume ${written}: ${wrong}`);
  return given;
}

function literal(text: string, source: typeof sourceModule): LiteralValue | Error {
  try {
    return source.readLiteral(text);
  } catch (error) {
    if (error instanceof source.LiteralFault) return error;
    throw error;
  }
}
