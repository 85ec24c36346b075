/** Guesses arguments for a function of the user's: from literal calls, from the uses in its body, from types, from names. */

import ts from 'typescript';
import type { ArgumentGuess, ArgumentHole } from '../report/entry';
import { constantOf } from './constant';
import type { Evidence } from './evidence';
import { EvidenceReader, fieldName } from './evidence';
import { literalText } from './literal';
import type { Meanings } from './meaning';
import { numberFor, shapeFor, shapeOfRank, stringFor } from './name-guess';
import type { CallNode, FunctionNode } from './scope';
import { documentedType, shapeOfType } from './type-guess';

export interface Guesses {
  readonly arguments: readonly ArgumentGuess[];
  /** `numClasses = 10`, in the order of the parameters; what defaults and literal calls of the file give is not assumed. */
  readonly assumed: readonly string[];
  /** How many parameters nothing but a stand-in was found for. */
  readonly standIns: number;
  /** Whether a parameter needs a value. */
  readonly required: boolean;
}

type Guess =
  | { readonly kind: 'value'; readonly value: unknown; readonly holes?: readonly ArgumentHole[] }
  | { readonly kind: 'stand-in'; readonly wants?: 'model' | 'layer' }
  | { readonly kind: 'default' | 'tf' };

/** Fields that tell a tensor, a layer or a model; and those that a config may have as well. */
const tensorFields = new Set(['inputs', 'outputs', 'shape', 'dtype', 'trainableWeights', 'input', 'output']);
const sharedFields = new Set(['rank', 'size', 'name', 'layers', 'weights', 'trainable', 'optimizer']);
const standIn = { kind: 'stand-in' } as const satisfies Guess;
const noGuesses: Guesses = { arguments: [], assumed: [], standIns: 0, required: false };

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
   */
  forFunction(node: FunctionNode | undefined, calls: readonly CallNode[]): Guesses {
    if (!node) return noGuesses;
    const parameters = node.parameters.filter(({ name, dotDotDotToken }) => !dotDotDotToken && !(ts.isIdentifier(name) && name.text === 'this'));
    const assumed: string[] = [];
    let standIns = 0;
    const guesses = parameters.map((parameter, index): ArgumentGuess => {
      const name = ts.isIdentifier(parameter.name) ? parameter.name.text : 'options';
      const called = hasDefault(parameter) ? undefined : this.fromCalls(calls, index);
      const guess = called ?? this.forParameter(parameter, name, node);
      if (guess.kind === 'stand-in') standIns++;
      if (!called) assumed.push(...describe(parameter, name, guess));
      return { name, ...guess };
    });
    return { arguments: guesses, assumed, standIns, required: guesses.some(({ kind }) => kind !== 'default') };
  }

  /** What a call of the file passes in that place, where that stands in the text. */
  private fromCalls(calls: readonly CallNode[], index: number): Guess | undefined {
    for (const { arguments: given } of calls) {
      const argument = given?.[index];
      if (!argument || given.slice(0, index).some(ts.isSpreadElement)) continue;
      const constant = constantOf(argument, this.meanings.tree);
      if (constant) return { kind: 'value', value: constant.value };
    }
    return undefined;
  }

  private forParameter(parameter: ts.ParameterDeclaration, name: string, owner: FunctionNode): Guess {
    if (parameter.questionToken) return { kind: 'default' };
    if (ts.isObjectBindingPattern(parameter.name)) return this.forPattern(parameter.name, parameter.type, owner, parameter.initializer !== undefined);
    if (parameter.initializer) return { kind: 'default' };
    const documented = parameter.type ? undefined : documentedType(owner, name, this.meanings.tree.source);
    const uses = this.reader.usesOf(parameter);
    // What nothing looks at can be left out.
    if (uses.length === 0) return { kind: 'default' };
    const guess = this.combine(name, uses, parameter.type ?? documented?.type, owner, 0);
    if (documented?.optional) return { kind: 'default' };
    const wants = guess.kind === 'stand-in' ? wantedPart(name, uses, parameter.type ?? documented?.type) : undefined;
    return wants ? { ...standIn, wants } : guess;
  }

  /** `({ units, rate = 0.1 })`: an object with the fields that have no default. */
  private forPattern(pattern: ts.ObjectBindingPattern, type: ts.TypeNode | undefined, owner: FunctionNode, hasInitializer: boolean): Guess {
    const shape = type && shapeOfType(type, this.meanings.tree);
    const object = new ObjectGuess();
    for (const element of pattern.elements) {
      const field = fieldName(element);
      if (field === undefined || element.initializer) continue;
      const fieldType = shape?.kind === 'object' ? shape.all.get(field) : undefined;
      if (shape?.kind === 'object' && shape.all.has(field) && !shape.fields.has(field)) continue;
      const guess = ts.isObjectBindingPattern(element.name)
        ? this.forPattern(element.name, fieldType, owner, false)
        : this.combine(field, this.reader.usesOf(element), fieldType, owner, 1);
      object.set(field, guess);
    }
    return hasInitializer && object.isEmpty ? { kind: 'default' } : object.guess;
  }

  /** Usage before types before names: a type's name may promise what the code does not keep. */
  private combine(name: string, uses: readonly ts.Expression[], type: ts.TypeNode | undefined, owner: FunctionNode, depth: number): Guess {
    const evidence = this.reader.read(uses);
    const asked = type ?? evidence.types.at(0);
    const shape = asked && shapeOfType(asked, this.meanings.tree);
    if (shape?.kind === 'tf' || evidence.tf || name === 'tf') return { kind: 'tf' };
    if (evidence.fallback && !type) return { kind: 'default' };
    if (shape?.kind === 'literal') return { kind: 'value', value: shape.value };
    const used = depth > 3 ? undefined : (this.fromUses(name, evidence, asked, owner, depth) ?? (asked && this.fromType(name, asked, evidence, owner, depth)));
    return used ?? this.fromName(name, evidence);
  }

  private fromUses(name: string, evidence: Evidence, type: ts.TypeNode | undefined, owner: FunctionNode, depth: number): Guess | undefined {
    const shape = type && shapeOfType(type, this.meanings.tree);
    if (typeof evidence.literal === 'string') return { kind: 'value', value: evidence.literal };
    if (evidence.shapeOf !== undefined) return { kind: 'value', value: this.inputShape(evidence, shape, owner) };
    const isPlain = evidence.tested && (evidence.array || evidence.number !== undefined);
    if (evidence.alive && !isPlain && shape?.kind !== 'object') return standIn;
    if (evidence.fields.size > 0 && !evidence.array) return this.fromFields(evidence, type, owner, depth);
    if (evidence.number !== undefined && !evidence.array) {
      const number = numberFor(name, evidence.number || undefined) ?? 8;
      return value(shape?.kind === 'tuple' ? shape.elements.map(() => number) : number);
    }
    if (evidence.string) return value(evidence.string === 'name' ? name : (stringFor(name, evidence.string) ?? name));
    if (evidence.config !== undefined) return value(configFor(evidence.config));
    if (evidence.array && shape?.kind !== 'object') return this.fromElements(name, evidence, type, owner, depth);
    return undefined;
  }

  private inputShape(evidence: Evidence, shape: ReturnType<typeof shapeOfType>, owner: FunctionNode): number[] {
    if (shape?.kind === 'tuple') return shapeOfRank(shape.elements.length);
    if (evidence.rank > 0) return shapeOfRank(evidence.rank);
    const kind = evidence.shapeOf;
    // An input or a wrapper has no opinion; the first layer that has one speaks.
    return shapeFor(kind && /conv|pool|lstm|gru|rnn|flatten|^dense$/i.test(kind) && kind !== 'rnn' ? kind : this.firstKind(owner));
  }

  /** The kind of the first layer in `owner` (else in the file) that fixes the number of axes of its input. */
  private firstKind(owner: FunctionNode): string | undefined {
    const telling = [...this.layers].filter(([, kind]) => /conv|pool|lstm|gru|rnn|flatten|embedding|^dense$|timeDistributed/i.test(kind));
    const inside = telling.filter(([call]) => call.pos >= owner.pos && call.end <= owner.end);
    // In `dense.apply(flatten.apply(x))` the inner one comes first, and a flatten after a dense speaks for the dense.
    const kinds = (inside.length > 0 ? inside : telling).map(([, kind]) => kind);
    return kinds.find((kind) => /\dd$|lstm|gru|rnn|embedding/i.test(kind)) ?? kinds[0];
  }

  private fromFields(evidence: Evidence, type: ts.TypeNode | undefined, owner: FunctionNode, depth: number): Guess {
    const shape = type && shapeOfType(type, this.meanings.tree);
    const known = shape?.kind === 'object' ? shape : undefined;
    // A tensor or a layer is told from a config by members that only it has.
    const used = [...evidence.fields.keys()];
    if (!known && used.some((field) => tensorFields.has(field)) && used.every((field) => tensorFields.has(field) || sharedFields.has(field))) return standIn;
    const object = new ObjectGuess();
    for (const [field, uses] of evidence.fields) {
      if (known?.all.has(field) && !known.fields.has(field)) continue;
      const guess = this.combine(field, uses, known?.all.get(field), owner, depth + 1);
      object.set(field, guess);
    }
    // An object of which nothing can be said is better stood in for: a stand-in has every field.
    if (!known && used.length > 0 && object.standIns === used.length) return standIn;
    for (const [field, fieldType] of known?.fields ?? []) {
      if (evidence.fields.has(field)) continue;
      const guess = this.combine(field, [], fieldType, owner, depth + 1);
      object.set(field, guess);
    }
    return object.guess;
  }

  private fromElements(name: string, evidence: Evidence, type: ts.TypeNode | undefined, owner: FunctionNode, depth: number): Guess | undefined {
    if (/shape|dims/i.test(name)) return value(evidence.rank > 0 ? shapeOfRank(evidence.rank) : shapeFor(this.firstKind(owner)));
    const shape = type && shapeOfType(type, this.meanings.tree);
    if (type && shape?.kind === 'tuple') return this.fromType(name, type, evidence, owner, depth);
    const element = this.combine(singular(name), evidence.elements, shape?.kind === 'array' ? shape.element : undefined, owner, depth + 1);
    if (element.kind !== 'value') return standIn;
    const length = Math.max(evidence.rank, 2);
    return value(Array.from({ length }, () => element.value));
  }

  private fromType(name: string, type: ts.TypeNode, evidence: Evidence, owner: FunctionNode, depth: number): Guess | undefined {
    const shape = shapeOfType(type, this.meanings.tree);
    switch (shape?.kind) {
      case undefined:
        return undefined;
      case 'number':
        return value(numberFor(name) ?? 8);
      case 'string':
        return value(stringFor(name) ?? name);
      case 'boolean':
        return value(evidence.leadsToLayers);
      case 'shape':
        return value(shapeFor(this.firstKind(owner)));
      case 'alive':
        return standIn;
      case 'tf':
        return { kind: 'tf' };
      case 'literal':
        return value(shape.value);
      case 'object':
        return this.fromFields(evidence, type, owner, depth);
      case 'array': {
        if (/shape|dims/i.test(name)) return value(shapeFor(this.firstKind(owner)));
        const element = this.combine(singular(name), evidence.elements, shape.element, owner, depth + 1);
        return element.kind === 'value' ? value([element.value, element.value]) : standIn;
      }
      case 'tuple': {
        if (/shape|dims|size/i.test(name)) return value(shapeOfRank(shape.elements.length));
        const elements = shape.elements.map((element) => this.combine(singular(name), [], element, owner, depth + 1));
        return elements.every((element) => element.kind === 'value') ? value(elements.map((element) => element.value)) : standIn;
      }
    }
  }

  /** What only weak uses and the name say. */
  private fromName(name: string, evidence: Evidence): Guess {
    if (typeof evidence.literal === 'number') return value(evidence.literal);
    if (/shape$/i.test(name)) return value(evidence.rank > 0 ? shapeOfRank(evidence.rank) : [10]);
    if (evidence.string !== undefined || evidence.weakString) return value(stringFor(name) ?? (/^(num|n[A-Z_])|count$/i.test(name) ? (numberFor(name) ?? 8) : name));
    const text = stringFor(name);
    if (text !== undefined) return value(text);
    if (evidence.object) return value({});
    if (/^(is|has|use|with|should|return)[A-Z_]/.test(name) || evidence.boolean) return value(evidence.leadsToLayers);
    // Data, models and the like have names that end as numbers do (`trainLabels`); only plain counts are safe.
    return /^(num|n)[A-Z_]|(units|filters|size|count|dim|rate|length|epochs|classes)$/i.test(name) ? value(numberFor(name) ?? 8) : standIn;
  }
}

/** An object built field by field. */
class ObjectGuess {
  standIns = 0;
  private readonly value: Record<string, unknown> = {};
  private readonly holes: ArgumentHole[] = [];

  set(field: string, guess: Guess): void {
    if (guess.kind === 'value') {
      this.value[field] = guess.value;
      for (const { path, kind } of guess.holes ?? []) this.holes.push({ path: [field, ...path], kind });
    } else if (guess.kind !== 'default') {
      if (guess.kind === 'stand-in') this.standIns++;
      this.holes.push({ path: [field], kind: guess.kind });
    }
  }

  get isEmpty(): boolean {
    return Object.keys(this.value).length === 0 && this.holes.length === 0;
  }

  get guess(): Guess {
    return { kind: 'value', value: this.value, ...(this.holes.length > 0 ? { holes: this.holes } : {}) };
  }
}

/** Members that only a model has, and the one that layers have as well. */
const modelMembers = new Set(['layers', 'inputs', 'outputs', 'getLayer', 'predict', 'predictOnBatch', 'summary', 'getWeights', 'setWeights', 'fit', 'fitDataset', 'trainOnBatch', 'compile', 'evaluate', 'save', 'countParams', 'trainableWeights']);

/** Whether a value that JSON cannot carry is used as a model or a layer. */
function wantedPart(name: string, uses: readonly ts.Expression[], type: ts.TypeNode | undefined): 'model' | 'layer' | undefined {
  const asked = type?.getText() ?? '';
  if (/\b(?:LayersModel|Sequential|Model)\b/.test(asked)) return 'model';
  const members = uses.map(({ parent }) => (ts.isPropertyAccessExpression(parent) ? parent.name.text : ''));
  if (members.some((member) => modelMembers.has(member))) return 'model';
  if (members.includes('apply') || /\bLayer\b/.test(asked)) return /encoder|decoder|model|network|generator|discriminator/i.test(name) ? 'model' : 'layer';
  return /(?:model|network|encoder|decoder|generator|discriminator)$/i.test(name) && !/\b(?:Tensor|string|number)/.test(asked) ? 'model' : undefined;
}

function value(given: unknown): Guess {
  return { kind: 'value', value: given };
}

function hasDefault(parameter: ts.ParameterDeclaration): boolean {
  return parameter.initializer !== undefined || parameter.questionToken !== undefined;
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}

/** The least config with which a layer, or a compile, works. */
function configFor(kind: string): Record<string, unknown> {
  if (kind === 'compile') return { optimizer: 'adam', loss: 'meanSquaredError' };
  if (kind === 'input') return { shape: [10] };
  if (/conv|Conv/.test(kind)) return { filters: 8, kernelSize: 3 };
  if (/^(dense|lstm|gru|simpleRNN)/.test(kind)) return { units: 16 };
  if (kind === 'embedding') return { inputDim: 100, outputDim: 16 };
  if (/dropout/i.test(kind)) return { rate: 0.25 };
  return kind === 'activation' ? { activation: 'relu' } : {};
}

function describe(parameter: ts.ParameterDeclaration, name: string, guess: Guess): string[] {
  if (guess.kind === 'stand-in') return [guess.wants ? `${name} = a ${guess.wants} made before` : `${name} = a stand-in`];
  if (guess.kind !== 'value') return [];
  if (ts.isIdentifier(parameter.name)) return [`${name} = ${literalText(guess.value)}`];
  return Object.entries(guess.value as Record<string, unknown>).map(([field, given]) => `${field} = ${literalText(given)}`);
}
