/** Finds the properties that give a call its settings, in the config object that it takes. */

import ts from 'typescript';
import type { CallNode } from '../syntax/nodes';
import type { TracedExpression } from './traced';
import type { TracedProperty, Tracer } from './tracer';

/** The properties that set `name`; empty where the call takes no config that can be found, or one without it. */
export function propertiesOf(
  tracer: Tracer,
  call: TracedExpression<CallNode>,
  name: string,
  argument = 0,
): readonly TracedProperty[] {
  const config = configOf(call, argument);
  return config ? tracer.properties(config, name) : [];
}

/** The argument where settings stand, the first one as a rule. */
export function configOf(call: TracedExpression<CallNode>, index = 0): TracedExpression | undefined {
  const argument = call.node.arguments?.at(index);
  return argument && { ...call, node: argument };
}

/** The text or number that a node writes out; undefined where it writes neither. */
export function literalValue({ node }: TracedExpression): string | number | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  return undefined;
}
