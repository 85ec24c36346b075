/** Puts another layer in the place of one that takes a config: `tf.layers.reLU()` becomes `tf.layers.leakyReLU()`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import { configOf } from '../../tracing/config-properties';
import { bareExpression, type TracedExpression } from '../../tracing/traced';
import { renameCallee } from '../basics/rename-callee';

/** Settings that every layer takes. */
const common = new Set(['name', 'inputShape', 'batchInputShape', 'batchSize', 'dtype', 'trainable']);

/**
 * @param path of the new layer's factory in tfjs: `['layers', 'leakyReLU']`
 * @param setting a property that the new config begins with: `activation: 'swish'`
 * @returns undefined where the call's settings stand elsewhere, or a comment would go with them
 */
export function replaceLayer(
  call: TracedExpression<CallNode>,
  path: readonly string[],
  setting?: string,
): TextEdit[] | undefined {
  const renamed = renameCallee(call, path);
  const config = newConfig(call, setting);
  return renamed && config && [...renamed, ...config];
}

function newConfig(call: TracedExpression<CallNode>, setting: string | undefined): TextEdit[] | undefined {
  const { file, source, text } = call.parsed;
  const config = configOf(call);
  if (!config) {
    const end = call.node.end - 1;
    const inserted = { file, range: rangeBetween(source, end, end), newText: `{ ${setting} }` };
    return setting === undefined ? [] : [inserted];
  }
  const literal = bareExpression(config.node);
  if (!ts.isObjectLiteralExpression(literal)) return undefined;
  const start = literal.getStart(source);
  if (/\/[/*]/.test(text.slice(start, literal.end))) return undefined;
  const names = literal.properties.map((property) => property.name?.getText(source));
  if (names.includes(undefined)) return undefined;
  const kept = literal.properties.filter((_, index) => common.has(names[index] ?? ''));
  const properties = [...(setting === undefined ? [] : [setting]), ...kept.map((one) => one.getText(source))];
  const newText = properties.length === 0 ? '' : `{ ${properties.join(', ')} }`;
  return [{ file, range: rangeBetween(source, start, literal.end), newText }];
}
