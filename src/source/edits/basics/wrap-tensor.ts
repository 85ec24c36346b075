/** Changes a tensor where code makes it: `tf.tensor2d(rows)` becomes `tf.tensor2d(rows).div(255)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { tracedAt, type TracedExpression } from '../../tracing/traced';
import { tfName } from './tf-names';
import { callMethodOn } from './wrap-argument';

/** Functions of tfjs whose type tells the rank of what they make, and how that type is called. */
const rankTypes: ReadonlyMap<string, string> = new Map([
  ['linspace', 'Tensor1D'],
  ['range', 'Tensor1D'],
  ...[1, 2, 3, 4, 5, 6].map((rank): [string, string] => [`tensor${rank}d`, `Tensor${rank}D`]),
]);

/** Methods that only reshape, cut or copy. */
const sameNumbers = /^(?:reshape|expandDims|squeeze|flatten|transpose|slice|toFloat|cast|as[1-5]D|clone)$/;

/** Calls that take a tensor of any rank. */
const takesAnyRank = /^(?:apply|predict|predictOnBatch|fit|evaluate|trainOnBatch|matMul|print|dispose|keep)$/;

/**
 * @param suffix source text such as `.div(255)`; it stands after calls that only reshape what is made
 * @returns undefined where other data are computed from the tensor, which would change with it
 */
export function wrapTensor(made: TracedExpression<CallNode>, suffix: string): TextEdit[] | undefined {
  const whole = endOfChain(made.node);
  if (ts.isExpressionStatement(whole.parent) || ts.isSpreadElement(whole.parent)) return undefined;
  if (isReadBesides(made, whole)) return undefined;
  const type = keptType(made, whole);
  return callMethodOn(tracedAt(made, whole), type === undefined ? suffix : suffix.replace('(', `<${type}>(`));
}

/** `tf.tensor2d(rows).reshape([n, 28, 28, 1])` as a whole. */
function endOfChain(node: CallNode): CallNode {
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== node) return node;
  const call = access.parent;
  const goesOn = ts.isCallExpression(call) && call.expression === access && sameNumbers.test(access.name.text);
  return goesOn ? endOfChain(call) : node;
}

/** Properties that compute nothing from the numbers. */
const harmless = /^(?:shape|size|rank|dtype|print|dispose)$/;

/** Whether statements beside the variable's own compute with it, as targets are computed from inputs. */
function isReadBesides({ parsed }: TracedExpression<CallNode>, whole: CallNode): boolean {
  const value = ts.isAsExpression(whole.parent) ? whole.parent : whole;
  const declared = value.parent;
  if (!ts.isVariableDeclaration(declared) || !ts.isIdentifier(declared.name)) return false;
  const binding = parsed.tree.lookup(declared.name);
  const uses = binding ? parsed.tree.references(binding).filter((use) => use !== declared.name) : [];
  return uses.some((use) => !isHarmless(use) && isKeptIn(use, blockOf(declared)));
}

function isHarmless({ parent }: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent) && harmless.test(parent.name.text);
}

/** Whether a variable of the block keeps what an expression computes. */
function isKeptIn(node: ts.Node, block: ts.Node): boolean {
  let at = node.parent;
  while (at !== block && !isBlock(at) && !ts.isVariableDeclaration(at) && !isAssignment(at)) at = at.parent;
  return at !== block && !isBlock(at) && blockOf(at) === block;
}

function isAssignment(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function isBlock(node: ts.Node): boolean {
  return ts.isSourceFile(node) || ts.isFunctionLike(node) || ts.isIterationStatement(node, false);
}

/** The innermost function, loop or file that a node is in. */
function blockOf(node: ts.Node): ts.Node {
  let at = node.parent;
  while (!isBlock(at)) at = at.parent;
  return at;
}

/** The type that the variable has to keep for its uses; undefined where any tensor will do, or a type stands there. */
function keptType({ parsed, node }: TracedExpression<CallNode>, whole: CallNode): string | undefined {
  const { source, tree } = parsed;
  const declared = whole.parent;
  const type = rankTypes.get(calleeName(node).getText(source));
  if (!parsed.isTypeScript || type === undefined || whole !== node) return undefined;
  if (!ts.isVariableDeclaration(declared) || declared.type || !ts.isIdentifier(declared.name)) return undefined;
  const binding = tree.lookup(declared.name);
  const uses = binding ? tree.references(binding).filter((use) => use !== declared.name) : [];
  return uses.every((use) => takesAny(use, source)) ? undefined : tfName(parsed, [type]);
}

function takesAny(use: ts.Node, source: ts.SourceFile): boolean {
  const { parent } = use;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === use) return true;
  return (
    ts.isCallExpression(parent) && parent.expression !== use && takesAnyRank.test(calleeName(parent).getText(source))
  );
}
