/** Finds the text of the optimizer and learning rate of a training call, and writes edits that change them. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import { rateText } from './rate-text';
import { literalValue, replaceNode } from './settings';
import { tfName } from './tf-names';
import { tracedAt, type TracedExpression } from '../tracing/traced';
import type { Tracer } from '../tracing/tracer';

/** The optimizers of `tf.train`, with the learning rate that each gets by its name alone. */
const usualRates: ReadonlyMap<string, number> = new Map([
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

/** The edits that write the new rate at the definition of the old one, in the same notation. */
export function changeRate(tracer: Tracer, { name, made }: OptimizerText, rate: number): TextEdit[] | undefined {
  const { node, parsed } = made;
  if (!ts.isCallExpression(node)) return changeOptimizer({ name, made }, name, rate);
  const argument = node.arguments.at(0);
  if (!argument) {
    const offset = node.arguments.pos;
    return [{ file: parsed.file, range: rangeBetween(parsed.source, offset, offset), newText: rateText(rate) }];
  }
  const values = tracer.values(tracedAt(made, argument));
  const [value] = values;
  const isNumber = values.length === 1 && typeof literalValue(value) === 'number';
  const old = isNumber ? value : tracedAt(made, argument);
  return [replaceNode(old, rateText(rate, old.node.getText(old.parsed.source)))];
}

/** @returns undefined where the file has no name for `tf.train` */
export function changeOptimizer({ made }: OptimizerText, name: string, rate: number): TextEdit[] | undefined {
  const maker = tfName(made.parsed, ['train', name]);
  return maker === undefined ? undefined : [replaceNode(made, `${maker}(${rateText(rate)})`)];
}

/** The edit that puts a call of `wrapper` around the optimizer, with `more` arguments. */
export function wrapOptimizer({ name, made }: OptimizerText, wrapper: string, more: string): TextEdit[] | undefined {
  const { node, parsed } = made;
  const whole = `${wrapper}(`;
  if (ts.isCallExpression(node))
    return [
      { file: parsed.file, range: rangeBetween(parsed.source, node.getStart(), node.getStart()), newText: whole },
      { file: parsed.file, range: rangeBetween(parsed.source, node.end, node.end), newText: `, ${more})` },
    ];
  const maker = tfName(parsed, ['train', name]);
  return maker === undefined
    ? undefined
    : [replaceNode(made, `${whole}${maker}(${usualRates.get(name) ?? ''}), ${more})`)];
}
