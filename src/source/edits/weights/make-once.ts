/** Moves what makes weights to where it happens once: before the function that ran it, or into a field of its class. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, extendsExpression, isFunctionNode } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { bareExpression, type TracedExpression } from '../../tracing/traced';
import { indentOf, insertBefore } from '../basics/line-before';
import { removeStatement } from '../basics/remove-statement';
import { replaceNode } from '../basics/settings';
import { tfName } from '../basics/tf-names';
import { addWeights } from './layer-weights';
import { isFreeOf, isVariable, renewedWeights, type RenewedWeights } from './renewed-weights';

/** A class, in which weights become fields, or a statement, before which they are made. */
type Home = ts.ClassLikeDeclaration | ts.Statement;

/**
 * @param made the calls that make weights anew
 * @param level 0 for the nearest place outside of the function that makes them, 1 for the one outside of that
 * @returns undefined where some expression reads what is local to that function
 */
export function makeOnce(made: readonly TracedExpression<CallNode>[], level: number): TextEdit[] | undefined {
  const all = made.map((one) => renewedWeights(one));
  const weights = all.flatMap((one) => one ?? []);
  if (weights.length < all.length) return undefined;
  const homes = new Map<Home, RenewedWeights[]>();
  for (const one of weights) {
    const home = homesOf(one.maker).at(level);
    if (!home) return undefined;
    homes.set(home, [...(homes.get(home) ?? []), one]);
  }
  const edits = [...homes].map(([home, moved]) => {
    if (!ts.isClassLike(home)) return joined(moved.map((one) => beforeStatement(one, home)));
    return isLayer(home) ? addWeights(moved, home) : joined(moved.map((one) => asField(one, home)));
  });
  return joined(edits);
}

function joined(parts: readonly (readonly TextEdit[] | undefined)[]): TextEdit[] | undefined {
  return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/**
 * The places outside of a function, the nearest first: the statement around it in the next function or the file, or the
 * class of a method, beyond which nothing belongs to one object.
 */
function homesOf(maker: ts.Node): Home[] {
  const homes: Home[] = [];
  for (let at = maker; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    const isBody = (ts.isBlock(parent) && isFunctionNode(parent.parent)) || ts.isSourceFile(parent);
    if (isBody && ts.isStatement(at)) homes.push(at);
    const isMember = ts.isClassLike(parent) && ts.isClassElement(at) && !isStatic(at);
    if (isMember) return [...homes, parent];
  }
  return homes;
}

function isStatic(member: ts.ClassElement): boolean {
  return ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(isStaticKeyword) === true;
}

function isStaticKeyword({ kind }: ts.Modifier): boolean {
  return kind === ts.SyntaxKind.StaticKeyword;
}

/** Whether a class extends a layer of tfjs, as far as the name tells. */
function isLayer(node: ts.ClassLikeDeclaration): boolean {
  return /\bLayer$/.test(extendsExpression(node)?.getText() ?? '');
}

function beforeStatement(weights: RenewedWeights, statement: ts.Statement): TextEdit[] | undefined {
  const { parsed, declared } = weights;
  const name = declared?.name.text ?? 'weights';
  const text = variableText(weights, statement, statement);
  if (text === undefined || parsed.tree.lookupName(name, statement.parent)) return undefined;
  const type = declared && declared.type !== '' ? `: ${declared.type}` : '';
  return [
    insertBefore(parsed, statement, `const ${name}${type} = ${text};`),
    declared ? removeStatement(parsed, declared.statement) : replaceNode(at(weights), name),
  ];
}

function asField(weights: RenewedWeights, node: ts.ClassLikeDeclaration): TextEdit[] | undefined {
  const { parsed, declared } = weights;
  const name = declared?.name.text ?? 'weights';
  const [first] = node.members;
  const text = variableText(weights, node, first);
  if (text === undefined || node.members.some((one) => one.name?.getText(parsed.source) === name)) return undefined;
  const modifiers = /\.[cm]?tsx?$/.test(parsed.file) ? 'private readonly ' : '';
  return [insertBefore(parsed, first, `${modifiers}${name} = ${text};`), replaceNode(at(weights), `this.${name}`)];
}

/**
 * The expression as a variable; undefined where it cannot stand outside of a node, or would run there before a name
 * that it reads has its value.
 */
function variableText(weights: RenewedWeights, outside: ts.Node, neighbor: ts.Node): string | undefined {
  const { parsed, expression } = weights;
  const variable = tfName(parsed, ['variable']);
  if (!isFreeOf(outside, expression, parsed) || variable === undefined) return undefined;
  if (ts.isStatement(outside) && readsLater(outside, expression, parsed)) return undefined;
  const from = indentOf(parsed, weights.declared?.statement ?? expression);
  const text = expression.getText(parsed.source).replaceAll(`\n${from}`, `\n${indentOf(parsed, neighbor)}`);
  return isVariable(bareExpression(expression)) ? text : `${variable}(${text})`;
}

/** Whether an expression reads a variable or class that the block of a statement declares behind it. */
function readsLater(statement: ts.Statement, expression: ts.Node, { tree }: ParsedFile): boolean {
  let isLater = false;
  const visit = (node: ts.Node): void => {
    const declaration = ts.isIdentifier(node) ? tree.lookup(node)?.declaration : undefined;
    let block = declaration?.parent;
    while (block && !ts.isBlock(block) && !ts.isSourceFile(block)) block = block.parent;
    if (declaration && block === statement.parent && declaration.pos > statement.pos)
      isLater ||= !ts.isFunctionDeclaration(declaration);
    ts.forEachChild(node, visit);
  };
  visit(expression);
  return isLater;
}

function at({ parsed, expression }: RenewedWeights): TracedExpression {
  return { parsed, node: expression, callers: [] };
}
