/** Finds the text of the optimizer and learning rate of a training call. */

import ts from 'typescript';
import { type CallNode, calleeName } from '../syntax/nodes';
import { literalValue } from './config-properties';
import { tracedAt, type TracedExpression } from './traced';
import type { Tracer } from './tracer';

/** The optimizers of `tf.train`, with the learning rate that each gets by its name alone. */
export const usualRates: ReadonlyMap<string, number> = new Map([
  ['sgd', 0.01],
  ['momentum', 0.01],
  ['adam', 0.001],
  ['rmsprop', 0.001],
  ['adagrad', 0.01],
  ['adadelta', 1],
  ['adamax', 0.002],
]);

/** The text that makes the optimizer: `'adam'` in `compile`, or a call such as `tf.train.sgd(0.1)`. */
export interface OptimizerText {
  /** The name in `tf.train`. */
  readonly name: string;
  readonly made: TracedExpression;
}

/** @param training the call of `compile`, the one that makes the optimizer, or a step with it */
export function optimizerOf(tracer: Tracer, training: TracedExpression<CallNode>): OptimizerText | undefined {
  const { node } = training;
  const name = calleeName(node).getText(training.parsed.source);
  const config = node.arguments?.at(0);
  const starts =
    name === 'compile'
      ? config
        ? tracer.properties(tracedAt(training, config), 'optimizer').map((property) => tracer.valueOf(property))
        : []
      : usualRates.has(name)
        ? [tracedAt<ts.Expression>(training, node)]
        : ts.isPropertyAccessExpression(node.expression)
          ? [tracedAt<ts.Expression>(training, node.expression.expression)]
          : [];
  const made = starts.flatMap((start) => tracer.values(start)).flatMap((value) => named(value) ?? []);
  return made.length === 1 ? made[0] : undefined;
}

function named(made: TracedExpression): OptimizerText | undefined {
  const { node, parsed } = made;
  const name = ts.isStringLiteralLike(node)
    ? node.text
    : ts.isCallExpression(node)
      ? calleeName(node).getText(parsed.source)
      : '';
  return usualRates.has(name) ? { name, made } : undefined;
}

/**
 * The number that is the learning rate where the text shows it, else the argument that gives it; undefined where the
 * optimizer takes its usual rate.
 */
export function rateOf(tracer: Tracer, { made }: OptimizerText): TracedExpression | undefined {
  const argument = ts.isCallExpression(made.node) ? made.node.arguments.at(0) : undefined;
  if (!argument) return undefined;
  const values = tracer.values(tracedAt(made, argument));
  const isNumber = values.length === 1 && typeof literalValue(values[0]) === 'number';
  return isNumber ? values[0] : tracedAt(made, argument);
}
