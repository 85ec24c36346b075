/** Inserts a layer before or after another one, in each of the three ways to build a model. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import { endOfComments, lineEndOf } from '../basics/quotes';
import { tracedAt, type TracedExpression } from '../../tracing/traced';
import { isAppliedWhereMade, layersBeside } from './layers-beside';
import { usesElsewhere } from './uses-of-layer';

/**
 * @param texts of the new layers, the first one nearest to the layer
 * @returns undefined where the layer's call goes out of sight
 */
export function insertAfter(layer: TracedExpression<CallNode>, texts: readonly string[]): TextEdit[] | undefined {
  return atEachUse(
    layer,
    (use) =>
      afterStatement(use, texts) ??
      afterElement(use, texts) ??
      aroundApplications(layer, use, texts, (call, made) => aroundResult(call, made)),
  );
}

/** As `insertAfter`, between the layer and what it reads. */
export function insertBefore(layer: TracedExpression<CallNode>, text: string): TextEdit[] | undefined {
  return atEachUse(
    layer,
    (use) =>
      beforeStatement(use, text) ??
      beforeElement(use, text) ??
      aroundApplications(layer, use, [text], (call, [made]) => aroundInput(call, made)),
  );
}

/** The edits where the layer stands, or where its helper is called or its field read; there, each use has to show. */
function atEachUse(
  layer: TracedExpression<CallNode>,
  insert: (use: TracedExpression) => TextEdit[] | undefined,
): TextEdit[] | undefined {
  const own = insert(layer);
  if (own) return own;
  const all = usesElsewhere(layer).map(insert);
  const known = all.filter((edits) => edits !== undefined);
  return all.length > 0 && known.length === all.length ? known.flat() : undefined;
}

/**
 * The edits around each application of a layer: with the new layers in it where it stands beside the layer's making, or
 * by names where another function applies the layer.
 *
 * @param layer what makes the layer
 * @param use the same, or where a helper's result or a field is used
 * @param around gives undefined for an application that reads no single input
 */
function aroundApplications(
  layer: TracedExpression<CallNode>,
  use: TracedExpression,
  texts: readonly string[],
  around: (call: TracedExpression<ts.CallExpression>, made: readonly string[]) => TextEdit[] | undefined,
): TextEdit[] | undefined {
  const made = ts.isPropertyAccessExpression(use.node) ? layer : use;
  const calls = (applications(use) ?? []).filter((call) => around(call, texts) !== undefined);
  if (calls.length === 0) return undefined;
  const isOneFunction = calls.every((call) => isAppliedWhereMade(made, call));
  const beside = isOneFunction ? { edits: [], names: texts } : layersBeside(made, texts);
  return beside && [...beside.edits, ...calls.flatMap((call) => around(call, beside.names) ?? [])];
}

function insertion({ parsed }: TracedExpression<ts.Node>, offset: number, newText: string): TextEdit {
  return { file: parsed.file, range: rangeBetween(parsed.source, offset, offset), newText };
}

/** `model.add(layer)` or `layers.push(layer)` as a statement of its own. */
interface Addition {
  readonly statement: ts.ExpressionStatement;
  /** `model.add` */
  readonly callee: string;
}

function additionOf({ parsed, node }: TracedExpression): Addition | undefined {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.arguments.length !== 1 || !ts.isExpressionStatement(call.parent))
    return undefined;
  const callee = call.expression.getText(parsed.source);
  return /\.(?:add|push)$/.test(callee) ? { statement: call.parent, callee } : undefined;
}

function afterStatement(layer: TracedExpression, texts: readonly string[]): TextEdit[] | undefined {
  const addition = additionOf(layer);
  if (!addition) return undefined;
  const { statement, callee } = addition;
  const added = texts.map((text) => `${callee}(${text})${endOf(layer, statement)}`);
  const line = newLine(layer, statement);
  return inBlock(statement)
    ? [insertion(layer, lineEndAfter(layer, statement.end, line), added.map((one) => line + one).join(''))]
    : [insertion(layer, statement.getStart(), '{ '), insertion(layer, statement.end, ` ${added.join(' ')} }`)];
}

function beforeStatement(layer: TracedExpression, text: string): TextEdit[] | undefined {
  const addition = additionOf(layer);
  if (!addition || !inBlock(addition.statement)) return undefined;
  const { statement, callee } = addition;
  const added = `${callee}(${text})${endOf(layer, statement)}`;
  return [insertion(layer, statement.getStart(), added + newLine(layer, statement))];
}

/** The end of the statement: a semicolon, or nothing, as the code writes it. */
function endOf({ parsed }: TracedExpression<ts.Node>, statement: ts.Statement): string {
  return parsed.text[statement.end - 1] === ';' ? ';' : '';
}

function inBlock({ parent }: ts.Node): boolean {
  return ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isModuleBlock(parent) || ts.isCaseOrDefaultClause(parent);
}

/** A line end and the blanks that stand before a node; a blank where the node shares its line. */
function newLine({ parsed }: TracedExpression<ts.Node>, node: ts.Node): string {
  const { source, text } = parsed;
  const start = source.getLineAndCharacterOfPosition(node.getStart(source));
  const indent = text.slice(source.getLineStarts()[start.line] ?? 0).slice(0, start.character);
  return indent.trim() === '' ? lineEndOf(text) + indent : ' ';
}

function afterElement(layer: TracedExpression, texts: readonly string[]): TextEdit[] | undefined {
  const { node } = layer;
  if (!ts.isArrayLiteralExpression(node.parent)) return undefined;
  const line = newLine(layer, node);
  const comma = /^\s*,/.exec(layer.parsed.text.slice(node.end))?.[0].length;
  const end = lineEndAfter(layer, node.end + (comma ?? 0), line);
  if (end === node.end + (comma ?? 0))
    return [insertion(layer, node.end, texts.map((text) => `,${line}${text}`).join(''))];
  // The comments behind the element stay with it.
  return comma === undefined
    ? [insertion(layer, node.end, ','), insertion(layer, end, texts.map((text) => line + text).join(','))]
    : [insertion(layer, end, texts.map((text) => `${line}${text},`).join(''))];
}

/** The end of the comments that follow an offset on its line, where a new line is to come; else the offset itself. */
function lineEndAfter({ parsed }: TracedExpression<ts.Node>, offset: number, line: string): number {
  return line === ' ' ? offset : endOfComments(parsed.text, offset);
}

function beforeElement(layer: TracedExpression, text: string): TextEdit[] | undefined {
  const { node, parsed } = layer;
  if (!ts.isArrayLiteralExpression(node.parent)) return undefined;
  return [insertion(layer, node.getStart(parsed.source), `${text},${newLine(layer, node)}`)];
}

/** The calls of `apply` on the layer, also through a variable that holds it; undefined without any. */
function applications(layer: TracedExpression): TracedExpression<ts.CallExpression>[] | undefined {
  const direct = applicationOf(layer.node);
  if (direct) return [tracedAt(layer, direct)];
  const { parent } = layer.node;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return undefined;
  const binding = layer.parsed.tree.lookup(parent.name);
  const found = binding
    ? layer.parsed.tree.references(binding).flatMap((use) => {
        const call = applicationOf(use);
        return call ? [tracedAt(layer, call)] : [];
      })
    : [];
  return found.length > 0 ? found : undefined;
}

function applicationOf(node: ts.Node): ts.CallExpression | undefined {
  let inner = node;
  while (ts.isParenthesizedExpression(inner.parent) || ts.isNonNullExpression(inner.parent)) inner = inner.parent;
  const { parent } = inner;
  return ts.isPropertyAccessExpression(parent) &&
    parent.name.text === 'apply' &&
    ts.isCallExpression(parent.parent) &&
    parent.parent.expression === parent
    ? parent.parent
    : undefined;
}

function aroundResult(call: TracedExpression<ts.CallExpression>, texts: readonly string[]): TextEdit[] {
  const { node, parsed } = call;
  const opening = [...texts].reverse().map((text) => `${text}.apply(`);
  return [
    insertion(call, node.getStart(parsed.source), opening.join('')),
    insertion(call, node.end, ')'.repeat(texts.length)),
  ];
}

function aroundInput(call: TracedExpression<ts.CallExpression>, text: string): TextEdit[] | undefined {
  const argument = call.node.arguments.at(0);
  if (!argument || ts.isArrayLiteralExpression(argument)) return undefined;
  return [insertion(call, argument.getStart(call.parsed.source), `${text}.apply(`), insertion(call, argument.end, ')')];
}
