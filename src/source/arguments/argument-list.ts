/** Turns guesses into the arguments that the probe passes, and into a list for people with one line for each value. */

import ts from 'typescript';
import { type Argument, argumentText, isAssumed, type ValueKind } from '../../report/argument';
import type { EntryArgument } from '../../report/entry-call';
import { type Guess, leavesOf } from './guess';

export interface GuessedArguments {
  readonly arguments: readonly EntryArgument[];
  /** The arguments for people to read, each field of an object by itself, in the order of the parameters. */
  readonly parameters: readonly Argument[];
  /**
   * `numClasses = 10`, in the order of the parameters; values from directives, defaults and literal calls are left
   * out.
   */
  readonly assumed: readonly string[];
}

/** The guess for one parameter. */
export interface GuessedArgument {
  readonly name: string;
  readonly guess: Guess;
  readonly listed: readonly Argument[];
}

/** The arguments of a call from the guesses for its parameters, with the list of those that are assumed. */
export function joinArguments(guesses: readonly GuessedArgument[]): GuessedArguments {
  const parameters = guesses.flatMap(({ listed }) => listed);
  return {
    arguments: guesses.map(({ name, guess }) => plainGuess(name, guess)),
    parameters,
    assumed: parameters.filter(isAssumed).map(argumentText),
  };
}

/** The argument without the parts that only the list needs. */
function plainGuess(name: string, guess: Guess): EntryArgument {
  if (guess.kind === 'value')
    return { name, kind: 'value', value: guess.value, ...(guess.holes && { holes: guess.holes }) };
  return guess.kind === 'stand-in' && guess.wants
    ? { name, kind: 'stand-in', wants: guess.wants, ...(guess.images && { images: true }) }
    : { name, kind: guess.kind };
}

/**
 * The values of a guess as the listing names them, field by field, each with what it would be by itself.
 * @param owner the function that takes the parameter
 * @param natural the guess before what the person pinned
 */
export function listValues(
  owner: string,
  name: string,
  natural: Guess,
  guess: Guess,
  type: ts.TypeNode | undefined,
): Argument[] {
  const before = new Map(leavesOf(name, natural).map((leaf) => [leaf.name, leaf]));
  return leavesOf(name, guess).map((leaf) => {
    const own = before.get(leaf.name);
    const declared = leaf.name === name && type ? declaredKind(type) : undefined;
    const takes = declared ?? own?.takes;
    const isGiven = leaf.origin === 'directive' || leaf.origin === 'pinned';
    return { owner, ...leaf, takes, mustBe: declared !== undefined, ...(isGiven && own && { instead: own.text }) };
  });
}

/** The kind of value that a type requires; undefined where the type allows several. */
function declaredKind(type: ts.TypeNode): ValueKind | undefined {
  if (type.kind === ts.SyntaxKind.NumberKeyword) return 'number';
  if (type.kind === ts.SyntaxKind.StringKeyword) return 'string';
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return 'boolean';
  return ts.isArrayTypeNode(type) && type.elementType.kind === ts.SyntaxKind.NumberKeyword
    ? 'list of numbers'
    : undefined;
}
