/**
 * Shuffles two lists by one order where code shuffles each by its own: `tf.util.shuffle(xs); tf.util.shuffle(ys)`
 * becomes `tf.util.shuffleCombo(xs, ys)`.
 */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { calleeName, type FunctionNode, isFunctionNode } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween, rangeOf } from '../../syntax/positions';
import { lineBefore } from '../basics/line-before';
import { quoted } from '../basics/quotes';
import { removeStatement } from '../basics/remove-statement';
import { tfName } from '../basics/tf-names';
import { takeOneOrder } from './one-order';

/** A part of the code that puts a list, or what is gathered from one, in a random order. */
interface Shuffle {
  /**
   * `place`: a statement shuffles the list itself. `copy`: the call gives a shuffled copy. `tensor`: a shuffled tensor.
   * `order`: indices.
   */
  readonly how: 'place' | 'copy' | 'tensor' | 'order';
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
  const together = pairs.flatMap(({ first, second }) => {
    const edits = joined(parsed, first, second);
    return edits ? [edits] : [];
  });
  return [...together, ...takeOneOrder(parsed)];
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

function shuffleOf(call: ts.CallExpression, parsed: ParsedFile): Shuffle | undefined {
  const { source } = parsed;
  const name = calleeName(call).getText(source);
  const how = ts.isExpressionStatement(call.parent) ? 'place' : 'copy';
  if (name === 'sort') return sortOf(call, how, source);
  if (name === 'gather') return gatherOf(call, source);
  const [list] = call.arguments;
  if (call.arguments.length !== 1 || !isNamed(list)) return undefined;
  if (how === 'copy' && helperOf(call, parsed)) return { how: 'tensor', call, list: list.getText(source) };
  const isShuffle = /^shuffle(?:d|Array|List|Rows|InPlace)?$/i.test(name);
  return isShuffle ? { how, call, list: list.getText(source) } : undefined;
}

/** The function of the file that gathers the rows of what it is given in a random order. */
function helperOf(call: ts.CallExpression, { tree, source }: ParsedFile): FunctionNode | undefined {
  const { expression } = call;
  const declaration = ts.isIdentifier(expression) ? tree.lookup(expression)?.declaration : undefined;
  const value = declaration && (ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration);
  const text = value && isFunctionNode(value) ? value.getText(source) : '';
  const isHelper = /\bgather\(/.test(text) && /shuffle|random|permut/i.test(text);
  return isHelper && value && isFunctionNode(value) ? value : undefined;
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
  const indices = first.how === 'order' ? first.list : indicesOf(first, parsed);
  const edits = [first, second].map((one) => inOrder(parsed, one, name));
  if (indices === undefined || edits.includes(undefined)) return undefined;
  return [
    declaration(parsed, first, `const ${name} = ${indices}`),
    ...edits.flatMap((edit) => edit ?? []),
    ...withoutHelper(first, second, parsed),
  ];
}

/** The call that makes as many indices as a list or tensor has rows. */
function indicesOf({ how, list }: Shuffle, parsed: ParsedFile): string | undefined {
  const maker = tfName(parsed, ['util', 'createShuffledIndices']);
  if (maker === undefined) return undefined;
  const tensor = tfName(parsed, ['tensor1d']);
  if (how !== 'tensor') return `${maker}(${list}.length)`;
  return tensor && `${tensor}(Array.from(${maker}(${list}.shape[0])), ${quoted('int32', parsed.text)})`;
}

/** A function that nobody else calls goes, unless a comment belongs to it. */
function withoutHelper({ how, call }: Shuffle, second: Shuffle, parsed: ParsedFile): TextEdit[] {
  const helper = how === 'tensor' ? helperOf(call, parsed) : undefined;
  if (!helper || !ts.isFunctionDeclaration(helper) || !helper.name || helper.modifiers) return [];
  const binding = parsed.tree.lookup(helper.name);
  const uses = binding ? parsed.tree.references(binding) : [];
  const isOther = uses.some((use) => use !== call.expression && use !== second.call.expression);
  const comments = ts.getLeadingCommentRanges(parsed.text, helper.pos) ?? [];
  return isOther || comments.length > 0 ? [] : [removeStatement(parsed, helper)];
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

function inOrder(parsed: ParsedFile, { how, call, list }: Shuffle, order: string): TextEdit | undefined {
  const { file, source } = parsed;
  if (how === 'tensor') {
    const gather = tfName(parsed, ['gather']);
    return gather === undefined
      ? undefined
      : { file, range: rangeOf(source, call), newText: `${gather}(${list}, ${order})` };
  }
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
