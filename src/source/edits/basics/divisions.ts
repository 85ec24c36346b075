/** Finds the numbers that a tensor is divided by where code makes it, and takes them out of its text. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import { literalValue } from '../../tracing/config-properties';
import { bareExpression, tracedAt, type TracedExpression } from '../../tracing/traced';
import type { Tracer } from '../../tracing/tracer';
import { replaceNode } from './settings';

/** A method of a chain that divides by a number. */
export interface Division {
  readonly divisor: number;
  /** How the code writes it, such as `.div(255)`. */
  readonly text: string;
  /** The edits that take it away. */
  readonly removed: readonly TextEdit[];
  /** The edits that divide by another number, where the divisor is defined. */
  divideBy(divisor: string): readonly TextEdit[];
}

/** The divisions of the chain of methods that ends in a call: `tf.tensor2d(rows).div(255)`; the last one first. */
export function divisionsOf(tracer: Tracer, made: TracedExpression<CallNode>): Division[] {
  const found: Division[] = [];
  for (let at: ts.Expression = made.node; ts.isCallExpression(at);) {
    const { expression } = at;
    if (!ts.isPropertyAccessExpression(expression)) break;
    const division = divisionBy(tracer, made, at, expression);
    if (division) found.push(division);
    at = bareExpression(expression.expression);
  }
  return found;
}

function divisionBy(
  tracer: Tracer,
  made: TracedExpression,
  call: ts.CallExpression,
  { name, expression: owner }: ts.PropertyAccessExpression,
): Division | undefined {
  const { file, source } = made.parsed;
  const [given] = call.arguments;
  if (name.text !== 'div' || call.arguments.length !== 1) return undefined;
  const divisor = definedNumber(tracer, made, given);
  if (!divisor || divisor.value === 0) return undefined;
  return {
    divisor: divisor.value,
    text: source.text.slice(owner.end, call.end).trim(),
    removed: [{ file, range: rangeBetween(source, owner.end, call.end), newText: '' }],
    divideBy: (text) => divisor.change(text),
  };
}

/** A number that an expression stands for, and the place that defines it. */
export interface DefinedNumber {
  readonly value: number;
  /** The edits that define another number. */
  change(text: string): readonly TextEdit[];
}

/** The number that `node` stands for, also as `tf.scalar(255)`; undefined for a tensor or what only a run can tell. */
export function definedNumber(tracer: Tracer, at: TracedExpression, node: ts.Expression): DefinedNumber | undefined {
  const values = tracer.values(tracedAt(at, withoutScalar(node, at.parsed.source)));
  const value = values.length === 1 ? literalValue(values[0]) : undefined;
  return typeof value === 'number' ? { value, change: (text) => [replaceNode(values[0], text)] } : undefined;
}

/** `255` of `tf.scalar(255)`. */
function withoutScalar(node: ts.Expression, source: ts.SourceFile): ts.Expression {
  const isScalar = ts.isCallExpression(node) && calleeName(node).getText(source) === 'scalar';
  return isScalar ? (node.arguments.at(0) ?? node) : node;
}
