/** Writes edits that change the optimizer of a training call, or its learning rate. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { rangeBetween } from '../../syntax/positions';
import { rateText } from './rate-text';
import { replaceNode } from '../basics/settings';
import { tfName } from '../basics/tf-names';
import { type OptimizerText, rateOf, usualRates } from '../../tracing/optimizer-text';
import type { Tracer } from '../../tracing/tracer';

/** The edits that write the new rate at the definition of the old one, in the same notation. */
export function changeRate(tracer: Tracer, { name, made }: OptimizerText, rate: number): TextEdit[] | undefined {
  const { node, parsed } = made;
  if (!ts.isCallExpression(node)) return changeOptimizer({ name, made }, name, rate);
  const old = rateOf(tracer, { name, made });
  if (!old) {
    const offset = node.arguments.pos;
    return [{ file: parsed.file, range: rangeBetween(parsed.source, offset, offset), newText: rateText(rate) }];
  }
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
