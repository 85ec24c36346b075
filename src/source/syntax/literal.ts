/** Reads values that are written as literals: numbers, strings, booleans, null, lists and plain objects of these. */

import ts from 'typescript';

/** Offsets into a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Thrown where a text holds no literal; it says why and where. */
export class LiteralFault extends Error implements Span {
  constructor(
    message: string,
    readonly start: number,
    readonly end: number,
  ) {
    super(message);
  }
}

/** A value whose kind JSON knows. */
export type LiteralValue =
  number | string | boolean | null | readonly LiteralValue[] | { readonly [name: string]: LiteralValue };

export interface Literal extends Span {
  readonly value: LiteralValue;
}

const allowed = 'Write a number, a string in quotes, true, false, null, a list or an object.';

/** Reads token after token of a text that holds literals; faults are thrown. */
export class LiteralReader {
  private readonly scanner: ts.Scanner;

  /** @param text the text to read; spans are offsets into it */
  constructor(private readonly text: string) {
    this.scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, text);
    this.next();
  }

  is(kind: ts.SyntaxKind): boolean {
    return this.scanner.getToken() === kind;
  }

  get span(): Span {
    return { start: this.scanner.getTokenStart(), end: this.scanner.getTokenEnd() };
  }

  /** The present token as it is written. */
  get written(): string {
    return this.scanner.getTokenText();
  }

  atEnd(): boolean {
    return this.is(ts.SyntaxKind.EndOfFileToken);
  }

  /** Words, reserved ones too: any of them may name a field. */
  isName(): boolean {
    return this.scanner.isIdentifier() || this.scanner.isReservedWord();
  }

  next(): void {
    this.scanner.scan();
  }

  /** Goes on reading at `offset`. */
  moveTo(offset: number): void {
    this.scanner.resetTokenState(offset);
    this.next();
  }

  /** Passes over a token of that kind, where one is there. */
  take(kind: ts.SyntaxKind): boolean {
    const isThere = this.is(kind);
    if (isThere) this.next();
    return isThere;
  }

  /** The word at the present token, as text. */
  word(): Literal {
    const { span, written } = this;
    this.next();
    return { value: written, ...span };
  }

  /** @throws LiteralFault where no literal stands, or one without an end */
  value(): Literal {
    const { span, written } = this;
    const done = (value: LiteralValue): Literal => {
      this.next();
      return { value, ...span };
    };
    if (this.is(ts.SyntaxKind.NumericLiteral)) return done(Number(this.scanner.getTokenValue()));
    if (this.is(ts.SyntaxKind.StringLiteral) || this.is(ts.SyntaxKind.NoSubstitutionTemplateLiteral)) {
      if (this.scanner.isUnterminated())
        throw new LiteralFault('The string has no closing quote.', span.start, span.end);
      return done(this.scanner.getTokenValue());
    }
    if (this.is(ts.SyntaxKind.TrueKeyword)) return done(true);
    if (this.is(ts.SyntaxKind.FalseKeyword)) return done(false);
    if (this.is(ts.SyntaxKind.NullKeyword)) return done(null);
    if (this.is(ts.SyntaxKind.MinusToken)) return this.signed(span.start, -1);
    if (this.is(ts.SyntaxKind.PlusToken)) return this.signed(span.start, 1);
    if (this.is(ts.SyntaxKind.OpenBracketToken)) return this.list(span.start);
    if (this.is(ts.SyntaxKind.OpenBraceToken)) return this.object(span.start);
    if (this.atEnd()) throw new LiteralFault(`The value is missing. ${allowed}`, span.start, span.end);
    throw new LiteralFault(
      `«${written}» is not a literal. ${this.isName() ? `If it is text, write '${written}'. ` : ''}${allowed}`,
      span.start,
      span.end,
    );
  }

  private signed(start: number, sign: number): Literal {
    this.next();
    const { span, written } = this;
    if (!this.is(ts.SyntaxKind.NumericLiteral))
      throw new LiteralFault(`A number has to follow the sign, not «${written}».`, start, span.end);
    const value = sign * Number(this.scanner.getTokenValue());
    this.next();
    return { value, start, end: span.end };
  }

  private list(start: number): Literal {
    this.next();
    const value: LiteralValue[] = [];
    while (!this.is(ts.SyntaxKind.CloseBracketToken)) {
      value.push(this.value().value);
      if (!this.take(ts.SyntaxKind.CommaToken) && !this.is(ts.SyntaxKind.CloseBracketToken))
        throw this.unclosed(start, ']');
    }
    return this.closed(value, start);
  }

  private object(start: number): Literal {
    this.next();
    const fields: [string, LiteralValue][] = [];
    while (!this.is(ts.SyntaxKind.CloseBraceToken)) {
      const { span } = this;
      if (!this.isName() && !this.is(ts.SyntaxKind.StringLiteral))
        throw this.atEnd()
          ? this.unclosed(start, '}')
          : new LiteralFault(`«${this.written}» is no name of a field.`, span.start, span.end);
      const name = this.is(ts.SyntaxKind.StringLiteral) ? this.scanner.getTokenValue() : this.written;
      if (name === '__proto__') throw new LiteralFault('A field cannot be called __proto__.', span.start, span.end);
      this.next();
      if (!this.take(ts.SyntaxKind.ColonToken))
        throw new LiteralFault(
          `The field ${name} has no value. Write ${name}: and then the value.`,
          span.start,
          span.end,
        );
      fields.push([name, this.value().value]);
      if (!this.take(ts.SyntaxKind.CommaToken) && !this.is(ts.SyntaxKind.CloseBraceToken))
        throw this.unclosed(start, '}');
    }
    return this.closed(Object.fromEntries(fields), start);
  }

  private closed(value: LiteralValue, start: number): Literal {
    const { end } = this.span;
    this.next();
    return { value, start, end };
  }

  private unclosed(start: number, bracket: string): LiteralFault {
    const { span } = this;
    const found = this.atEnd() ? '' : ` before «${this.written}»`;
    return new LiteralFault(
      `A comma or ${bracket} is missing${found}.`,
      start,
      Math.max(span.start, Math.min(span.end, this.text.length)),
    );
  }
}

/**
 * The value of a text that is one literal.
 * @throws LiteralFault with a sentence that says what is wrong
 */
export function readLiteral(text: string): LiteralValue {
  const reader = new LiteralReader(text);
  const { value } = reader.value();
  if (!reader.atEnd())
    throw new LiteralFault(
      `«${text.slice(reader.span.start).trim()}» is too much: one value is all there can be.`,
      reader.span.start,
      text.length,
    );
  return value;
}

/** A value as one would write it: `[28, 28, 1]`, `'relu'`, `{ units: 16 }`. */
export function literalText(given: unknown): string {
  if (typeof given === 'string')
    return `'${JSON.stringify(given).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (Array.isArray(given)) return `[${given.map(literalText).join(', ')}]`;
  if (typeof given !== 'object' || given === null) return String(given);
  const fields = Object.entries(given).map(
    ([field, inner]) => `${/^[A-Za-z_$][\w$]*$/.test(field) ? field : literalText(field)}: ${literalText(inner)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
