/** Guesses a value from its uses, its type and its name, in that order of trust. */

import type ts from 'typescript';
import { usualConfig, usualInputShape, usualNumber, usualShapeOfRank } from '../../report/usual-values';
import type { Meanings } from '../meaning/meanings';
import { shapeOfType } from '../meaning/type-shape';
import type { CallNode, FunctionNode } from '../syntax/nodes';
import type { Evidence } from './evidence';
import type { EvidenceReader } from './evidence-reader';
import { defaultGuess, type Guess, ObjectGuess, standInGuess, valueGuess } from './guess';
import { numberFor, stringFor } from './name-guess';

/** Fields that tell a tensor, a layer or a model; and those that a config may have as well. */
const tensorFields = new Set(['inputs', 'outputs', 'shape', 'dtype', 'trainableWeights', 'input', 'output']);
const sharedFields = new Set(['rank', 'size', 'name', 'layers', 'weights', 'trainable', 'optimizer']);
/** Objects and lists are made up to this many levels deep; types of the code may contain themselves. */
const mostLevels = 3;

export class ValueGuesser {
  /** @param layers the layer calls of the file, which tell how many axes an input has */
  constructor(
    private readonly meanings: Meanings,
    private readonly layers: ReadonlyMap<CallNode, string>,
    private readonly reader: EvidenceReader,
  ) {}

  /**
   * A guess for a value called `name`. Uses come before types: a type's name may promise what the code does not keep.
   * @param uses expressions that all hold the value
   * @param around the function whose layers tell the axes of an input shape
   * @param depth how many objects and lists the value lies in
   */
  guess(
    name: string,
    uses: readonly ts.Expression[],
    type: ts.TypeNode | undefined,
    around: FunctionNode,
    depth = 0,
  ): Guess {
    const evidence = this.reader.read(uses);
    const asked = type ?? evidence.types.at(0);
    const shape = asked && shapeOfType(asked, this.meanings.file);
    if (shape?.kind === 'tf' || evidence.tf || name === 'tf') return { kind: 'tf', origin: 'use' };
    if (evidence.fallback && (!type || this.reader.onlyFallsBack(uses))) return defaultGuess;
    if (shape?.kind === 'literal') return valueGuess(shape.value, 'type');
    const used = depth > mostLevels ? undefined : this.fromUses(name, evidence, asked, around, depth);
    const typed =
      depth > mostLevels || used || !asked ? undefined : this.fromType(name, asked, evidence, around, depth);
    return used ?? (typed ? { ...typed, origin: 'type' } : { ...this.fromName(name, evidence), origin: 'name' });
  }

  private fromUses(
    name: string,
    evidence: Evidence,
    type: ts.TypeNode | undefined,
    around: FunctionNode,
    depth: number,
  ): Guess | undefined {
    const shape = type && shapeOfType(type, this.meanings.file);
    if (typeof evidence.literal === 'string') return valueGuess(evidence.literal);
    if (evidence.shapeOf !== undefined) return valueGuess(this.inputShape(evidence, shape, around));
    const isPlain = evidence.tested && (evidence.array || evidence.number !== undefined);
    if (evidence.alive && !isPlain && shape?.kind !== 'object') return standInGuess;
    if (evidence.fields.size > 0 && !evidence.array) return this.fromFields(evidence, type, around, depth);
    if (evidence.number !== undefined && !evidence.array) {
      const number = numberFor(name, evidence.number || undefined) ?? usualNumber;
      return valueGuess(shape?.kind === 'tuple' ? shape.elements.map(() => number) : number);
    }
    if (evidence.string)
      return valueGuess(evidence.string === 'name' ? name : (stringFor(name, evidence.string) ?? name));
    if (evidence.config !== undefined) return valueGuess(usualConfig(evidence.config));
    if (evidence.array && shape?.kind !== 'object') return this.fromElements(name, evidence, type, around, depth);
    return undefined;
  }

  private inputShape(evidence: Evidence, shape: ReturnType<typeof shapeOfType>, around: FunctionNode): number[] {
    if (shape?.kind === 'tuple') return usualShapeOfRank(shape.elements.length);
    if (evidence.rank > 0) return usualShapeOfRank(evidence.rank);
    const kind = evidence.shapeOf;
    // An input or a wrapper does not tell the shape, so the first layer that does decides.
    return usualInputShape(
      kind && /conv|pool|lstm|gru|rnn|flatten|^dense$/i.test(kind) && kind !== 'rnn' ? kind : this.firstKind(around),
    );
  }

  /** The kind of the first layer in `around` (else in the file) that fixes the number of axes of its input. */
  firstKind(around: FunctionNode): string | undefined {
    const telling = [...this.layers].filter(([, kind]) =>
      /conv|pool|lstm|gru|rnn|flatten|embedding|^dense$|timeDistributed/i.test(kind),
    );
    const inside = telling.filter(([call]) => call.pos >= around.pos && call.end <= around.end);
    // In `dense.apply(flatten.apply(x))` the inner layer comes first. Where a flatten follows a dense layer, the dense
    // layer decides.
    const kinds = (inside.length > 0 ? inside : telling).map(([, kind]) => kind);
    return kinds.find((kind) => /\dd$|lstm|gru|rnn|embedding/i.test(kind)) ?? kinds[0];
  }

  private fromFields(evidence: Evidence, type: ts.TypeNode | undefined, around: FunctionNode, depth: number): Guess {
    const shape = type && shapeOfType(type, this.meanings.file);
    const known = shape?.kind === 'object' ? shape : undefined;
    // Members that no config has show that it is a tensor or a layer.
    const used = [...evidence.fields.keys()];
    if (
      !known &&
      used.some((field) => tensorFields.has(field)) &&
      used.every((field) => tensorFields.has(field) || sharedFields.has(field))
    )
      return standInGuess;
    const object = new ObjectGuess();
    const example = known?.example ?? {};
    for (const [field, uses] of evidence.fields) {
      if (Object.hasOwn(example, field)) {
        object.set(field, valueGuess(example[field], 'call'));
        continue;
      }
      if (known?.all.has(field) && !known.fields.has(field) && !this.isLayerSwitch(uses)) continue;
      const guess = this.guess(field, uses, known?.all.get(field), around, depth + 1);
      object.set(field, guess);
    }
    // For an object of which the code tells nothing, a stand-in is better: it has every field.
    if (!known && used.length > 0 && object.standIns === used.length) return standInGuess;
    for (const [field, fieldType] of known?.fields ?? []) {
      if (evidence.fields.has(field)) continue;
      if (Object.hasOwn(example, field)) {
        object.set(field, valueGuess(example[field], 'call'));
        continue;
      }
      const guess = this.guess(field, [], fieldType, around, depth + 1);
      object.set(field, guess);
    }
    return object.guess('use');
  }

  /** Whether an optional field decides if layers are made, or is required all the same. */
  private isLayerSwitch(uses: readonly ts.Expression[]): boolean {
    const { leadsToLayers, demanded } = this.reader.read(uses);
    return leadsToLayers || demanded;
  }

  private fromElements(
    name: string,
    evidence: Evidence,
    type: ts.TypeNode | undefined,
    around: FunctionNode,
    depth: number,
  ): Guess | undefined {
    if (/shape|dims/i.test(name))
      return valueGuess(evidence.rank > 0 ? usualShapeOfRank(evidence.rank) : usualInputShape(this.firstKind(around)));
    const shape = type && shapeOfType(type, this.meanings.file);
    if (type && shape?.kind === 'tuple') return this.fromType(name, type, evidence, around, depth);
    const element = this.guess(
      singular(name),
      evidence.elements,
      shape?.kind === 'array' ? shape.element : undefined,
      around,
      depth + 1,
    );
    if (element.kind !== 'value') return standInGuess;
    const length = Math.max(evidence.rank, 2);
    // Two equal ends would leave no range between them.
    if (
      length === 2 &&
      typeof element.value === 'number' &&
      /range|bounds?$|limits?$|interval|domain|min_?max/i.test(name)
    )
      return valueGuess([0, 1]);
    return valueGuess(Array.from({ length }, () => element.value));
  }

  private fromType(
    name: string,
    type: ts.TypeNode,
    evidence: Evidence,
    around: FunctionNode,
    depth: number,
  ): Guess | undefined {
    const shape = shapeOfType(type, this.meanings.file);
    switch (shape?.kind) {
      case undefined:
        return undefined;
      case 'number':
        return valueGuess(numberFor(name) ?? usualNumber);
      case 'string':
        return valueGuess(stringFor(name) ?? name);
      case 'boolean':
        return valueGuess(evidence.leadsToLayers);
      case 'shape':
        return valueGuess(usualInputShape(this.firstKind(around)));
      case 'alive':
        return standInGuess;
      case 'tf':
        return { kind: 'tf', origin: 'use' };
      case 'literal':
        return valueGuess(shape.value);
      case 'object':
        return this.fromFields(evidence, type, around, depth);
      case 'array': {
        if (/shape|dims/i.test(name)) return valueGuess(usualInputShape(this.firstKind(around)));
        const element = this.guess(singular(name), evidence.elements, shape.element, around, depth + 1);
        return element.kind === 'value' ? valueGuess([element.value, element.value]) : standInGuess;
      }
      case 'tuple': {
        if (/shape|dims|size/i.test(name)) return valueGuess(usualShapeOfRank(shape.elements.length));
        const elements = shape.elements.map((element) => this.guess(singular(name), [], element, around, depth + 1));
        return elements.every((element) => element.kind === 'value')
          ? valueGuess(elements.map((element) => element.value))
          : standInGuess;
      }
    }
  }

  /** A guess from weak uses and the name alone. */
  private fromName(name: string, evidence: Evidence): Guess {
    if (typeof evidence.literal === 'number') return valueGuess(evidence.literal);
    if (/shape$/i.test(name))
      return valueGuess(evidence.rank > 0 ? usualShapeOfRank(evidence.rank) : usualInputShape(undefined));
    if (evidence.string !== undefined || evidence.weakString)
      return valueGuess(
        stringFor(name) ?? (/^(num|n[A-Z_])|count$/i.test(name) ? (numberFor(name) ?? usualNumber) : name),
      );
    const text = stringFor(name);
    if (text !== undefined) return valueGuess(text);
    if (evidence.object) return valueGuess({});
    if (/^(is|has|use|with|should|return)[A-Z_]/.test(name) || (evidence.boolean && !evidence.demanded))
      return valueGuess(evidence.leadsToLayers || evidence.demanded);
    // Data, models and the like have names that end as numbers do (`trainLabels`); only plain counts are safe.
    return /^(num|n)[A-Z_]|(units|filters|size|count|dim|rate|length|epochs|classes)$/i.test(name)
      ? valueGuess(numberFor(name) ?? usualNumber)
      : standInGuess;
  }
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}
