/**
 * Makes new layers where code makes another one, and gives them names of their own: a function that code calls again
 * and again would otherwise make new layers, with new weights, in each call.
 */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { enclosingFunction, textOf } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import type { TracedExpression } from '../../tracing/traced';
import { lineBefore } from '../basics/line-before';

export interface LayersBeside {
  readonly edits: readonly TextEdit[];
  /** The text that reads each new layer. */
  readonly names: readonly string[];
}

/** Whether code applies a layer in the function that makes it, so that new layers may be made there too. */
export function isAppliedWhereMade(made: TracedExpression, application: TracedExpression): boolean {
  return (
    !ts.isPropertyDeclaration(made.node.parent) && enclosingFunction(made.node) === enclosingFunction(application.node)
  );
}

/**
 * @param made the call that makes the layer which a variable or a field holds
 * @param texts of the calls that make the new layers
 * @returns undefined where neither a variable nor a field of `this` holds the layer alone
 */
export function layersBeside(made: TracedExpression, texts: readonly string[]): LayersBeside | undefined {
  const { parent } = made.node;
  if (ts.isVariableDeclaration(parent)) return besideVariable(made, parent, texts);
  if (ts.isPropertyDeclaration(parent)) {
    const name = textOf(parent.name);
    return name === undefined ? undefined : besideField(made, parent, name, texts);
  }
  if (!ts.isBinaryExpression(parent) || !ts.isPropertyAccessExpression(parent.left)) return undefined;
  const name = parent.left.name.text;
  const declared = declarationOf(made.node, name);
  if (declared) return besideField(made, declared, name, texts);
  const names = newNames(made, name, texts).map((one) => `this.${one}`);
  if (!ts.isExpressionStatement(parent.parent)) return undefined;
  return { edits: [linesAfter(made, parent.parent, statements(names, texts))], names };
}

function besideVariable(
  made: TracedExpression,
  { name, parent: list }: ts.VariableDeclaration,
  texts: readonly string[],
): LayersBeside | undefined {
  if (!ts.isIdentifier(name) || !ts.isVariableDeclarationList(list) || list.declarations.length > 1) return undefined;
  if (!ts.isVariableStatement(list.parent)) return undefined;
  const names = newNames(made, name.text, texts);
  const constants = names.map((one) => `const ${one}`);
  return { edits: [linesAfter(made, list.parent, statements(constants, texts))], names };
}

/** The new fields have the modifiers of the old one: `private readonly`. */
function besideField(
  made: TracedExpression,
  field: ts.PropertyDeclaration,
  name: string,
  texts: readonly string[],
): LayersBeside {
  const modifiers = (ts.getModifiers(field) ?? []).map((one) => `${one.getText(made.parsed.source)} `).join('');
  const names = newNames(made, name, texts);
  const fields = names.map((one) => modifiers + one);
  return { edits: [linesAfter(made, field, statements(fields, texts))], names: names.map((one) => `this.${one}`) };
}

function declarationOf(node: ts.Node, name: string): ts.PropertyDeclaration | undefined {
  let at = node.parent as ts.Node | undefined;
  while (at && !ts.isClassLike(at)) at = at.parent;
  return at?.members
    .filter((member) => ts.isPropertyDeclaration(member))
    .find((member) => textOf(member.name) === name);
}

/** `hiddenBatchNormalization` for a batch normalization behind `hidden`; with a number where the text has that name. */
function newNames({ parsed }: TracedExpression, name: string, texts: readonly string[]): string[] {
  return texts.map((text) => {
    const maker = /(\w+)\(/.exec(text)?.[1] ?? 'layer';
    const wanted = name + maker.charAt(0).toUpperCase() + maker.slice(1);
    const isTaken = (one: string): boolean => new RegExp(`\\b${one.replace('#', '')}\\b`).test(parsed.text);
    let free = wanted;
    for (let number = 2; isTaken(free); number++) free = `${wanted}${number}`;
    return free;
  });
}

function statements(targets: readonly string[], texts: readonly string[]): string[] {
  return targets.map((target, index) => `${target} = ${texts[index]}`);
}

/** A line for each text behind a statement or a field, which ends as that one does. */
function linesAfter(
  { parsed }: TracedExpression,
  before: ts.Statement | ts.PropertyDeclaration,
  lines: string[],
): TextEdit {
  const end = parsed.text[before.end - 1] === ';' ? ';' : '';
  const line = lineBefore(parsed, before);
  const newText = lines.map((one) => `${line}${one}${end}`).join('');
  return { file: parsed.file, range: rangeBetween(parsed.source, before.end, before.end), newText };
}
