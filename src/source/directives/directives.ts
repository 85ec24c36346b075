/** Reads `gradline:` comments: values for parameters and models, files with real data, and what is wrong with them. */

import ts from 'typescript';
import { choicesFor, modelSettings, type ModelShape, settingFault } from '../../report/model-settings';
import type { Position, Range } from '../../report/position';
import { type DirectiveComment, directiveComments } from './directive-comments';
import { DirectiveOwners, type DirectiveOwner } from './directive-owners';
import { type LiteralValue, LiteralFault, LiteralReader, type Span } from '../syntax/literal';
import type { FunctionNode } from '../syntax/nodes';

/** `numClasses = 10` or `config.units = 32`. */
export interface DirectiveValue {
  /** The name as written: `config.units`. */
  readonly name: string;
  readonly path: readonly string[];
  readonly value: LiteralValue;
  readonly nameRange: Range;
  readonly valueRange: Range;
}

/** `data = ./probe-data.ts#batch`. */
export interface DataDirective {
  /** The path as written, relative to the file that holds the comment. */
  readonly path: string;
  /** The export behind the `#`. */
  readonly export?: string;
  readonly nameRange: Range;
  readonly valueRange: Range;
  /** The function, method or class that it stands over; undefined where it is meant for the whole file. */
  readonly ownerRange?: Range;
}

export interface DirectiveError {
  readonly range: Range;
  /** A whole sentence: what is wrong and what to do. */
  readonly message: string;
}

/** The directive of one comment, with the places where an edit can add to it. */
export interface WrittenDirective {
  /** From behind the colon to the end of the directive. */
  readonly range: Range;
  readonly values: readonly DirectiveValue[];
  /** The place for one more setting: behind the last one that could be read. */
  readonly lastEnd?: Position;
  /** The function, method or class that it stands over. */
  readonly ownerRange?: Range;
  /** Where the node below the comment begins. */
  readonly overStart?: Position;
}

/** The name that stands for the file with real data, whatever parameters are called. */
export const dataName = 'data';

/** A setting of a model that a directive gives: its name is no parameter. */
export interface WrittenSetting {
  /** One of `modelSettings`. */
  readonly name: string;
  readonly value: ModelShape | string;
  readonly range: Range;
}

interface Written {
  readonly name: string;
  readonly path: readonly string[];
  readonly nameSpan: Span;
  readonly value: LiteralValue;
  readonly valueSpan: Span;
}

interface SaidData {
  readonly kind: 'data';
  readonly path: string;
  readonly export?: string;
  readonly nameSpan: Span;
  readonly valueSpan: Span;
}

type Said = { readonly kind: 'value'; readonly written: Written } | SaidData;

/** Reads and keeps all directives of one file. */
export class Directives {
  readonly data: DataDirective[] = [];
  readonly errors: DirectiveError[] = [];
  readonly written: WrittenDirective[] = [];
  private readonly values: { readonly value: DirectiveValue; readonly owner: DirectiveOwner }[] = [];
  private readonly settings: (WrittenSetting & {
    readonly models: readonly ts.Node[];
    readonly below: ts.Node | undefined;
  })[] = [];
  private readonly owners: DirectiveOwners | undefined;

  /** @param models the expressions that make models */
  constructor(
    private readonly source: ts.SourceFile,
    private readonly models: readonly ts.Node[],
  ) {
    const comments = directiveComments(source);
    if (comments.length === 0) return;
    this.owners = new DirectiveOwners(source);
    for (const comment of comments) this.add(comment, this.owners.of(comment));
  }

  /** The values for the parameters of a function; of several for one name, the last counts. */
  forFunction(node: FunctionNode): readonly DirectiveValue[] {
    const { owners } = this;
    if (!owners) return [];
    const meant = this.values.filter(({ value, owner }) => owners.targets(owner, value.path[0] ?? '').includes(node));
    // A directive for the whole file comes before one right over the function, and a whole value before a field of it.
    const rank = ({ value, owner }: (typeof meant)[number]): number => (owner.below ? 1000 : 0) + value.path.length;
    return meant.sort((a, b) => rank(a) - rank(b)).map(({ value }) => value);
  }

  /** The setting that a directive gives a model; the model's own code comes first. */
  settingOf(model: ts.Node, name: string): WrittenSetting | undefined {
    const said = this.settings.filter((setting) => setting.name === name && setting.models.includes(model));
    return said.findLast(({ below }) => below) ?? said.at(-1);
  }

  private add(comment: DirectiveComment, owner: DirectiveOwner): void {
    const below = owner.below && this.range({ start: owner.below.getStart(this.source), end: owner.below.end });
    const ownerRange = owner.strict ? below : undefined;
    const values: DirectiveValue[] = [];
    const settings = this.parse(comment);
    for (const said of settings) {
      if (said.kind === 'data') this.addData(said, ownerRange);
      else {
        const value = this.addValue(said.written, owner);
        if (value) values.push(value);
      }
    }
    const last = settings.at(-1);
    const lastEnd = last && this.range(last.kind === 'data' ? last.valueSpan : last.written.valueSpan).end;
    this.written.push({
      range: this.range({ start: comment.from, end: comment.end }),
      values,
      ...(lastEnd && { lastEnd }),
      ...(ownerRange && { ownerRange }),
      ...(below && { overStart: below.start }),
    });
  }

  private addData(said: SaidData, ownerRange: Range | undefined): void {
    this.data.push({
      path: said.path,
      ...(said.export !== undefined && { export: said.export }),
      nameRange: this.range(said.nameSpan),
      valueRange: this.range(said.valueSpan),
      ...(ownerRange && { ownerRange }),
    });
  }

  /** @returns the value, if there is a parameter or a model for it and it has no other yet */
  private addValue(
    { name, path, value, nameSpan, valueSpan }: Written,
    owner: DirectiveOwner,
  ): DirectiveValue | undefined {
    const read = { name, path, value, nameRange: this.range(nameSpan), valueRange: this.range(valueSpan) };
    const models = this.modelsMeant(read, owner);
    if (models.length === 0 && !this.isKnown(read, owner)) return undefined;
    const before =
      models.length > 0
        ? this.settings.some((other) => other.below === owner.below && other.name === name)
        : this.values.some((other) => other.owner.below === owner.below && other.value.name === name);
    if (before && owner.below) {
      this.fail(nameSpan, `${name} has been given above already. Keep one of the two.`);
      return undefined;
    }
    if (models.length === 0) {
      this.values.push({ value: read, owner });
      return read;
    }
    const wrong = settingFault(name, value);
    if (wrong !== undefined) {
      this.errors.push({ range: read.valueRange, message: wrong });
      return undefined;
    }
    this.settings.push({
      name,
      value: value as ModelShape | string,
      range: read.valueRange,
      models,
      below: owner.below,
    });
    return read;
  }

  /** The models that `inputShape`, `loss` or `optimizer` is meant for where it is no parameter. */
  private modelsMeant({ name, path }: DirectiveValue, owner: DirectiveOwner): readonly ts.Node[] {
    if (!modelSettings.includes(name) || !this.owners || this.owners.targets(owner, path[0] ?? '').length > 0)
      return [];
    const within = (node: ts.Node | undefined): ts.Node[] =>
      node ? this.models.filter(({ pos, end }) => pos >= node.pos && end <= node.end) : [];
    const below = within(owner.below);
    if (owner.strict || below.length > 0) return below;
    const around = within(owner.around.at(0));
    return around.length > 0 ? around : this.models;
  }

  private isKnown({ name, path, nameRange }: DirectiveValue, owner: DirectiveOwner): boolean {
    const { owners } = this;
    const [first = ''] = path;
    if (!owners || owners.targets(owner, first).length > 0) return true;
    const subject = owner.strict ? owners.describe(owner) : 'No function of this file';
    const known = owners.parameters(owner);
    const listed = known.length === 0 ? 'It has none that could be given.' : `It has ${known.join(', ')}.`;
    const message = owner.strict
      ? `${subject} has no parameter ${first}. ${listed}`
      : `${subject} has a parameter ${first}. Put the directive over the function that it is for.`;
    this.errors.push({
      range: nameRange,
      message: path.length > 1 ? `${message.replace(/\.$/, '')}, so that ${name} says nothing.` : message,
    });
    return false;
  }

  /** The settings of a directive, up to its first fault. */
  private parse({ text, from, end }: DirectiveComment): Said[] {
    const said: Said[] = [];
    const reader = new LiteralReader(text);
    reader.moveTo(from);
    try {
      if (reader.atEnd())
        throw new LiteralFault('A directive has to say something, such as numClasses = 10.', from, end);
      while (!reader.atEnd()) {
        said.push(readSetting(reader, text));
        if (!reader.take(ts.SyntaxKind.CommaToken) && !reader.atEnd()) {
          const { written, span } = reader;
          throw new LiteralFault(`A comma is missing before «${written}».`, span.start, span.end);
        }
      }
    } catch (error) {
      if (!(error instanceof LiteralFault)) throw error;
      this.fail(error, error.message);
    }
    return said;
  }

  private fail({ start, end }: Span, message: string): void {
    this.errors.push({ range: this.range({ start, end: Math.max(start, end) }), message });
  }

  private range({ start, end }: Span): Range {
    return {
      start: this.source.getLineAndCharacterOfPosition(start),
      end: this.source.getLineAndCharacterOfPosition(end),
    };
  }
}

function readSetting(reader: LiteralReader, text: string): Said {
  const start = reader.span.start;
  const path: string[] = [];
  let nameEnd = start;
  do {
    if (!reader.isName()) {
      const { span, written } = reader;
      const isMissing = reader.atEnd();
      const fault = isMissing ? 'The name of a parameter is missing.' : `«${written}» is no name of a parameter.`;
      throw new LiteralFault(`${fault} Write name = value.`, span.start, span.end);
    }
    const { written } = reader;
    if (written === '__proto__')
      throw new LiteralFault('A field cannot be called __proto__.', reader.span.start, reader.span.end);
    path.push(written);
    nameEnd = reader.span.end;
    reader.next();
  } while (reader.take(ts.SyntaxKind.DotToken));
  const name = path.join('.');
  const nameSpan = { start, end: nameEnd };
  if (!reader.is(ts.SyntaxKind.EqualsToken))
    throw new LiteralFault(`${name} has no value. Write ${name} = and then the value.`, start, nameEnd);
  if (name === dataName) return readData(reader, text, nameSpan);
  reader.next();
  if (reader.atEnd()) throw new LiteralFault(`${name} has no value. Write one, such as ${name} = 10.`, start, nameEnd);
  // Losses and optimizers have names, which need no quotes.
  const { value, start: valueStart, end } = choicesFor(name) && reader.isName() ? reader.word() : reader.value();
  return { kind: 'value', written: { name, path, nameSpan, value, valueSpan: { start: valueStart, end } } };
}

/**
 * A path is no token of JavaScript, so it is read from the text: up to the closing quote, or else up to a blank or a
 * comma. Names right behind commas (`./flowers.csv#width,height`) belong to it, unless a value follows them.
 */
function readData(reader: LiteralReader, text: string, nameSpan: Span): Said {
  const pattern = /\s*(?:'([^'\r\n]*)'|"([^"\r\n]*)"|([^\s,'"]+(?:,[^\s,'"=]+(?![^\s,'"=]|\s*=))*))/y;
  pattern.lastIndex = reader.span.end;
  const match = pattern.exec(text);
  const written = match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
  const end = match ? pattern.lastIndex : nameSpan.end;
  const start = match ? end - match[0].trimStart().length : nameSpan.start;
  const hash = written.lastIndexOf('#');
  const path = hash < 0 ? written : written.slice(0, hash);
  const exported = hash < 0 ? undefined : written.slice(hash + 1);
  if (path === '' || /^[[{\d]/.test(path) || exported === '') {
    throw new LiteralFault(
      `${dataName} names a file with real data. ` +
        `Write ${dataName} = ./file.ts#name, with the name that the file exports.`,
      start,
      end,
    );
  }
  reader.moveTo(end);
  return {
    kind: 'data',
    path,
    ...(exported !== undefined && { export: exported }),
    nameSpan,
    valueSpan: { start, end },
  };
}
