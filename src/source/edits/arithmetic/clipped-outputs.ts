/** Puts an activation before a clip: `p.clipByValue(1e-7, 1)` becomes `p.softmax().clipByValue(1e-7, 1)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { calleeName } from '../../syntax/nodes';
import { callMethodOn } from '../basics/wrap-argument';
import type { LossFunction } from './loss-functions';

/** The edits for the clips in a function, called as methods or as functions of tf. */
export function activateBeforeClip({ parsed, node }: LossFunction, activation: string): TextEdit[] {
  const { source, tree } = parsed;
  return tree.calls.flatMap((call): TextEdit[] => {
    const { expression, arguments: given = [] } = call;
    const isInside = node.pos <= call.pos && call.end <= node.end;
    if (!isInside || calleeName(call).getText(source) !== 'clipByValue') return [];
    const operand = given.length > 2 ? given[0] : ts.isPropertyAccessExpression(expression) && expression.expression;
    return operand ? callMethodOn({ parsed, node: operand, callers: [] }, `.${activation}()`) : [];
  });
}
