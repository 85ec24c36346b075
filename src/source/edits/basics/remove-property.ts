/** Takes a property out of an object literal with settings: `{ units: 1, inputShape: [2] }` loses its last. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import { configOf, propertiesOf } from '../../tracing/config-properties';
import { bareExpression, tracedAt, type TracedExpression } from '../../tracing/traced';
import type { Tracer } from '../../tracing/tracer';

/** @returns undefined where the call's own literal has no such property, or a comment would go with it */
export function removeProperty(call: TracedExpression<CallNode>, name: string): TextEdit[] | undefined {
  const config = configOf(call);
  const literal = config && bareExpression(config.node);
  if (!config || !literal || !ts.isObjectLiteralExpression(literal) || literal.properties.length < 2) return undefined;
  const at = literal.properties.findIndex((one) => one.name?.getText(config.parsed.source) === name);
  return at < 0 ? undefined : removeAt(tracedAt(config, literal), at);
}

/**
 * The edits that take a setting out wherever the text gives it to the call, such as in an object that has a name.
 * @param argument the index of the config among the call's arguments
 * @returns undefined where the text does not give it, or a comment would go with it
 */
export function removeSetting(
  tracer: Tracer,
  call: TracedExpression<CallNode>,
  name: string,
  argument: number,
): TextEdit[] | undefined {
  const edits = propertiesOf(tracer, call, name, argument).map((property) =>
    removeAt(tracedAt(property, property.holder), property.holder.properties.indexOf(property.node)),
  );
  const known = edits.flatMap((one) => one ?? []);
  return known.length > 0 && known.length === edits.length ? known : undefined;
}

function removeAt(
  { node: { properties }, parsed }: TracedExpression<ts.ObjectLiteralExpression>,
  at: number,
): TextEdit[] | undefined {
  const { file, source, text } = parsed;
  const isLast = at === properties.length - 1;
  const from = isLast && at > 0 ? properties[at - 1].end : properties[at].getStart(source);
  const to = isLast ? properties[at].end : properties[at + 1].getStart(source);
  if (/\/[/*]/.test(text.slice(from, to))) return undefined;
  return [{ file, range: rangeBetween(source, from, to), newText: '' }];
}
