/**
 * Shuffles two lists by one order where code shuffles each by its own: `tf.util.shuffle(xs); tf.util.shuffle(ys)`
 * becomes `tf.util.shuffleCombo(xs, ys)`.
 */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { calleeName } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween, rangeOf } from '../../syntax/positions';
import { lineBefore } from '../basics/line-before';
import { removeStatement } from '../basics/remove-statement';
import { tfName } from '../basics/tf-names';

/** A part of the code that puts a list, or what is gathered from one, in a random order. */
interface Shuffle {
  /** `place`: a statement shuffles the list itself. `copy`: the call gives a shuffled copy. `order`: indices. */
  readonly how: 'place' | 'copy' | 'order';
  readonly call: ts.CallExpression;
  /** The text of the list; of the indices for `order`. */
  readonly list: string;
}

/**
 * @returns the edits for each two shuffles of the same kind in one block; the lists have to have the same length, which
 *   the text does not show
 */
export function shuffleTogether(parsed: ParsedFile): (readonly TextEdit[])[] {
  const shuffles = parsed.tree.calls.flatMap((call) =>
    ts.isCallExpression(call) ? (shuffleOf(call, parsed) ?? []) : [],
  );
  const pairs = shuffles.flatMap((first, index) => {
    const second = shuffles.slice(index + 1).find((one) => belongTogether(first, one));
    const isTaken = shuffles.slice(0, index).some((one) => belongTogether(one, first));
    return second && !isTaken ? [{ first, second }] : [];
  });
  return pairs.flatMap(({ first, second }) => {
    const edits = joined(parsed, first, second);
    return edits ? [edits] : [];
  });
}

function belongTogether(a: Shuffle, b: Shuffle): boolean {
  if (a.how !== b.how || blockOf(a.call) !== blockOf(b.call)) return false;
  return a.how === 'order' ? a.list === b.list : a.list !== b.list;
}

function blockOf(node: ts.Node): ts.Node {
  return statementAround(node).parent;
}

function statementAround(node: ts.Node): ts.Node {
  let at = node;
  while (!isListOfStatements(at.parent)) at = at.parent;
  return at;
}

function isListOfStatements(node: ts.Node): boolean {
  return ts.isBlock(node) || ts.isSourceFile(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node);
}

function shuffleOf(call: ts.CallExpression, { source }: ParsedFile): Shuffle | undefined {
  const name = calleeName(call).getText(source);
  const how = ts.isExpressionStatement(call.parent) ? 'place' : 'copy';
  if (name === 'sort') return sortOf(call, how, source);
  if (name === 'gather') return gatherOf(call, source);
  const [list] = call.arguments;
  const isShuffle = /^shuffle(?:d|Array|List|Rows|InPlace)?$/i.test(name) && call.arguments.length === 1;
  return isShuffle && isNamed(list) ? { how, call, list: list.getText(source) } : undefined;
}

/** `list.sort(() => Math.random() - 0.5)`, also of a copy of the list. */
function sortOf(call: ts.CallExpression, how: Shuffle['how'], source: ts.SourceFile): Shuffle | undefined {
  const isRandom = call.arguments.length === 1 && call.arguments[0].getText(source).includes('Math.random()');
  if (!isRandom || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const sorted = call.expression.expression;
  const copied = copyOf(sorted, source);
  const list = copied ?? sorted;
  if (!isNamed(list)) return undefined;
  return { how: copied ? 'copy' : how, call, list: list.getText(source) };
}

/** What `[...list]`, `list.slice()`, `list.concat()` and `Array.from(list)` copy. */
function copyOf(node: ts.Expression, source: ts.SourceFile): ts.Expression | undefined {
  if (ts.isArrayLiteralExpression(node)) {
    const [only] = node.elements;
    return node.elements.length === 1 && ts.isSpreadElement(only) ? only.expression : undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { name, expression } = node.expression;
  if (/^(?:slice|concat)$/.test(name.text) && node.arguments.length === 0) return expression;
  return node.expression.getText(source) === 'Array.from' && node.arguments.length === 1
    ? node.arguments[0]
    : undefined;
}

/** `x.gather(randomOrder(n))`, and `tf.gather(x, randomOrder(n))`; the indices have to be made right there. */
function gatherOf(call: ts.CallExpression, source: ts.SourceFile): Shuffle | undefined {
  const indices = call.arguments.find((one) => /shuffle|random|permut/i.test(one.getText(source)));
  if (!indices || !makesAnew(indices)) return undefined;
  return { how: 'order', call, list: indices.getText(source) };
}

function makesAnew(node: ts.Node): boolean {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}

function isNamed(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
}

function joined(parsed: ParsedFile, first: Shuffle, second: Shuffle): TextEdit[] | undefined {
  if (first.how === 'place') return shuffledInPlace(parsed, first, second);
  const name = parsed.tree.lookupName('order', first.call) ? 'rowOrder' : 'order';
  if (parsed.tree.lookupName(name, first.call)) return undefined;
  const maker = tfName(parsed, ['util', 'createShuffledIndices']);
  const indices = first.how === 'order' ? first.list : maker && `${maker}(${first.list}.length)`;
  if (indices === undefined) return undefined;
  return [
    declaration(parsed, first, `const ${name} = ${indices}`),
    ...[first, second].map((one) => inOrder(parsed, one, name)),
  ];
}

/** The first statement shuffles both lists, and the second goes. */
function shuffledInPlace(parsed: ParsedFile, first: Shuffle, second: Shuffle): TextEdit[] | undefined {
  const combo = tfName(parsed, ['util', 'shuffleCombo']);
  if (combo === undefined || !ts.isExpressionStatement(second.call.parent)) return undefined;
  const both = rangeOf(parsed.source, first.call);
  return [
    { file: parsed.file, range: both, newText: `${combo}(${first.list}, ${second.list})` },
    removeStatement(parsed, second.call.parent),
  ];
}

function inOrder({ file, source }: ParsedFile, { how, call, list }: Shuffle, order: string): TextEdit {
  if (how === 'copy')
    return { file, range: rangeOf(source, call), newText: `Array.from(${order}, (row) => ${list}[row])` };
  const indices = call.arguments.find((one) => one.getText(source) === list) ?? call;
  return { file, range: rangeOf(source, indices), newText: order };
}

/** A statement of its own line before the one that shuffles first. */
function declaration(parsed: ParsedFile, { call }: Shuffle, code: string): TextEdit {
  const { file, source, text } = parsed;
  const statement = statementAround(call);
  const start = statement.getStart(source);
  const end = text[statement.end - 1] === ';' ? ';' : '';
  return { file, range: rangeBetween(source, start, start), newText: code + end + lineBefore(parsed, statement) };
}
