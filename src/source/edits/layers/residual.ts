/** Adds a layer's input to its output, in the functional style. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween } from '../../syntax/positions';
import { tfName } from '../basics/tf-names';
import type { TracedExpression } from '../../tracing/traced';

/**
 * `layer.apply(x)` becomes `tf.layers.add().apply([x, layer.apply(x)])`. In TypeScript the casts stay or are added.
 *
 * @returns undefined where the layer is not applied right there to a name, or the file has no name for `add`
 */
export function addResidual({ parsed, node }: TracedExpression<CallNode>): TextEdit[] | undefined {
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name.text !== 'apply') return undefined;
  const application = access.parent;
  const add = tfName(parsed, ['layers', 'add']);
  if (!ts.isCallExpression(application) || application.expression !== access || add === undefined) return undefined;
  const input = application.arguments.at(0);
  if (!input || !ts.isIdentifier(input)) return undefined;
  const cast = ts.isAsExpression(application.parent) ? application.parent : undefined;
  const whole = cast ?? application;
  const type = cast ? cast.type.getText(parsed.source) : symbolicTensor(parsed);
  const { file, source } = parsed;
  const insert = (offset: number, newText: string): TextEdit => ({
    file,
    range: rangeBetween(source, offset, offset),
    newText,
  });
  const inner = cast || type === undefined ? '' : ` as ${type}`;
  return [
    insert(whole.getStart(source), `${add}().apply([${input.text}, `),
    insert(whole.end, `${inner}])${cast && type !== undefined ? ` as ${type}` : ''}`),
  ];
}

/** The name of the type in a TypeScript file. */
function symbolicTensor(parsed: ParsedFile): string | undefined {
  return parsed.isTypeScript ? tfName(parsed, ['SymbolicTensor']) : undefined;
}
