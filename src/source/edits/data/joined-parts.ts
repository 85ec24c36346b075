/** Finds the tables that a call of `concat` joins, also through a variable. */

import ts from 'typescript';
import { calleeName } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { bareExpression } from '../../tracing/traced';

/** The expression itself, or what a variable holds that nothing else reads. */
export function valueOf(given: ts.Expression, { tree }: ParsedFile): ts.Expression | undefined {
  if (!ts.isIdentifier(given)) return given;
  const binding = tree.lookup(given);
  const declared = binding?.declaration;
  if (!binding || !declared || !ts.isVariableDeclaration(declared) || !declared.initializer) return undefined;
  const isRead = tree.references(binding).some((use) => use !== given && use !== declared.name);
  return isRead || binding.assigned.length > 0 ? undefined : bareExpression(declared.initializer);
}

/** What `tf.concat([x, y], 1)` and `x.concat(y, 1)` join; undefined for other calls. */
export function partsOf(made: ts.Expression, { source }: ParsedFile): readonly ts.Expression[] | undefined {
  if (!ts.isCallExpression(made) || !/^concat(?:2d)?$/.test(calleeName(made).getText(source))) return undefined;
  const first = made.arguments.at(0);
  if (!first) return undefined;
  if (ts.isArrayLiteralExpression(first)) {
    const { elements } = first;
    return elements.length < 2 || elements.some((one) => ts.isSpreadElement(one)) ? undefined : elements;
  }
  return ts.isPropertyAccessExpression(made.expression) ? [made.expression.expression, first] : undefined;
}
