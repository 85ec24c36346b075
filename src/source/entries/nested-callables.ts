/** Finds functions inside functions, and the text that registers them with the probe once the code around them runs. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import { probeGlobalText } from '../../report/probe-globals';
import type { Callable } from './callables';
import { callablesOfValue } from './callables';
import { isFunctionNode } from '../syntax/nodes';
import type { ScopeTree } from '../syntax/scope';

export interface NestedCallable {
  readonly callable: Callable;
  /** How people would name it: `train`, `the function on line 12`. */
  readonly label: string;
  /** Text that registers the value that holds the callable. */
  readonly insertions: readonly TextInsertion[];
}

/** The value that leads to a nested function: the name of a declaration, or an expression. */
interface Root {
  readonly name: string | undefined;
  readonly value: ts.Node;
  /** Text that stands before and after `~key`. */
  insertions(key: string): readonly TextInsertion[];
}

/**
 * The functions, methods and classes that no name of the top level leads to.
 * @param file absolute path, part of the key
 * @param known those that a name of the top level leads to
 */
export function nestedCallables(file: string, tree: ScopeTree, known: ReadonlySet<ts.Node>): NestedCallable[] {
  return tree.holders.flatMap((holder) => {
    const { parent } = holder;
    const node = ts.isVariableDeclaration(parent) && parent.initializer === holder ? parent : holder;
    const root = known.has(node) ? undefined : rootOf(node, tree.source);
    return root ? ofRoot(file, root, tree, known) : [];
  });
}

function ofRoot(file: string, root: Root, tree: ScopeTree, known: ReadonlySet<ts.Node>): NestedCallable[] {
  const { source } = tree;
  const binding = `~${root.value.getStart(source)}`;
  const insertions = root.insertions(JSON.stringify(`${file}#${binding}`));
  return callablesOfValue(binding, root.value, tree)
    .filter(({ node }) => !known.has(node))
    .map((callable) => {
      const rest = callable.path.slice(binding.length + 1);
      const line = source.getLineAndCharacterOfPosition(root.value.getStart(source)).line + 1;
      const label = [root.name, rest].filter((part) => part !== undefined && part !== '').join('.');
      return {
        callable,
        insertions,
        label: root.name === undefined && rest === '' ? `the function on line ${line}` : label,
      };
    });
}

const register = `${probeGlobalText('registerNested')}?.(`;
const wrap = `${probeGlobalText('registerNested')}(`;

function rootOf(node: ts.Node, source: ts.SourceFile): Root | undefined {
  if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name && isNestedStatement(node)) {
    const name = node.name.text;
    const [first] = (node.parent as ts.Block).statements;
    // Functions exist from the start of their block, classes from their declaration on.
    const offset = ts.isFunctionDeclaration(node) ? first.getStart(source) : node.end;
    return { name, value: node, insertions: (key) => [{ offset, text: `${register}${key},${name});` }] };
  }
  if (
    ts.isVariableDeclaration(node) &&
    node.initializer &&
    ts.isIdentifier(node.name) &&
    ts.isVariableStatement(node.parent.parent) &&
    isNestedStatement(node.parent.parent)
  ) {
    if (!isHolder(node.initializer)) return undefined;
    const name = node.name.text;
    const offset = node.parent.parent.end;
    return { name, value: node.initializer, insertions: (key) => [{ offset, text: `;${register}${key},${name});` }] };
  }
  if (!isHolder(node) || !isFree(node)) return undefined;
  return {
    name: nameFor(node),
    value: node,
    insertions: (key) => [
      { offset: node.getStart(source), text: `${wrap}${key},` },
      { offset: node.end, text: ')' },
    ],
  };
}

function isNestedStatement(node: ts.Node): boolean {
  return ts.isBlock(node.parent);
}

function isHolder(node: ts.Node): node is ts.Expression {
  return (
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassExpression(node) ||
    ts.isObjectLiteralExpression(node)
  );
}

/** Whether an expression is passed on, assigned, returned or called on the spot, and is no part of another root. */
function isFree(node: ts.Expression): boolean {
  let { parent } = node;
  while (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent))
    ({ parent } = parent);
  if (ts.isNewExpression(parent) && parent.expression === node) return false;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isExportAssignment(parent))
    return false;
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) return false;
  // `{} = x` and the like are patterns.
  if (ts.isBinaryExpression(parent) && parent.left === node) return false;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return false;
  return ts.isFunctionLike(parent)
    ? ts.isArrowFunction(parent) && parent.body === node
    : !ts.isObjectLiteralExpression(parent);
}

function nameFor(node: ts.Expression): string | undefined {
  if ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name) return node.name.text;
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && isFunctionNode(node))
    return ts.isPropertyAccessExpression(parent.left) ? parent.left.name.text : undefined;
  return undefined;
}
