/** Scales the real examples where code joins them with those of a generator: `real.concat(made)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { callMethodOn } from '../basics/wrap-argument';
import { bareExpression, tracedAt, type TracedExpression } from '../../tracing/traced';
import { partsOf, valueOf } from './joined-parts';

/** Methods by which a model makes something. */
const makes = /^(?:predict|predictOnBatch|apply)$/;

/**
 * @param suffix source text such as `.div(255)`
 * @returns undefined where an argument does not join what a model makes with something else
 */
export function scaleRealPart(call: TracedExpression<CallNode>, index: number, suffix: string): TextEdit[] | undefined {
  const given = call.node.arguments?.at(index);
  const made = given && valueOf(bareExpression(given), call.parsed);
  const parts = made && partsOf(made, call.parsed);
  if (!parts) return undefined;
  const real = parts.filter((part) => !isGenerated(part, call.parsed));
  if (real.length === 0 || real.length === parts.length) return undefined;
  return real.flatMap((part) => callMethodOn(tracedAt(call, part), suffix));
}

/** Whether a call of a model makes it, directly or in the variable that holds it. */
function isGenerated(part: ts.Expression, parsed: ParsedFile): boolean {
  const bare = bareExpression(part);
  const declared = ts.isIdentifier(bare) ? parsed.tree.lookup(bare)?.declaration : undefined;
  const value = declared && ts.isVariableDeclaration(declared) ? declared.initializer : bare;
  const made = value && bareExpression(value);
  return made !== undefined && ts.isCallExpression(made) && makes.test(calleeName(made).getText(parsed.source));
}
