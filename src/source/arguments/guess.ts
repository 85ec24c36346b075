/** Types a guessed argument with its origin and fields, and puts the values that a person gives into it. */

import type { Argument, ArgumentOrigin, ValueKind } from '../../report/argument';
import type { ArgumentHole, WantedStandIn } from '../../report/entry-call';
import { literalText } from '../syntax/literal';
import type { GivenValue } from './given-values';

export type Guess =
  | {
      readonly kind: 'value';
      readonly value: unknown;
      readonly holes?: readonly ArgumentHole[];
      /** The guess for each field, for an object that was made field by field. */
      readonly fields?: ReadonlyMap<string, Guess>;
      readonly origin: ArgumentOrigin;
    }
  | {
      readonly kind: 'stand-in';
      readonly wants?: WantedStandIn;
      readonly images?: boolean;
      readonly origin: ArgumentOrigin;
    }
  | {
      readonly kind: 'default' | 'tf';
      readonly origin: ArgumentOrigin;
      /** The text of a default. */
      readonly text?: string;
      /** The fields of a pattern, each with a default of its own. */
      readonly fields?: ReadonlyMap<string, Guess>;
    };

/** The guess for a value that JSON cannot carry, or about which the code says nothing. */
export const standInGuess = { kind: 'stand-in', origin: 'use' } as const satisfies Guess;

/** The guess for a parameter that the call leaves out. */
export const defaultGuess = { kind: 'default', origin: 'default' } as const satisfies Guess;

/** A guess of a plain value, which JSON can hold. */
export function valueGuess(given: unknown, origin: ArgumentOrigin = 'use'): Guess {
  return { kind: 'value', value: given, origin };
}

/** An object built field by field. */
export class ObjectGuess {
  private readonly fields = new Map<string, Guess>();

  /** @param from an object to begin with */
  constructor(from?: Guess) {
    if (!from || from.kind === 'stand-in') return;
    const given =
      from.fields ??
      new Map(
        from.kind === 'value' && isPlainObject(from.value)
          ? Object.entries(from.value).map(([field, inner]) => [field, valueGuess(inner, from.origin)])
          : [],
      );
    for (const [field, guess] of given) this.fields.set(field, guess);
  }

  set(field: string, guess: Guess): void {
    this.fields.set(field, guess);
  }

  get(field: string): Guess | undefined {
    return this.fields.get(field);
  }

  get standIns(): number {
    return [...this.fields.values()].filter(({ kind }) => kind === 'stand-in').length;
  }

  get isEmpty(): boolean {
    return [...this.fields.values()].every(({ kind }) => kind === 'default');
  }

  /** @param origin that of an object without fields */
  guess(origin: ArgumentOrigin): Guess {
    const holes: ArgumentHole[] = [];
    const entries: [string, unknown][] = [];
    for (const [field, guess] of this.fields) {
      if (guess.kind === 'value') {
        entries.push([field, guess.value]);
        for (const { path, kind } of guess.holes ?? []) holes.push({ path: [field, ...path], kind });
      } else if (guess.kind !== 'default') holes.push({ path: [field], kind: guess.kind });
    }
    return {
      kind: 'value',
      value: Object.fromEntries(entries),
      ...(holes.length > 0 && { holes }),
      fields: this.fields,
      origin,
    };
  }
}

/** The guess with one given value put where its path leads. */
export function withGiven(guess: Guess | undefined, path: readonly string[], given: GivenValue): Guess {
  if (path.length === 0) return valueGuess(given.value, given.origin);
  const [field, ...rest] = path;
  const object = new ObjectGuess(guess);
  object.set(field, withGiven(object.get(field), rest, given));
  return object.guess(given.origin);
}

type Leaf = Omit<Argument, 'owner' | 'instead' | 'mustBe'>;

/** The values that make up a guess, those of an object's fields each by itself. */
export function leavesOf(name: string, guess: Guess): Leaf[] {
  const fields = guess.kind === 'stand-in' ? undefined : guess.fields;
  if (fields && fields.size > 0)
    return [...fields].flatMap(([field, inner]) => leavesOf(name === '' ? field : `${name}.${field}`, inner));
  // A pattern that needs no field.
  if (name === '') return [];
  if (guess.kind === 'value') {
    const takes = kindOf(guess.value);
    return [{ name, text: literalText(guess.value), isLiteral: true, origin: guess.origin, ...(takes && { takes }) }];
  }
  if (guess.kind === 'stand-in')
    return [
      {
        name,
        text: standInText(guess.wants),
        isLiteral: false,
        origin: guess.origin,
      },
    ];
  return guess.kind === 'tf' ? [] : [{ name, text: guess.text ?? 'left out', isLiteral: false, origin: 'default' }];
}

function standInText(wants: WantedStandIn | undefined): string {
  if (wants === undefined) return 'a stand-in';
  return wants === 'list' ? 'a list of stand-ins' : `a ${wants} made before`;
}

/** The kind of a value; undefined for null. */
function kindOf(given: unknown): ValueKind | undefined {
  if (typeof given === 'number' || typeof given === 'string' || typeof given === 'boolean')
    return typeof given as ValueKind;
  if (Array.isArray(given))
    return given.length > 0 && given.every((item) => typeof item === 'number') ? 'list of numbers' : 'list';
  return isPlainObject(given) ? 'object' : undefined;
}

function isPlainObject(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
