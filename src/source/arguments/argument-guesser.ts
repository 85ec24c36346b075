/** Guesses arguments for a function of the user's: from literal calls, from the uses in its body, from types, from names. */

import ts from 'typescript';
import { type Argument, argumentText, isAssumed, type ValueKind } from '../../report/argument';
import type { ArgumentGuess } from '../../report/entry-call';
import { usualConfig, usualInputShape, usualNumber, usualShapeOfRank } from '../../report/usual-values';
import { constantFields, constantOf } from '../syntax/constant';
import { callsInOtherFiles, type LinkedCall } from '../syntax/calls-in-other-files';
import { isAskedWhetherThere, isNothing } from '../syntax/conditions';
import type { Evidence } from './evidence';
import { EvidenceReader } from './evidence';
import { type CallNode, fieldName, type FunctionNode } from '../syntax/nodes';
import type { GivenValue } from './given-values';
import { type Guess, leavesOf, ObjectGuess, value, withGiven } from './guess';
import type { Meanings } from '../meaning/meaning';
import { numberFor, stringFor } from './name-guess';
import { documentedType, shapeOfType } from '../meaning/type-shape';

export interface Guesses {
  readonly arguments: readonly ArgumentGuess[];
  /** The same as a person reads it, fields of objects each by itself, in the order of the parameters. */
  readonly parameters: readonly Argument[];
  /** `numClasses = 10`, in the order of the parameters; what directives, defaults and literal calls of the file give is not assumed. */
  readonly assumed: readonly string[];
  /** How many parameters nothing but a stand-in was found for. */
  readonly standIns: number;
  /** Whether a parameter needs a value. */
  readonly required: boolean;
  /** The same with values for parameters that may be left out and that a branch asks for, where there are such. */
  readonly fuller?: Pick<Guesses, 'arguments' | 'parameters' | 'assumed'>;
}

/** Fields that tell a tensor, a layer or a model; and those that a config may have as well. */
const tensorFields = new Set(['inputs', 'outputs', 'shape', 'dtype', 'trainableWeights', 'input', 'output']);
const sharedFields = new Set(['rank', 'size', 'name', 'layers', 'weights', 'trainable', 'optimizer']);
const standIn = { kind: 'stand-in', origin: 'use' } as const satisfies Guess;
const byDefault = { kind: 'default', origin: 'default' } as const satisfies Guess;
/** A longer default is not written out where arguments are listed. */
const longestDefault = 60;
export const noGuesses: Guesses = { arguments: [], parameters: [], assumed: [], standIns: 0, required: false };

export class ArgumentGuesser {
  private readonly reader: EvidenceReader;

  /** @param layers the layer calls of the file, which tell how many axes an input has */
  constructor(
    private readonly meanings: Meanings,
    private readonly layers: ReadonlyMap<CallNode, string>,
  ) {
    this.reader = new EvidenceReader(meanings);
  }

  /**
   * Arguments with which `node` can be called.
   * @param calls its calls in the file
   * @param owner how people call the function, or the class that it constructs
   * @param given what directives and pinned values say, to be applied in this order
   */
  forFunction(
    node: FunctionNode | undefined,
    calls: readonly CallNode[],
    owner: string,
    given: readonly GivenValue[],
  ): Guesses {
    if (!node) return noGuesses;
    const parameters = node.parameters.filter(
      ({ name, dotDotDotToken }) => !dotDotDotToken && !(ts.isIdentifier(name) && name.text === 'this'),
    );
    const outside = owner === '' ? [] : callsInOtherFiles(this.meanings.file, node, owner);
    let standIns = 0;
    let required = false;
    const guesses = parameters.map((parameter, index) => {
      const name = ts.isIdentifier(parameter.name) ? parameter.name.text : undefined;
      const natural =
        this.fromCalls(
          [...calls.map((call) => ({ call, file: this.meanings.file })), ...outside],
          index,
          hasDefault(parameter),
        ) ?? this.withPartOf(outside, index, this.forParameter(parameter, name ?? 'options', node));
      const guess = this.completed(natural, parameter, name, node, given);
      if (guess.kind === 'stand-in') standIns++;
      required ||= natural.kind !== 'default' && !hasDefault(parameter);
      const instead =
        guess.kind === 'default' && name !== undefined ? this.whereAskedFor(parameter, name, node) : undefined;
      const one = (chosen: Guess): Guessed => ({
        name: name ?? 'options',
        guess: chosen,
        listed: listed(owner, name ?? '', natural, chosen, parameter.type),
      });
      return { usual: one(guess), fuller: instead && one(instead) };
    });
    const isFuller = guesses.some(({ fuller }) => fuller);
    return {
      ...together(guesses.map(({ usual }) => usual)),
      standIns,
      required,
      ...(isFuller && { fuller: together(guesses.map(({ usual, fuller }) => fuller ?? usual)) }),
    };
  }

  /** A value for a parameter that may be left out, where a branch asks whether it was. */
  private whereAskedFor(parameter: ts.ParameterDeclaration, name: string, owner: FunctionNode): Guess | undefined {
    const uses = this.reader.usesOf(parameter);
    const isOpen =
      parameter.questionToken !== undefined ||
      (parameter.initializer !== undefined && isNothing(parameter.initializer));
    if (!isOpen || !uses.some(isAskedWhetherThere)) return undefined;
    const guess = this.combine(name, uses, parameter.type, owner, 0);
    return guess.kind === 'value' ? guess : undefined;
  }

  /** The guess with what was given for the parameter, or for fields of it. */
  private completed(
    natural: Guess,
    parameter: ts.ParameterDeclaration,
    name: string | undefined,
    owner: FunctionNode,
    given: readonly GivenValue[],
  ): Guess {
    const fields = ts.isObjectBindingPattern(parameter.name) ? parameter.name.elements.map(fieldName) : [];
    const meant = given.filter(({ path: [first] }) => (name === undefined ? fields.includes(first) : first === name));
    return meant.reduce<Guess>((guess, one) => {
      const path = name === undefined ? one.path : one.path.slice(1);
      // One field alone is no object that the function can work with.
      return withGiven(
        path.length > 0 && guess.kind === 'default' ? this.insteadOfDefault(guess, parameter, name, owner) : guess,
        path,
        one,
      );
    }, natural);
  }

  private insteadOfDefault(
    guess: Guess,
    parameter: ts.ParameterDeclaration,
    name: string | undefined,
    owner: FunctionNode,
  ): Guess {
    const constant = parameter.initializer && constantOf(parameter.initializer, this.meanings.file);
    if (constant) return value(constant.value, 'default');
    return name === undefined ? guess : this.combine(name, this.reader.usesOf(parameter), parameter.type, owner, 0);
  }

  /** What a call of the project passes in that place, where that stands in the text; a call that leaves it out takes the default. */
  private fromCalls(calls: readonly LinkedCall[], index: number, mayBeMissing: boolean): Guess | undefined {
    for (const { call, file } of calls) {
      if (call.arguments?.slice(0, index + 1).some(ts.isSpreadElement)) continue;
      const argument = call.arguments?.[index];
      if (!argument && mayBeMissing) return undefined;
      const constant = argument && constantOf(argument, file);
      if (constant) return value(constant.value, 'call');
    }
    return undefined;
  }

  /** An object of which a call gives only some fields as constants: these, and guesses for the others. */
  private withPartOf(calls: readonly LinkedCall[], index: number, guess: Guess): Guess {
    if (guess.kind !== 'value' || typeof guess.value !== 'object' || Array.isArray(guess.value)) return guess;
    for (const { call, file } of calls) {
      const argument = call.arguments?.[index];
      const known =
        argument && ts.isObjectLiteralExpression(argument)
          ? constantFields(argument, file)
          : new Map<string, unknown>();
      if (known.size === 0) continue;
      const object = new ObjectGuess(guess);
      for (const [field, given] of known) object.set(field, value(given, 'call'));
      return object.guess(guess.origin);
    }
    return guess;
  }

  private forParameter(parameter: ts.ParameterDeclaration, name: string, owner: FunctionNode): Guess {
    if (parameter.questionToken) return byDefault;
    if (ts.isObjectBindingPattern(parameter.name))
      return this.forPattern(parameter.name, parameter.type, owner, parameter.initializer !== undefined);
    if (parameter.initializer) return defaultOf(parameter.initializer);
    const documented = parameter.type ? undefined : documentedType(owner, name, this.meanings.tree.source);
    const uses = this.reader.usesOf(parameter);
    // What nothing looks at can be left out.
    if (uses.length === 0) return byDefault;
    const guess = this.combine(name, uses, parameter.type ?? documented?.type, owner, 0);
    if (documented?.optional) return byDefault;
    const wants = guess.kind === 'stand-in' ? wantedPart(name, uses, parameter.type ?? documented?.type) : undefined;
    // What is built on the model tells what comes out of it.
    const images = wants === 'model' && /2d$|^flatten$/i.test(this.firstKind(owner) ?? '');
    return wants ? { ...standIn, wants, ...(images && { images }) } : guess;
  }

  /** `({ units, rate = 0.1 })`: an object with the fields that have no default. */
  private forPattern(
    pattern: ts.ObjectBindingPattern,
    type: ts.TypeNode | undefined,
    owner: FunctionNode,
    hasInitializer: boolean,
  ): Guess {
    const shape = type && shapeOfType(type, this.meanings.file);
    const object = new ObjectGuess();
    for (const element of pattern.elements) {
      const field = fieldName(element);
      if (field === undefined) continue;
      if (element.initializer) {
        object.set(field, defaultOf(element.initializer));
        continue;
      }
      const fieldType = shape?.kind === 'object' ? shape.all.get(field) : undefined;
      if (shape?.kind === 'object' && shape.all.has(field) && !shape.fields.has(field)) continue;
      const guess = ts.isObjectBindingPattern(element.name)
        ? this.forPattern(element.name, fieldType, owner, false)
        : this.combine(field, this.reader.usesOf(element), fieldType, owner, 1);
      object.set(field, guess);
    }
    const guess = object.guess('use');
    return hasInitializer && object.isEmpty
      ? { ...byDefault, ...(guess.kind === 'value' && guess.fields && { fields: guess.fields }) }
      : guess;
  }

  /** Usage before types before names: a type's name may promise what the code does not keep. */
  private combine(
    name: string,
    uses: readonly ts.Expression[],
    type: ts.TypeNode | undefined,
    owner: FunctionNode,
    depth: number,
  ): Guess {
    const evidence = this.reader.read(uses);
    const asked = type ?? evidence.types.at(0);
    const shape = asked && shapeOfType(asked, this.meanings.file);
    if (shape?.kind === 'tf' || evidence.tf || name === 'tf') return { kind: 'tf', origin: 'use' };
    if (evidence.fallback && !type) return byDefault;
    if (shape?.kind === 'literal') return value(shape.value, 'type');
    const used = depth > 3 ? undefined : this.fromUses(name, evidence, asked, owner, depth);
    const typed = depth > 3 || used || !asked ? undefined : this.fromType(name, asked, evidence, owner, depth);
    return used ?? (typed ? { ...typed, origin: 'type' } : { ...this.fromName(name, evidence), origin: 'name' });
  }

  private fromUses(
    name: string,
    evidence: Evidence,
    type: ts.TypeNode | undefined,
    owner: FunctionNode,
    depth: number,
  ): Guess | undefined {
    const shape = type && shapeOfType(type, this.meanings.file);
    if (typeof evidence.literal === 'string') return value(evidence.literal);
    if (evidence.shapeOf !== undefined) return value(this.inputShape(evidence, shape, owner));
    const isPlain = evidence.tested && (evidence.array || evidence.number !== undefined);
    if (evidence.alive && !isPlain && shape?.kind !== 'object') return standIn;
    if (evidence.fields.size > 0 && !evidence.array) return this.fromFields(evidence, type, owner, depth);
    if (evidence.number !== undefined && !evidence.array) {
      const number = numberFor(name, evidence.number || undefined) ?? usualNumber;
      return value(shape?.kind === 'tuple' ? shape.elements.map(() => number) : number);
    }
    if (evidence.string) return value(evidence.string === 'name' ? name : (stringFor(name, evidence.string) ?? name));
    if (evidence.config !== undefined) return value(usualConfig(evidence.config));
    if (evidence.array && shape?.kind !== 'object') return this.fromElements(name, evidence, type, owner, depth);
    return undefined;
  }

  private inputShape(evidence: Evidence, shape: ReturnType<typeof shapeOfType>, owner: FunctionNode): number[] {
    if (shape?.kind === 'tuple') return usualShapeOfRank(shape.elements.length);
    if (evidence.rank > 0) return usualShapeOfRank(evidence.rank);
    const kind = evidence.shapeOf;
    // An input or a wrapper has no opinion; the first layer that has one speaks.
    return usualInputShape(
      kind && /conv|pool|lstm|gru|rnn|flatten|^dense$/i.test(kind) && kind !== 'rnn' ? kind : this.firstKind(owner),
    );
  }

  /** The kind of the first layer in `owner` (else in the file) that fixes the number of axes of its input. */
  private firstKind(owner: FunctionNode): string | undefined {
    const telling = [...this.layers].filter(([, kind]) =>
      /conv|pool|lstm|gru|rnn|flatten|embedding|^dense$|timeDistributed/i.test(kind),
    );
    const inside = telling.filter(([call]) => call.pos >= owner.pos && call.end <= owner.end);
    // In `dense.apply(flatten.apply(x))` the inner one comes first, and a flatten after a dense speaks for the dense.
    const kinds = (inside.length > 0 ? inside : telling).map(([, kind]) => kind);
    return kinds.find((kind) => /\dd$|lstm|gru|rnn|embedding/i.test(kind)) ?? kinds[0];
  }

  private fromFields(evidence: Evidence, type: ts.TypeNode | undefined, owner: FunctionNode, depth: number): Guess {
    const shape = type && shapeOfType(type, this.meanings.file);
    const known = shape?.kind === 'object' ? shape : undefined;
    // A tensor or a layer is told from a config by members that only it has.
    const used = [...evidence.fields.keys()];
    if (
      !known &&
      used.some((field) => tensorFields.has(field)) &&
      used.every((field) => tensorFields.has(field) || sharedFields.has(field))
    )
      return standIn;
    const object = new ObjectGuess();
    const example = known?.example ?? {};
    for (const [field, uses] of evidence.fields) {
      if (Object.hasOwn(example, field)) {
        object.set(field, value(example[field], 'call'));
        continue;
      }
      if (known?.all.has(field) && !known.fields.has(field) && !this.isWanted(uses)) continue;
      const guess = this.combine(field, uses, known?.all.get(field), owner, depth + 1);
      object.set(field, guess);
    }
    // An object of which nothing can be said is better stood in for: a stand-in has every field.
    if (!known && used.length > 0 && object.standIns === used.length) return standIn;
    for (const [field, fieldType] of known?.fields ?? []) {
      if (evidence.fields.has(field)) continue;
      if (Object.hasOwn(example, field)) {
        object.set(field, value(example[field], 'call'));
        continue;
      }
      const guess = this.combine(field, [], fieldType, owner, depth + 1);
      object.set(field, guess);
    }
    return object.guess('use');
  }

  /** Whether something that may be left out is what layers are made on. */
  private isWanted(uses: readonly ts.Expression[]): boolean {
    const { leadsToLayers, demanded } = this.reader.read(uses);
    return leadsToLayers || demanded;
  }

  private fromElements(
    name: string,
    evidence: Evidence,
    type: ts.TypeNode | undefined,
    owner: FunctionNode,
    depth: number,
  ): Guess | undefined {
    if (/shape|dims/i.test(name))
      return value(evidence.rank > 0 ? usualShapeOfRank(evidence.rank) : usualInputShape(this.firstKind(owner)));
    const shape = type && shapeOfType(type, this.meanings.file);
    if (type && shape?.kind === 'tuple') return this.fromType(name, type, evidence, owner, depth);
    const element = this.combine(
      singular(name),
      evidence.elements,
      shape?.kind === 'array' ? shape.element : undefined,
      owner,
      depth + 1,
    );
    if (element.kind !== 'value') return standIn;
    const length = Math.max(evidence.rank, 2);
    // Two ends that are the same leave nothing between them.
    if (
      length === 2 &&
      typeof element.value === 'number' &&
      /range|bounds?$|limits?$|interval|domain|min_?max/i.test(name)
    )
      return value([0, 1]);
    return value(Array.from({ length }, () => element.value));
  }

  private fromType(
    name: string,
    type: ts.TypeNode,
    evidence: Evidence,
    owner: FunctionNode,
    depth: number,
  ): Guess | undefined {
    const shape = shapeOfType(type, this.meanings.file);
    switch (shape?.kind) {
      case undefined:
        return undefined;
      case 'number':
        return value(numberFor(name) ?? usualNumber);
      case 'string':
        return value(stringFor(name) ?? name);
      case 'boolean':
        return value(evidence.leadsToLayers);
      case 'shape':
        return value(usualInputShape(this.firstKind(owner)));
      case 'alive':
        return standIn;
      case 'tf':
        return { kind: 'tf', origin: 'use' };
      case 'literal':
        return value(shape.value);
      case 'object':
        return this.fromFields(evidence, type, owner, depth);
      case 'array': {
        if (/shape|dims/i.test(name)) return value(usualInputShape(this.firstKind(owner)));
        const element = this.combine(singular(name), evidence.elements, shape.element, owner, depth + 1);
        return element.kind === 'value' ? value([element.value, element.value]) : standIn;
      }
      case 'tuple': {
        if (/shape|dims|size/i.test(name)) return value(usualShapeOfRank(shape.elements.length));
        const elements = shape.elements.map((element) => this.combine(singular(name), [], element, owner, depth + 1));
        return elements.every((element) => element.kind === 'value')
          ? value(elements.map((element) => element.value))
          : standIn;
      }
    }
  }

  /** What only weak uses and the name say. */
  private fromName(name: string, evidence: Evidence): Guess {
    if (typeof evidence.literal === 'number') return value(evidence.literal);
    if (/shape$/i.test(name))
      return value(evidence.rank > 0 ? usualShapeOfRank(evidence.rank) : usualInputShape(undefined));
    if (evidence.string !== undefined || evidence.weakString)
      return value(stringFor(name) ?? (/^(num|n[A-Z_])|count$/i.test(name) ? (numberFor(name) ?? usualNumber) : name));
    const text = stringFor(name);
    if (text !== undefined) return value(text);
    if (evidence.object) return value({});
    if (/^(is|has|use|with|should|return)[A-Z_]/.test(name) || (evidence.boolean && !evidence.demanded))
      return value(evidence.leadsToLayers || evidence.demanded);
    // Data, models and the like have names that end as numbers do (`trainLabels`); only plain counts are safe.
    return /^(num|n)[A-Z_]|(units|filters|size|count|dim|rate|length|epochs|classes)$/i.test(name)
      ? value(numberFor(name) ?? usualNumber)
      : standIn;
  }
}

/** Members that only a model has, and the one that layers have as well. */
const modelMembers = new Set([
  'layers',
  'inputs',
  'outputs',
  'getLayer',
  'predict',
  'predictOnBatch',
  'summary',
  'getWeights',
  'setWeights',
  'fit',
  'fitDataset',
  'trainOnBatch',
  'compile',
  'evaluate',
  'save',
  'countParams',
  'trainableWeights',
]);

/** Whether a value that JSON cannot carry is used as a model or a layer. */
function wantedPart(
  name: string,
  uses: readonly ts.Expression[],
  type: ts.TypeNode | undefined,
): 'model' | 'layer' | undefined {
  const asked = type?.getText() ?? '';
  // Of a list nothing tells how long it is; an empty one is left to be filled by callers.
  if (type && (ts.isArrayTypeNode(type) || ts.isTypeOperatorNode(type) || /^(?:Readonly)?Array</.test(asked)))
    return undefined;
  if (/\b(?:LayersModel|Sequential|Model)\b/.test(asked)) return 'model';
  const members = uses.map(({ parent }) => (ts.isPropertyAccessExpression(parent) ? parent.name.text : ''));
  if (members.some((member) => modelMembers.has(member))) return 'model';
  if (members.includes('apply') || /\bLayer\b/.test(asked))
    return /encoder|decoder|model|network|generator|discriminator/i.test(name) ? 'model' : 'layer';
  return /(?:model|network|encoder|decoder|generator|discriminator)$/i.test(name) &&
    !/\b(?:Tensor|string|number)/.test(asked)
    ? 'model'
    : undefined;
}

interface Guessed {
  readonly name: string;
  readonly guess: Guess;
  readonly listed: readonly Argument[];
}

function together(guesses: readonly Guessed[]): Pick<Guesses, 'arguments' | 'parameters' | 'assumed'> {
  const parameters = guesses.flatMap(({ listed: its }) => its);
  return {
    arguments: guesses.map(({ name, guess }) => plainGuess(name, guess)),
    parameters,
    assumed: parameters.filter(isAssumed).map(argumentText),
  };
}

/** Without what only listing it needs. */
function plainGuess(name: string, guess: Guess): ArgumentGuess {
  if (guess.kind === 'value')
    return { name, kind: 'value', value: guess.value, ...(guess.holes && { holes: guess.holes }) };
  return guess.kind === 'stand-in' && guess.wants
    ? { name, kind: 'stand-in', wants: guess.wants, ...(guess.images && { images: true }) }
    : { name, kind: guess.kind };
}

function listed(owner: string, name: string, natural: Guess, guess: Guess, type: ts.TypeNode | undefined): Argument[] {
  const before = new Map(leavesOf(name, natural).map((leaf) => [leaf.name, leaf]));
  return leavesOf(name, guess).map((leaf) => {
    const own = before.get(leaf.name);
    const declared = leaf.name === name && type ? declaredKind(type) : undefined;
    const takes = declared ?? own?.takes;
    const isGiven = leaf.origin === 'directive' || leaf.origin === 'pinned';
    return { owner, ...leaf, takes, mustBe: declared !== undefined, ...(isGiven && own && { instead: own.text }) };
  });
}

/** What a type asks for that leaves no choice. */
function declaredKind(type: ts.TypeNode): ValueKind | undefined {
  if (type.kind === ts.SyntaxKind.NumberKeyword) return 'number';
  if (type.kind === ts.SyntaxKind.StringKeyword) return 'string';
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return 'boolean';
  return ts.isArrayTypeNode(type) && type.elementType.kind === ts.SyntaxKind.NumberKeyword
    ? 'list of numbers'
    : undefined;
}

function defaultOf(initializer: ts.Expression): Guess {
  const text = initializer.getText();
  return { ...byDefault, ...(text.length <= longestDefault && !text.includes('\n') && { text }) };
}

function hasDefault(parameter: ts.ParameterDeclaration): boolean {
  return parameter.initializer !== undefined || parameter.questionToken !== undefined;
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}
