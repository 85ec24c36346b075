/** Tells whether a function may treat the last step of an episode otherwise than the others, in whatever form. */

import ts from 'typescript';
import { fieldName } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { calleeText, contains, isValue, nodesIn, type Owner } from './functions';
import { mayHoldEnd } from './names';

/** Calls that choose among steps. */
const choosing: ReadonlySet<string> = new Set([
  ...['filter', 'where', 'equal', 'notEqual', 'greater', 'greaterEqual', 'less', 'lessEqual', 'isNaN', 'booleanMask'],
  ...['logicalNot', 'logicalAnd', 'logicalOr', 'find', 'findIndex', 'some', 'every', 'clipByValue', 'booleanMaskAsync'],
]);

const sizes: ReadonlySet<string> = new Set(['length', 'size', 'shape']);

/**
 * Whether a node has a name that may stand for an end, a condition on values of its own, or a call that chooses.
 * @param passed the nodes that do not count
 */
export function mayTellSteps(node: ts.Node, file: ParsedFile, passed: (node: ts.Node) => boolean): boolean {
  if (passed(node) || ts.isTypeNode(node)) return false;
  if (ts.isIdentifier(node)) return mayHoldEnd(node.text) && !isMaskOfActions(node, file);
  if (ts.isStringLiteralLike(node)) return mayHoldEnd(node.text) && !/\s/.test(node.text);
  if (ts.isCallExpression(node) && choosing.has(calleeText(node))) return true;
  if (conditionsOf(node).some((condition) => isOnValues(condition, file))) return true;
  return ts.forEachChild(node, (child) => mayTellSteps(child, file, passed) || undefined) ?? false;
}

/** The names `mask` of a one-hot row, which tells actions, not steps. */
function isMaskOfActions(name: ts.Identifier, { tree }: ParsedFile): boolean {
  if (!/mask/i.test(name.text)) return false;
  const declaration = tree.lookup(name)?.declaration;
  const isOneHot = (at: ts.Node): boolean => ts.isCallExpression(at) && calleeText(at) === 'oneHot';
  return declaration !== undefined && ts.isVariableDeclaration(declaration) && contains(declaration, isOneHot);
}

function conditionsOf(node: ts.Node): ts.Expression[] {
  if (ts.isIfStatement(node)) return [node.expression];
  if (ts.isConditionalExpression(node)) return [node.condition];
  if (ts.isSwitchStatement(node)) return [node.expression];
  if (!ts.isBinaryExpression(node)) return [];
  const { kind } = node.operatorToken;
  const isChoice =
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken;
  return isChoice ? [node.left] : [];
}

/** Whether a condition asks for more than sizes, turns (`step % 100`) and what the whole file has. */
function isOnValues(condition: ts.Expression, { tree }: ParsedFile): boolean {
  const isTurn = (at: ts.Node): boolean =>
    ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.PercentToken;
  if (contains(condition, isTurn)) return false;
  return nodesIn(condition, ts.isIdentifier).some((name) => {
    if (!isValue(name)) return false;
    const { parent } = name;
    const isSize = ts.isPropertyAccessExpression(parent) && sizes.has(parent.name.text);
    const binding = tree.lookup(name);
    return !isSize && binding !== undefined && !binding.topLevel;
  });
}

/** The names of the fields that a function reads of anything, by name or in a pattern. */
export function fieldsReadIn(owner: Owner | ts.Node): Set<string> {
  const read = nodesIn(owner, ts.isPropertyAccessExpression).map(({ name }) => name.text);
  const taken = nodesIn(owner, ts.isBindingElement)
    .filter(({ parent }) => ts.isObjectBindingPattern(parent))
    .flatMap((element) => fieldName(element) ?? []);
  return new Set([...read, ...taken]);
}
