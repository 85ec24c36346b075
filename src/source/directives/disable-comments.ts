/** Reads the comments that disable findings: `// gradline-disable-next-line dead-units -- a reason`. */

import { closest, distance } from 'fastest-levenshtein';
import ts from 'typescript';
import { findingCodes, type FindingCode } from '../../report/finding';
import type { Range } from '../../report/position';
import { beginsComment, commentAt } from '../syntax/comment-at';
import type { ParsedFile } from '../syntax/parsed-file';
import type { DirectiveError } from './directives';

/** What one comment disables. */
export interface DisableComment {
  /** The codes that it disables: all of them where the comment names none. */
  readonly codes: readonly FindingCode[];
  /** The text behind the two hyphens, as written. */
  readonly reason?: string;
  /** The line, from 0, whose findings it disables. */
  readonly line: number;
  /** The range of the comment's words. */
  readonly range: Range;
}

export interface DisableComments {
  readonly comments: readonly DisableComment[];
  readonly errors: readonly DirectiveError[];
}

const mark = 'gradline-disable';

/** A name that differs by more letters is no misspelling. */
const mostLettersApart = 4;

/**
 * A file that disables nothing costs one search.
 * @returns the comments in the order of the text; what no comment can mean is an error, and disables nothing
 */
export function disableComments({ source }: Pick<ParsedFile, 'source'>): DisableComments {
  const { text } = source;
  const comments: DisableComment[] = [];
  const errors: DirectiveError[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    const comment = commentAt(source, at, mark.length);
    if (!comment || !beginsComment(text, comment, at)) continue;
    const read = readComment(source, at, endOfWords(text, at, comment));
    errors.push(...read.errors);
    if (read.comment) comments.push(read.comment);
  }
  return { comments, errors };
}

/** The end of the directive, which is one line also in a block comment of several lines. */
function endOfWords(text: string, at: number, { end, kind }: ts.CommentRange): number {
  const last = kind === ts.SyntaxKind.MultiLineCommentTrivia ? end - 2 : end;
  const newline = text.slice(at, last).search(/\r?\n/);
  return newline < 0 ? last : at + newline;
}

function readComment(
  source: ts.SourceFile,
  at: number,
  end: number,
): { readonly comment?: DisableComment; readonly errors: readonly DirectiveError[] } {
  const words = source.text.slice(at, end).trimEnd();
  const range = (from: number, length: number): Range => ({
    start: source.getLineAndCharacterOfPosition(at + from),
    end: source.getLineAndCharacterOfPosition(at + from + length),
  });
  const [directive] = /^[\w-]+/.exec(words) ?? [''];
  if (directive !== 'gradline-disable-line' && directive !== 'gradline-disable-next-line') {
    const message =
      `${directive} is no directive. Write gradline-disable-next-line over the line, ` +
      `or gradline-disable-line behind it.`;
    return { errors: [{ range: range(0, directive.length), message }] };
  }
  const hyphens = /\s-{2,}(?:\s|$)/.exec(words);
  const list = words.slice(directive.length, hyphens?.index);
  const reason = hyphens ? words.slice(hyphens.index + hyphens[0].length).trim() : '';
  const named = [...list.matchAll(/[^\s,]+/g)];
  const errors = named.flatMap(({ 0: name, index }): DirectiveError[] =>
    isFindingCode(name) ? [] : [{ range: range(directive.length + index, name.length), message: unknownFinding(name) }],
  );
  const codes = named.map(([name]) => name).filter(isFindingCode);
  if (codes.length === 0 && errors.length > 0) return { errors };
  return {
    comment: {
      codes: codes.length > 0 ? codes : findingCodes,
      ...(reason !== '' && { reason }),
      line: directive === 'gradline-disable-line' ? lineOf(source, at) : nextLineOfCode(source, at),
      range: range(0, words.length),
    },
    errors,
  };
}

function isFindingCode(name: string): name is FindingCode {
  return findingCodes.some((code) => code === name);
}

function unknownFinding(name: string): string {
  const nearest = closest(name, [...findingCodes]);
  const advice =
    distance(name, nearest) <= mostLettersApart
      ? `Did you mean ${nearest}?`
      : `The codes are ${findingCodes.join(', ')}. Put two hyphens before a reason.`;
  return `Gradline has no finding ${name}. ${advice}`;
}

function lineOf(source: ts.SourceFile, offset: number): number {
  return source.getLineAndCharacterOfPosition(offset).line;
}

/** Blank lines and further comments may stand between a comment and the line that it is for. */
function nextLineOfCode(source: ts.SourceFile, offset: number): number {
  const { text, languageVariant } = source;
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return lineOf(source, offset) + 1;
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, languageVariant);
  // A directive within a longer block comment is followed by the rest of it.
  const comment = commentAt(source, offset, mark.length);
  scanner.setText(text, Math.max(newline, comment?.end ?? 0));
  scanner.scan();
  return lineOf(source, scanner.getTokenStart());
}
