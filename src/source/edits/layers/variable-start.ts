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
 * @param deviation source text of the standard deviation; if undefined, the code computes it from a shape of two sizes
 * @returns undefined where the text does not show a filling with its shape, or another call has it too
 */
export function changeVariableStart(
  tracer: Tracer,
  made: TracedExpression<CallNode>,
  deviation: string | undefined,
): TextEdit[] | undefined {
  const given = made.node.arguments?.at(0);
  const values = given ? tracer.values(tracedAt(made, given)) : [];
  const edits = values.flatMap((value) => startFilling(value, deviation) ?? []);
  return edits.length > 0 && edits.length === values.length ? edits : undefined;
}

function startFilling(value: TracedExpression, deviation: string | undefined): TextEdit | undefined {
  const node = bareExpression(value.node);
  if (!ts.isCallExpression(node)) return undefined;
  const callee = calleeName(node);
  const { source } = value.parsed;
  const shape = node.arguments.at(0);
  if (!fillings.test(callee.getText(source)) || !shape) return undefined;
  const whole = node.expression.getText(source);
  const maker = whole.slice(0, whole.length - callee.getText(source).length);
  // A file that imports `zeros` by itself may have no name for `randomNormal`.
  const spread = deviation ?? glorotDeviation(shape, source);
  if (maker === '' || spread === undefined) return undefined;
  return replaceNode(tracedAt(value, node), `${maker}randomNormal(${shape.getText(source)}, 0, ${spread})`);
}

/** `Math.sqrt(2 / (inputs + units))` for the shape `[inputs, units]`. */
function glorotDeviation(shape: ts.Expression, source: ts.SourceFile): string | undefined {
  if (!ts.isArrayLiteralExpression(shape) || shape.elements.length !== 2) return undefined;
  const [inputs, units] = shape.elements.map((size) => size.getText(source));
  return `Math.sqrt(2 / (${inputs} + ${units}))`;
}
