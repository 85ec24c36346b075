/** Turns steps that a loop takes by itself: `w.assign(w.add(step))` becomes `w.assign(w.sub(step))`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { calleeName } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeOf } from '../../syntax/positions';
import { bareExpression } from '../../tracing/traced';
import { isInLoss } from '../arithmetic/loss-functions';
import { isOperand } from '../basics/wrap-argument';
import { tfName } from '../basics/tf-names';

/** The edits that subtract what a file adds to weights outside of its losses; empty where it adds nothing to them. */
export function subtractSteps(parsed: ParsedFile): TextEdit[] {
  return parsed.tree.calls.flatMap((call) =>
    ts.isCallExpression(call) && !isInLoss(call, parsed) ? (subtracted(parsed, call) ?? []) : [],
  );
}

/** A sum of weights and a step, in the order of the text. */
interface Sum {
  readonly sides: readonly [ts.Expression, ts.Expression];
  readonly isMethod: boolean;
}

function sumOf(call: ts.CallExpression, { source }: ParsedFile): Sum | undefined {
  const { expression, arguments: given } = call;
  if (calleeName(call).getText(source) !== 'add') return undefined;
  if (given.length === 2) return { sides: [given[0], given[1]], isMethod: false };
  if (given.length !== 1 || !ts.isPropertyAccessExpression(expression)) return undefined;
  return { sides: [expression.expression, given[0]], isMethod: true };
}

function subtracted(parsed: ParsedFile, call: ts.CallExpression): TextEdit[] | undefined {
  const sum = sumOf(call, parsed);
  const weights = sum && weightsAmong(sum, call, parsed);
  if (!sum || weights === undefined) return undefined;
  const { file, source } = parsed;
  const [first, second] = sum.sides.map((side) => side.getText(source));
  const name = calleeName(call);
  const sub = ts.isPropertyAccessExpression(name.parent) ? 'sub' : tfName(parsed, ['sub']);
  if (sub === undefined) return undefined;
  if (weights === 0) return [{ file, range: rangeOf(source, name), newText: sub }];
  // The step stands first, and a difference has an order.
  const owner = isOperand(sum.sides[1]) ? second : `(${second})`;
  return sum.isMethod
    ? [{ file, range: rangeOf(source, call), newText: `${owner}.sub(${first})` }]
    : [
        { file, range: rangeOf(source, name), newText: sub },
        { file, range: rangeOf(source, sum.sides[0]), newText: second },
        { file, range: rangeOf(source, sum.sides[1]), newText: first },
      ];
}

/** Which side of a sum holds the weights that get its result; undefined where none do, or a number is added. */
function weightsAmong({ sides }: Sum, call: ts.CallExpression, parsed: ParsedFile): 0 | 1 | undefined {
  if (sides.some((side) => isNumber(side, parsed))) return undefined;
  const targets = targetsOf(call, parsed);
  const index = sides.findIndex((side) => targets.includes(textOf(side, parsed)));
  if (index >= 0) return index === 0 ? 0 : 1;
  return isInSetWeights(call, parsed) ? 0 : undefined;
}

/** The variables that are assigned the value of an expression, itself or by a name that it gets. */
function targetsOf(node: ts.Expression, parsed: ParsedFile): string[] {
  const { source, tree } = parsed;
  let at: ts.Node = node;
  while (ts.isExpression(at.parent) && bareExpression(at.parent) === bareExpression(node)) at = at.parent;
  const { parent } = at;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) {
    const binding = tree.lookup(parent.name);
    return binding ? tree.references(binding).flatMap((use) => assignedTo(use, source)) : [];
  }
  return ts.isExpression(at) ? assignedTo(at, source) : [];
}

function assignedTo(given: ts.Expression, source: ts.SourceFile): string[] {
  const { parent } = given;
  if (!ts.isCallExpression(parent) || parent.arguments.at(0) !== given) return [];
  const { expression } = parent;
  const isAssigned = ts.isPropertyAccessExpression(expression) && expression.name.text === 'assign';
  return isAssigned ? [bareExpression(expression.expression).getText(source)] : [];
}

function textOf(side: ts.Expression, { source }: ParsedFile): string {
  return bareExpression(side).getText(source);
}

/** Whether what is computed goes to `setWeights`, as in `net.setWeights(weights.map((w, i) => w.add(steps[i])))`. */
function isInSetWeights(node: ts.Node, { source }: ParsedFile): boolean {
  for (let at = node.parent as ts.Node | undefined; at && !ts.isStatement(at); at = at.parent as ts.Node | undefined)
    if (ts.isCallExpression(at) && calleeName(at).getText(source) === 'setWeights') return true;
  return false;
}

/** `1` and `tf.scalar(1)`: a counter's step. */
function isNumber(node: ts.Expression, { source }: ParsedFile): boolean {
  if (ts.isNumericLiteral(node)) return true;
  if (!ts.isCallExpression(node) || calleeName(node).getText(source) !== 'scalar') return false;
  return node.arguments.length > 0 && ts.isNumericLiteral(node.arguments[0]);
}
