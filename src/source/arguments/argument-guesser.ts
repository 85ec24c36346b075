/** Guesses arguments for a function of user code: from literal calls, from uses in its body, from types, from names. */

import ts from 'typescript';
import { callsInOtherFiles, type LinkedCall } from '../syntax/calls-in-other-files';
import { isNullOrUndefined, isTestedForPresence } from '../syntax/conditions';
import { constantFields, constantOf } from '../syntax/constant';
import { type CallNode, fieldName, type FunctionNode } from '../syntax/nodes';
import type { Meanings } from '../meaning/meanings';
import { documentedType, shapeOfType } from '../meaning/type-shape';
import { type GuessedArgument, type GuessedArguments, joinArguments, listValues } from './argument-list';
import { EvidenceReader } from './evidence-reader';
import type { GivenValue } from './given-values';
import { defaultGuess, type Guess, ObjectGuess, standInGuess, valueGuess, withGiven } from './guess';
import { numberFor } from './name-guess';
import { neededPart } from './needed-parts';
import { ValueGuesser } from './value-guesser';

export interface Guesses extends GuessedArguments {
  /** How many parameters get a stand-in, because nothing better was found. */
  readonly standIns: number;
  /** Whether a parameter needs a value. */
  readonly required: boolean;
  /**
   * The same arguments, with values also for optional parameters whose presence a branch tests; undefined without such.
   */
  readonly fuller?: GuessedArguments;
}

/** A longer default is not written out where arguments are listed. */
const longestDefault = 60;
export const noGuesses: Guesses = { arguments: [], parameters: [], assumed: [], standIns: 0, required: false };

/** A parameter, and the function around it. */
interface Parameter {
  readonly node: ts.ParameterDeclaration;
  /** The parameter's name; undefined for a pattern. */
  readonly name: string | undefined;
  readonly index: number;
  readonly around: FunctionNode;
}

export class ArgumentGuesser {
  private readonly reader: EvidenceReader;
  private readonly values: ValueGuesser;

  /** @param layers the layer calls of the file, which tell how many axes an input has */
  constructor(
    private readonly meanings: Meanings,
    layers: ReadonlyMap<CallNode, string>,
  ) {
    this.reader = new EvidenceReader(meanings);
    this.values = new ValueGuesser(meanings, layers, this.reader);
  }

  /**
   * Arguments with which `node` can be called.
   * @param calls its calls in the file
   * @param owner how people call the function, or the class that it constructs; empty for a function without a name
   * @param given values of directives and pinned ones; of two for the same parameter the later one counts
   */
  forFunction(node: FunctionNode, calls: readonly CallNode[], owner: string, given: readonly GivenValue[]): Guesses {
    const otherCalls = owner === '' ? [] : callsInOtherFiles(this.meanings.file, node, owner);
    const allCalls = [...calls.map((call) => ({ call, file: this.meanings.file })), ...otherCalls];
    let standIns = 0;
    let required = false;
    const guesses = parametersOf(node).map((parameter) => {
      const natural =
        this.fromCalls(allCalls, parameter) ?? this.withFields(otherCalls, parameter, this.withoutCalls(parameter));
      const guess = this.withGivenValues(natural, parameter, given);
      if (guess.kind === 'stand-in') standIns++;
      required ||= natural.kind !== 'default' && !hasDefault(parameter.node);
      const instead = guess.kind === 'default' ? this.whereTested(parameter) : undefined;
      const argumentFor = (chosen: Guess): GuessedArgument => ({
        name: parameter.name ?? 'options',
        guess: chosen,
        listed: listValues(owner, parameter.name ?? '', natural, chosen, parameter.node.type),
      });
      return { usual: argumentFor(guess), fuller: instead && argumentFor(instead) };
    });
    const isFuller = guesses.some(({ fuller }) => fuller);
    return {
      ...joinArguments(guesses.map(({ usual }) => usual)),
      standIns,
      required,
      ...(isFuller && { fuller: joinArguments(guesses.map(({ usual, fuller }) => fuller ?? usual)) }),
    };
  }

  /** A value for an optional parameter whose presence a branch tests. */
  private whereTested({ node, name, around }: Parameter): Guess | undefined {
    const uses = this.reader.usesOf(node);
    const isOptional =
      node.questionToken !== undefined || (node.initializer !== undefined && isNullOrUndefined(node.initializer));
    if (name === undefined || !isOptional || !uses.some(isTestedForPresence)) return undefined;
    const guess = this.values.guess(name, uses, node.type, around);
    return guess.kind === 'value' ? guess : undefined;
  }

  /** The guess with the values that were given for the parameter, or for fields of it. */
  private withGivenValues(natural: Guess, parameter: Parameter, given: readonly GivenValue[]): Guess {
    const { node, name } = parameter;
    const fields = ts.isObjectBindingPattern(node.name) ? node.name.elements.map(fieldName) : [];
    const own = given.filter(({ path: [first] }) => (name === undefined ? fields.includes(first) : first === name));
    return own.reduce<Guess>((guess, one) => {
      const path = name === undefined ? one.path : one.path.slice(1);
      // A single given field makes no object that the function can work with.
      const isFieldOfDefault = path.length > 0 && guess.kind === 'default';
      return withGiven(isFieldOfDefault ? this.insteadOfDefault(guess, parameter) : guess, path, one);
    }, natural);
  }

  private insteadOfDefault(guess: Guess, { node, name, around }: Parameter): Guess {
    const constant = node.initializer && constantOf(node.initializer, this.meanings.file);
    if (constant) return valueGuess(constant.value, 'default');
    return name === undefined ? guess : this.values.guess(name, this.reader.usesOf(node), node.type, around);
  }

  /** The constant that a call of the project passes; undefined where a call leaves the parameter to its default. */
  private fromCalls(calls: readonly LinkedCall[], { node, index }: Parameter): Guess | undefined {
    for (const { call, file } of calls) {
      if (call.arguments?.slice(0, index + 1).some(ts.isSpreadElement)) continue;
      const argument = call.arguments?.[index];
      if (!argument && hasDefault(node)) return undefined;
      const constant = argument && constantOf(argument, file);
      if (constant) return valueGuess(constant.value, 'call');
    }
    return undefined;
  }

  /** An object of which a call gives only some fields as constants: these, and guesses for the others. */
  private withFields(calls: readonly LinkedCall[], { index }: Parameter, guess: Guess): Guess {
    if (guess.kind !== 'value' || typeof guess.value !== 'object' || Array.isArray(guess.value)) return guess;
    for (const { call, file } of calls) {
      const argument = call.arguments?.[index];
      if (!argument || !ts.isObjectLiteralExpression(argument)) continue;
      const known = constantFields(argument, file);
      if (known.size === 0) continue;
      const object = new ObjectGuess(guess);
      for (const [field, constant] of known) object.set(field, valueGuess(constant, 'call'));
      return object.guess(guess.origin);
    }
    return guess;
  }

  /** The guess from the function alone. */
  private withoutCalls({ node, name = 'options', around }: Parameter): Guess {
    if (node.questionToken) return defaultGuess;
    if (ts.isObjectBindingPattern(node.name))
      return this.forPattern(node.name, node.type, around, node.initializer !== undefined);
    if (node.initializer) return this.ofDefault(node, name) ?? defaultOf(node.initializer);
    const documented = node.type ? undefined : documentedType(around, name, this.meanings.tree.source);
    const type = node.type ?? documented?.type;
    const uses = this.reader.usesOf(node);
    // An unused parameter can be left out.
    if (uses.length === 0 || documented?.optional) return defaultGuess;
    const guess = this.values.guess(name, uses, type, around);
    const wants = guess.kind === 'stand-in' ? neededPart(name, uses, type) : undefined;
    // The layers built on a model tell whether it gives images.
    const images = wants === 'model' && /2d$|^flatten$/i.test(this.values.firstKind(around) ?? '');
    if (wants) return { ...standInGuess, wants, ...(images && { images }) };
    return guess.kind === 'stand-in' && this.reader.mustBeList(uses) ? { ...standInGuess, wants: 'list' } : guess;
  }

  /** A size for `numFeatures = 0`: layers cannot have the default, so that every caller gives another. */
  private ofDefault(node: ts.ParameterDeclaration | ts.BindingElement, name: string): Guess | undefined {
    if (node.initializer?.getText() !== '0') return undefined;
    const { number: role } = this.reader.read(this.reader.usesOf(node));
    const size = role === undefined || role === '' ? undefined : numberFor(name, role);
    return size !== undefined && size >= 1 ? valueGuess(size) : undefined;
  }

  /** `({ units, rate = 0.1 })`: an object with the fields that have no default. */
  private forPattern(
    pattern: ts.ObjectBindingPattern,
    type: ts.TypeNode | undefined,
    around: FunctionNode,
    hasInitializer: boolean,
  ): Guess {
    const shape = type && shapeOfType(type, this.meanings.file);
    const object = new ObjectGuess();
    for (const element of pattern.elements) {
      const field = fieldName(element);
      if (field === undefined) continue;
      if (element.initializer) {
        object.set(field, this.ofDefault(element, field) ?? defaultOf(element.initializer));
        continue;
      }
      const fieldType = shape?.kind === 'object' ? shape.all.get(field) : undefined;
      if (shape?.kind === 'object' && shape.all.has(field) && !shape.fields.has(field)) continue;
      const guess = ts.isObjectBindingPattern(element.name)
        ? this.forPattern(element.name, fieldType, around, false)
        : this.values.guess(field, this.reader.usesOf(element), fieldType, around, 1);
      object.set(field, guess);
    }
    const guess = object.guess('use');
    return hasInitializer && object.isEmpty
      ? { ...defaultGuess, ...(guess.kind === 'value' && guess.fields && { fields: guess.fields }) }
      : guess;
  }
}

/** The parameters that a call fills by position: no rest parameter, no `this`. */
function parametersOf(around: FunctionNode): Parameter[] {
  return around.parameters
    .filter(({ name, dotDotDotToken }) => !dotDotDotToken && !(ts.isIdentifier(name) && name.text === 'this'))
    .map((node, index) => ({ node, index, around, name: ts.isIdentifier(node.name) ? node.name.text : undefined }));
}

function defaultOf(initializer: ts.Expression): Guess {
  const text = initializer.getText();
  return { ...defaultGuess, ...(text.length <= longestDefault && !text.includes('\n') && { text }) };
}

function hasDefault(parameter: ts.ParameterDeclaration): boolean {
  return parameter.initializer !== undefined || parameter.questionToken !== undefined;
}
