/** Takes a property out of the object literal that a call is given: `{ units: 1, inputShape: [2] }` loses its last. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import { configOf } from '../../tracing/config-properties';
import { bareExpression, type TracedExpression } from '../../tracing/traced';

/** @returns undefined where the call's own literal has no such property, or a comment would go with it */
export function removeProperty(call: TracedExpression<CallNode>, name: string): TextEdit[] | undefined {
  const config = configOf(call);
  const literal = config && bareExpression(config.node);
  if (!config || !literal || !ts.isObjectLiteralExpression(literal)) return undefined;
  const { file, source, text } = config.parsed;
  const { properties } = literal;
  const at = properties.findIndex((one) => one.name?.getText(source) === name);
  if (at < 0 || properties.length < 2) return undefined;
  const isLast = at === properties.length - 1;
  const from = isLast ? properties[at - 1].end : properties[at].getStart(source);
  const to = isLast ? properties[at].end : properties[at + 1].getStart(source);
  if (/\/[/*]/.test(text.slice(from, to))) return undefined;
  return [{ file, range: rangeBetween(source, from, to), newText: '' }];
}
