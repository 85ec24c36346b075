/** Adds a small number where code takes a logarithm, a root or a quotient of a value that may be zero. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { Range } from '../../../report/position';
import type { ParsedFile } from '../../syntax/parsed-file';
import { offsetOf } from '../../tracing/traced';
import { isOperand, callMethodOn } from '../basics/wrap-argument';

/**
 * Operations whose value or slope is not finite at zero, and the index of the argument in question: as a method, where
 * -1 is the tensor itself, and as a function of `tf`.
 */
const delicate: ReadonlyMap<string, readonly [method: number, plain: number]> = new Map([
  ['log', [-1, 0]],
  ['sqrt', [-1, 0]],
  ['rsqrt', [-1, 0]],
  ['reciprocal', [-1, 0]],
  ['div', [0, 1]],
]);

/**
 * The edits for all such operations in the functions that a range belongs to; in the whole file where it belongs to
 * none.
 *
 * @param epsilon source text of the number that is added
 */
export function addEpsilon(parsed: ParsedFile, range: Range, epsilon: string): TextEdit[] {
  const within = functionAround(parsed, range) ?? parsed.source;
  return parsed.tree.calls.flatMap((call) =>
    ts.isCallExpression(call) && isInside(call, within) ? edited(parsed, call, epsilon) : [],
  );
}

function functionAround(parsed: ParsedFile, { start }: Range): ts.Node | undefined {
  const offset = offsetOf(parsed, start);
  const found = parsed.tree.functions.filter((one) => one.getStart(parsed.source) <= offset && offset <= one.end);
  return found.at(-1) ?? statementFunctions(parsed, offset);
}

/** `const loss = (target, output) => ...` at the place itself. */
function statementFunctions({ tree, source }: ParsedFile, offset: number): ts.Node | undefined {
  return tree.functions.find((one) => {
    const { parent } = one;
    return ts.isVariableDeclaration(parent) && parent.getStart(source) <= offset && offset <= parent.end;
  });
}

function isInside(node: ts.Node, within: ts.Node): boolean {
  return within.pos <= node.pos && node.end <= within.end;
}

function edited(parsed: ParsedFile, call: ts.CallExpression, epsilon: string): TextEdit[] {
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const places = delicate.get(expression.name.text);
  if (!places) return [];
  const owner = expression.expression;
  if (/^(?:Math|console)$/.test(owner.getText(parsed.source))) return [];
  const isPlain = ts.isIdentifier(owner) && call.arguments.length > places[1] && owner.text === 'tf';
  const index = isPlain ? places[1] : places[0];
  const operand = index < 0 ? owner : call.arguments.at(index);
  const isTensor = operand && (isOperand(operand) || ts.isConditionalExpression(operand));
  if (!isTensor || mentionsEpsilon(parsed, operand)) return [];
  return callMethodOn({ parsed, node: operand, callers: [] }, `.add(${epsilon})`);
}

/** Whether the code already keeps the operand from zero. */
function mentionsEpsilon({ source }: ParsedFile, operand: ts.Expression): boolean {
  return /epsilon|\beps\b|\.(?:add|maximum|clipByValue)\(|scalar\(/i.test(operand.getText(source));
}
