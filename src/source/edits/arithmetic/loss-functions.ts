/** Finds the functions that give a loss: those handed to `minimize` and its like, and the one around an operation. */

import ts from 'typescript';
import type { Location } from '../../../report/position';
import { type CallNode, calleeName, enclosingFunction, type FunctionNode, isFunctionNode } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { callAt, tracedAt, type TracedExpression } from '../../tracing/traced';
import type { CallPlace, TracedFiles } from '../../tracing/traced-files';

/** Functions of tfjs that take a function and compute the gradients of what it gives. */
const gradientTakers = /^(?:minimize|computeGradients|variableGrads|grads?|valueAndGrads?)$/;

/** A function in its file. */
export interface LossFunction {
  readonly parsed: ParsedFile;
  readonly node: FunctionNode;
}

/**
 * The functions whose result is the loss, or the part of it that the operation computes.
 *
 * @param operation a call in the loss, with the calls that led to it
 * @returns the innermost first
 */
export function lossFunctionsAround(files: TracedFiles, operation: CallPlace): readonly LossFunction[] {
  const around = files.call(operation);
  const own = around && functionAround(around.node);
  const handed = (operation.callers ?? []).flatMap((place) => handedFunction(files, place));
  const all = [...(around && own ? [{ parsed: around.parsed, node: own }] : []), ...handed];
  return all.filter(({ node }, index) => all.findIndex((one) => one.node === node) === index);
}

/** The function that a call such as `minimize` at a place takes. */
function handedFunction(files: TracedFiles, { file, range }: Location): LossFunction[] {
  const parsed = files.file(file);
  const call = parsed && callAt(parsed, range.start);
  const given = call?.arguments?.at(0);
  if (!call || !given || !takesGradients(call, parsed)) return [];
  const place: TracedExpression = { parsed, node: given, callers: [] };
  const traced = files.tracer.values(place).flatMap(({ parsed, node }): LossFunction[] => {
    return isFunctionNode(node) ? [{ parsed, node }] : [];
  });
  return [...traced, ...declaredFunction(place)];
}

/** The function declaration that a name stands for, which has no value to trace. */
function declaredFunction({ parsed, node }: TracedExpression): LossFunction[] {
  const declaration = ts.isIdentifier(node) ? parsed.tree.lookup(node)?.declaration : undefined;
  return declaration && ts.isFunctionDeclaration(declaration) ? [{ parsed, node: declaration }] : [];
}

function takesGradients(call: CallNode, { source }: ParsedFile): boolean {
  return gradientTakers.test(calleeName(call).getText(source));
}

/** The function around a node; one that is handed to `tf.tidy` belongs to the function around it. */
function functionAround(node: ts.Node): FunctionNode | undefined {
  let around = enclosingFunction(node);
  while (around && isHandedToTidy(around)) around = enclosingFunction(around);
  return around;
}

function isHandedToTidy(node: FunctionNode): boolean {
  const { parent } = node;
  return ts.isCallExpression(parent) && calleeName(parent).getText() === 'tidy';
}

/** Whether a node stands in a function whose gradients a call takes, or in one that the call names. */
export function isInLoss(node: ts.Node, parsed: ParsedFile): boolean {
  for (let at = enclosingFunction(node); at; at = enclosingFunction(at)) {
    const { parent } = at;
    if (ts.isCallExpression(parent) && takesGradients(parent, parsed)) return true;
    if (isNamedInTaker(at, parsed)) return true;
  }
  return false;
}

function isNamedInTaker(node: FunctionNode, parsed: ParsedFile): boolean {
  const name = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  const binding = name && ts.isIdentifier(name) ? parsed.tree.lookup(name) : undefined;
  const uses = binding ? parsed.tree.references(binding) : [];
  return uses.some(({ parent }) => ts.isCallExpression(parent) && takesGradients(parent, parsed));
}

/** The expressions that a function returns, without casts; what `tf.tidy` is handed returns in its place. */
export function returnedBy({ parsed, node }: LossFunction): readonly TracedExpression[] {
  const { body } = node;
  if (!body) return [];
  const expressions = ts.isBlock(body) ? returnsIn(body) : [body];
  return expressions.flatMap((expression) => {
    const bare = withoutCasts(expression);
    const inner = ts.isCallExpression(bare) ? bare.arguments.find((one) => isFunctionNode(one)) : undefined;
    if (inner && isFunctionNode(inner) && isHandedToTidy(inner)) return returnedBy({ parsed, node: inner });
    return [tracedAt({ parsed, node, callers: [] }, bare)];
  });
}

function returnsIn(block: ts.Node): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(block, visit);
  return found;
}

/** The expression inside `as` and `satisfies`; parentheses go along with these alone. */
function withoutCasts(node: ts.Expression): ts.Expression {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node))
    return withoutCasts(node.expression);
  return ts.isParenthesizedExpression(node) && node.expression !== withoutCasts(node.expression)
    ? withoutCasts(node.expression)
    : node;
}
