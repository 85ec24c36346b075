/** Lists the weights of layers that a layer's class makes and calls itself, so that `fit` finds and trains them. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import { indentOf } from '../basics/line-before';
import { lineEndOf } from '../basics/quotes';
import type { TracedExpression } from '../../tracing/traced';

/**
 * @param made the calls that make the inner layers
 * @returns undefined where some are in no field of a class whose `build` builds them
 */
export function listInnerLayers(made: readonly TracedExpression<CallNode>[]): TextEdit[] | undefined {
  const fields = made.map((call) => ({ call, ...fieldOf(call.node) }));
  const classes = new Set(fields.map(({ owner }) => owner));
  const edits = [...classes].map((owner) => {
    const own = fields.filter((field) => field.owner === owner);
    const names = [...new Set(own.flatMap(({ name }) => name ?? []))];
    return owner && own.every(({ name }) => name !== undefined) ? listed(own[0].call, owner, names) : undefined;
  });
  const known = edits.flatMap((one) => one ?? []);
  return known.length > 0 && known.length === edits.length ? known : undefined;
}

/** The field that gets what a call makes, and the class that has the field. */
function fieldOf(call: ts.Node): { owner?: ts.ClassLikeDeclaration; name?: string } {
  const { parent } = call;
  const named =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === call
      ? parent.left
      : undefined;
  const owner = ts.findAncestor(call, (node): node is ts.ClassLikeDeclaration => ts.isClassLike(node));
  if (!owner) return {};
  if (named && isField(named)) return { owner, name: named.name.text };
  return ts.isPropertyDeclaration(parent) && ts.isIdentifier(parent.name)
    ? { owner, name: parent.name.text }
    : { owner };
}

function isField(node: ts.Node): node is ts.PropertyAccessExpression & { name: ts.Identifier } {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ThisKeyword &&
    ts.isIdentifier(node.name)
  );
}

/** The line behind the last call of `build` for one of the fields, in the class's own `build`. */
function listed(
  { parsed }: TracedExpression,
  owner: ts.ClassLikeDeclaration,
  names: readonly string[],
): TextEdit | undefined {
  const { source, text, file } = parsed;
  const build = owner.members.find(
    (one): one is ts.MethodDeclaration => ts.isMethodDeclaration(one) && one.name.getText(source) === 'build',
  );
  const statements = build?.body?.statements ?? [];
  const built = names.map((name) => statements.find((one) => isBuildOf(one, name)));
  const last = built.reduce((a, b) => (a && b ? (a.pos > b.pos ? a : b) : undefined), built[0]);
  if (!last) return undefined;
  const weights = ['this.trainableWeights', ...names.map((name) => `this.${name}.trainableWeights`)];
  const list = weights.map((one) => `...${one}`).join(', ');
  return {
    file,
    range: rangeBetween(source, last.end, last.end),
    newText: `${lineEndOf(text)}${indentOf(parsed, last)}this.trainableWeights = [${list}];`,
  };
}

/** Whether a statement is `this.name.build(…)`. */
function isBuildOf(statement: ts.Statement, name: string): boolean {
  const call = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const callee = call && ts.isCallExpression(call) ? call.expression : undefined;
  return (
    callee !== undefined &&
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === 'build' &&
    isField(callee.expression) &&
    callee.expression.name.text === name
  );
}
