/** Finds the products of a discount and of what a network says of a state. */

import ts from 'typescript';
import { isFunctionNode } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { bareExpression } from '../tracing/traced';
import { callsOf, calleeText, contains, functionOf, isAssigning, isValue, nodesIn, rootOf } from './functions';
import { isDiscountName } from './names';

const multiplying: ReadonlySet<string> = new Set(['mul', 'multiply']);
const answering: ReadonlySet<string> = new Set(['predict', 'apply', 'predictOnBatch', 'matMul']);
/** How far a value is followed back to the network that gives it. */
const mostSteps = 8;

/** The products of nothing but a discount and the answer of a network; numbers may scale them. */
export function discountedAnswers(file: ParsedFile): ts.Expression[] {
  return nodesIn(file.withParents, isProduct).filter((product) => {
    const factors = factorsOf(product);
    const others = factors.filter((factor) => !isDiscount(factor) && !isNumber(factor));
    return (
      factors.some(isDiscount) &&
      others.length === 1 &&
      !isFactor(product) &&
      !isRunningSum(product, others[0], file) &&
      comesFromNetwork(others[0], file)
    );
  });
}

/** Whether a node multiplies. */
export function isProduct(node: ts.Node): node is ts.Expression {
  if (ts.isBinaryExpression(node)) return node.operatorToken.kind === ts.SyntaxKind.AsteriskToken;
  return ts.isCallExpression(node) && multiplying.has(calleeText(node)) && node.arguments.length > 0;
}

function factorsOf(node: ts.Expression): ts.Expression[] {
  const inner = bareExpression(node);
  if (!isProduct(inner)) return [inner];
  if (ts.isBinaryExpression(inner)) return [...factorsOf(inner.left), ...factorsOf(inner.right)];
  const { expression, arguments: given } = inner as ts.CallExpression;
  const receiver = ts.isPropertyAccessExpression(expression) ? [expression.expression] : [];
  return [...receiver.filter((one) => given.length === 1 || !isNamespace(one)), ...given].flatMap(factorsOf);
}

function isNamespace(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && /^(?:tf|tfc|tfjs|tensorflow)$/.test(node.text);
}

/** Whether a product scales by numbers and discounts alone. */
export function isConstantProduct(product: ts.Expression): boolean {
  const factors = factorsOf(product);
  return factors.filter((factor) => !isDiscount(factor) && !isNumber(factor)).length <= 1;
}

/** Whether a product is multiplied further, be it a factor or the receiver of `mul`. */
function isFactor(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isNonNullExpression(parent))
    return isFactor(parent);
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node)
    return ts.isCallExpression(parent.parent) && parent.parent.expression === parent && isProduct(parent.parent);
  return isProduct(parent);
}

/** `GAMMA`, `args.gamma`, `tf.scalar(this.discountRate)`. */
function isDiscount(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return isDiscountName(node.text);
  if (ts.isPropertyAccessExpression(node)) return isDiscountName(node.name.text);
  return ts.isCallExpression(node) && calleeText(node) === 'scalar' && node.arguments.some(isDiscount);
}

function isNumber(node: ts.Expression): boolean {
  return ts.isNumericLiteral(node) || (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand));
}

/** `sum = reward + gamma * sum` adds up discounted rewards, whatever it begins with. */
function isRunningSum(product: ts.Expression, factor: ts.Expression, { tree }: ParsedFile): boolean {
  const root = rootOf(factor);
  const binding = root && tree.lookup(root);
  if (!binding) return false;
  for (let at: ts.Node = product; !ts.isStatement(at) && !isFunctionNode(at); at = at.parent)
    if (ts.isBinaryExpression(at) && isAssigning(at)) {
      const target = rootOf(at.left);
      if (target && tree.lookup(target) === binding) return true;
    }
  return binding.assigned.some((value) => contains(value, (node) => node === product));
}

function comesFromNetwork(node: ts.Node, file: ParsedFile, seen = new Set<ts.Node>()): boolean {
  if (seen.has(node) || seen.size > mostSteps * mostSteps) return false;
  seen.add(node);
  if (nodesIn(node, ts.isCallExpression).some((call) => isAnswer(call, file))) return true;
  return nodesIn(node, ts.isIdentifier).some((name) => {
    const binding = isValue(name) ? file.tree.lookup(name) : undefined;
    if (!binding) return false;
    return sourcesOf(binding.declaration, file)
      .concat(binding.assigned)
      .some((source) => comesFromNetwork(source, file, seen));
  });
}

/** What gives a binding its value: its initializer, or what the calls of its function give for a parameter. */
function sourcesOf(declaration: ts.Node, file: ParsedFile): ts.Expression[] {
  if (ts.isVariableDeclaration(declaration)) {
    if (declaration.initializer && isFunctionNode(declaration.initializer)) return [];
    return declaration.initializer ? [declaration.initializer] : [];
  }
  if (!ts.isParameter(declaration)) return [];
  const made = declaration.parent;
  if (!isFunctionNode(made)) return [];
  const at = made.parameters.indexOf(declaration);
  return callsOf(made, file).flatMap((call) => call.arguments.slice(at, at + 1));
}

/** Whether a call asks a network, itself or by a function of the file. */
function isAnswer(call: ts.CallExpression, file: ParsedFile): boolean {
  const asks = (one: ts.CallExpression): boolean =>
    answering.has(calleeText(one)) && one.arguments.length > 0 && one.arguments[0].kind !== ts.SyntaxKind.ThisKeyword;
  const made = functionOf(call, file);
  if (!made) return asks(call);
  return made.parameters.length > 0 && nodesIn(made, ts.isCallExpression).some(asks);
}
