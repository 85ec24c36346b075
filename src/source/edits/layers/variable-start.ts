/** Changes the initial value of a `tf.variable` that tfjs fills with zeros, ones or random numbers. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { replaceNode } from '../basics/settings';
import { bareExpression, tracedAt, type TracedExpression } from '../../tracing/traced';
import type { Tracer } from '../../tracing/tracer';

const fillings = /^(?:zeros|ones|fill|randomNormal|randomUniform|truncatedNormal)$/;

/**
 * @param made the call of `tf.variable`
 * @param deviation source text of the standard deviation
 * @returns undefined where the text does not show a filling with its shape, or another call has it too
 */
export function changeVariableStart(
  tracer: Tracer,
  made: TracedExpression<CallNode>,
  deviation: string,
): TextEdit[] | undefined {
  const given = made.node.arguments?.at(0);
  const values = given ? tracer.values(tracedAt(made, given)) : [];
  const edits = values.flatMap((value) => startFilling(value, deviation) ?? []);
  return edits.length > 0 && edits.length === values.length ? edits : undefined;
}

function startFilling(value: TracedExpression, deviation: string): TextEdit | undefined {
  const node = bareExpression(value.node);
  if (!ts.isCallExpression(node)) return undefined;
  const callee = calleeName(node);
  const { source } = value.parsed;
  const shape = node.arguments.at(0);
  if (!fillings.test(callee.getText(source)) || !shape) return undefined;
  const whole = node.expression.getText(source);
  const maker = whole.slice(0, whole.length - callee.getText(source).length);
  // A file that imports `zeros` by itself may have no name for `randomNormal`.
  if (maker === '') return undefined;
  return replaceNode(tracedAt(value, node), `${maker}randomNormal(${shape.getText(source)}, 0, ${deviation})`);
}
