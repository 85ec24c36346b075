/** Gives what a function returns a minus, and takes a minus away: `loss.mul(-1)` becomes `loss`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween } from '../../syntax/positions';
import { removeOperation } from '../basics/remove-operation';
import { callMethodOn } from '../basics/wrap-argument';
import { type LossFunction, returnedBy } from './loss-functions';

/** The edits that negate each tensor which a function returns; undefined where it returns anything else. */
export function negateResult(loss: LossFunction): TextEdit[] | undefined {
  const returned = returnedBy(loss);
  const areTensors = returned.every(
    ({ node }) => !ts.isLiteralExpression(node) && !ts.isObjectLiteralExpression(node) && !isArray(node),
  );
  return returned.length > 0 && areTensors ? returned.flatMap((one) => callMethodOn(one, '.neg()')) : undefined;
}

function isArray(node: ts.Expression): boolean {
  return ts.isArrayLiteralExpression(node);
}

/** A minus in the code. */
export interface MinusSign {
  readonly node: ts.CallExpression;
  /** How the code writes it, such as `.mul(-1)`, or `the minus of rate`. */
  readonly text: string;
  /** The edits that take it away. */
  readonly edits: readonly TextEdit[];
}

/** The calls within a node that change the sign of a tensor. */
export function minusSignsIn(parsed: ParsedFile, within: ts.Node): MinusSign[] {
  return parsed.tree.calls.flatMap((node): MinusSign[] => {
    if (!ts.isCallExpression(node) || node.pos < within.pos || node.end > within.end) return [];
    if (isComplement(node)) return [];
    const edits = withoutNegation(parsed, node) ?? withoutNegativeFactor(parsed, node);
    const constant = edits && constantAmong(parsed, node);
    const text = constant === undefined ? textOf(parsed, node) : `the minus of ${constant}`;
    return edits ? [{ node, text, edits }] : [];
  });
}

/** `1 - p` as `p.neg().add(1)`. */
function isComplement({ parent }: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(parent) || !ts.isCallExpression(parent.parent)) return false;
  const [added] = parent.parent.arguments;
  return parent.name.text === 'add' && parent.parent.arguments.length === 1 && numberOf(added) === 1;
}

function withoutNegation(parsed: ParsedFile, node: ts.CallExpression): TextEdit[] | undefined {
  return removeOperation({ parsed, node, callers: [] }, 'neg');
}

/** `x.mul(-1)` and `tf.mul(x, -1)` become `x`; another factor with a minus loses that, if need be in its constant. */
function withoutNegativeFactor(parsed: ParsedFile, node: ts.CallExpression): TextEdit[] | undefined {
  const { expression, arguments: given } = node;
  if (!ts.isPropertyAccessExpression(expression) || !/^(?:mul|div)$/.test(expression.name.text)) return undefined;
  const sides = given.length === 1 ? [expression.expression, given[0]] : given.length === 2 ? [...given] : [];
  const at = sides.findIndex((side) => minusOf(side, parsed) !== undefined);
  if (at < 0) return undefined;
  const { file, source } = parsed;
  const remove = (from: number, to: number): TextEdit => ({ file, range: rangeBetween(source, from, to), newText: '' });
  const isWhole = numberOf(sides[at]) === -1 && (expression.name.text === 'mul' || at === 1);
  if (isWhole && given.length === 1 && at === 1) return [remove(expression.expression.end, node.end)];
  if (isWhole && (given.length === 2 || at === 0) && !ts.isPropertyAccessExpression(node.parent)) {
    const kept = sides[1 - at];
    return [remove(node.getStart(source), kept.getStart(source)), remove(kept.end, node.end)];
  }
  const sign = minusOf(sides[at], parsed);
  return sign && [remove(sign.getStart(source), sign.operand.getStart(source))];
}

/** The value of `-2` and of `tf.scalar(-2)`. */
function numberOf(node: ts.Expression): number | undefined {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (isNegated(node) && ts.isNumericLiteral(node.operand)) return -Number(node.operand.text);
  return isScalar(node) ? numberOf(node.arguments[0]) : undefined;
}

/** The minus of `-rate` and `tf.scalar(-2)`, and of the constant that a name stands for. */
function minusOf(node: ts.Expression, parsed: ParsedFile): ts.PrefixUnaryExpression | undefined {
  if (isNegated(node)) return node;
  if (isScalar(node)) return minusOf(node.arguments[0], parsed);
  const binding = ts.isIdentifier(node) ? parsed.tree.lookup(node) : undefined;
  if (!binding || binding.assigned.length > 0 || !ts.isVariableDeclaration(binding.declaration)) return undefined;
  const { initializer } = binding.declaration;
  const value = initializer && isScalar(initializer) ? initializer.arguments[0] : initializer;
  return value && isNegated(value) ? value : undefined;
}

/** The name that stands for a factor with a minus. */
function constantAmong(parsed: ParsedFile, { expression, arguments: given }: ts.CallExpression): string | undefined {
  const owner = ts.isPropertyAccessExpression(expression) ? [expression.expression] : [];
  const name = [...owner, ...given].find((side) => ts.isIdentifier(side) && minusOf(side, parsed) !== undefined);
  return name?.getText(parsed.source);
}

function isNegated(node: ts.Expression): node is ts.PrefixUnaryExpression {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken;
}

function isScalar(node: ts.Expression): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.arguments.length > 0 && /(?:^|\.)scalar$/.test(node.expression.getText());
}

/** `.neg()` of a method, `neg` of a function. */
function textOf({ source }: ParsedFile, { expression, arguments: given, end }: ts.CallExpression): string {
  if (!ts.isPropertyAccessExpression(expression)) return expression.getText(source);
  const isMethod = given.length === 0 || (given.length === 1 && expression.name.text !== 'neg');
  return isMethod
    ? source.text.slice(expression.expression.end, end).trim()
    : `${expression.name.text}(${given.map((one) => one.getText(source)).join(', ')})`;
}
