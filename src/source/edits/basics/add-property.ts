/** Adds a property to an object literal, in the layout of its other properties. */

import type ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween, rangeOf } from '../../syntax/positions';
import { endOfComments, lineEndOf } from './quotes';

/**
 * @param property source text such as `activation: 'relu'`
 * @param after the property of the literal that it follows; the last one if it is left out
 */
export function addProperty(
  parsed: ParsedFile,
  literal: ts.ObjectLiteralExpression,
  property: string,
  after: ts.ObjectLiteralElementLike | undefined = literal.properties.at(-1),
): TextEdit[] {
  const { file, source, text } = parsed;
  const insert = (offset: number, newText: string): TextEdit => ({
    file,
    range: rangeBetween(source, offset, offset),
    newText,
  });
  if (!after) return [{ file, range: rangeOf(source, literal), newText: `{ ${property} }` }];
  const indent = ownLineIndent(parsed, literal, after);
  if (indent === undefined) return [insert(after.end, `, ${property}`)];
  const comma = /^\s*,/.exec(text.slice(after.end));
  const end = after.end + (comma?.[0].length ?? 0);
  const lineEnd = endOfComments(text, end);
  const line = `${lineEndOf(text)}${indent}${property}`;
  if (comma) return [insert(lineEnd, `${line},`)];
  return lineEnd === end ? [insert(end, `,${line}`)] : [insert(end, ','), insert(lineEnd, line)];
}

/** The blanks before a property that has a line of its own; undefined where it shares one. */
function ownLineIndent(
  { source, text }: ParsedFile,
  literal: ts.ObjectLiteralExpression,
  property: ts.Node,
): string | undefined {
  const start = source.getLineAndCharacterOfPosition(property.getStart(source));
  const opening = source.getLineAndCharacterOfPosition(literal.getStart(source));
  const closing = source.getLineAndCharacterOfPosition(literal.end);
  const end = source.getLineAndCharacterOfPosition(property.end);
  if (start.line === opening.line || closing.line === end.line) return undefined;
  const lineStart = source.getLineStarts()[start.line] ?? 0;
  const indent = /^[^\S\r\n]*/.exec(text.slice(lineStart))?.[0] ?? '';
  return indent.length === start.character ? indent : undefined;
}
