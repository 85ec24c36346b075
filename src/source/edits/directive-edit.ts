/** Writes the edit by which a directive gives a parameter a value: a new comment, or a change of the existing one. */

import ts from 'typescript';
import { modelOwner } from '../../report/argument';
import { isSamePosition, type Range } from '../../report/position';
import { type Callable, callables } from '../entries/callables';
import { directiveAnchor } from '../directives/directive-owners';
import { Directives } from '../directives/directives';
import { fileCalls } from '../sites/file-calls';
import type { ParsedFile } from '../syntax/parsed-file';
import { assignedName } from '../sites/model-sites';
import { nestedCallables } from '../entries/nested-callables';
import type { ScopeTree } from '../syntax/scope';

export interface DirectiveEdit {
  readonly range: Range;
  readonly newText: string;
}

/**
 * The edit that gives a parameter a value by a directive: a new comment over the function, or a setting more in its
 * comment.
 * @param owner how people call the function, or the class whose constructor is meant, as `Argument.owner` names it;
 * `model:` and its name for a setting of a model
 * @param name of the parameter, or the path to one field of it
 * @param value source text of a literal
 * @returns undefined where the file has no such function
 */
export function directiveEdit(
  parsed: ParsedFile,
  owner: string,
  name: string,
  value: string,
): DirectiveEdit | undefined {
  const { file, source, tree } = parsed;
  const models = fileCalls(parsed).modelCalls.map(({ call }) => call);
  const directives = new Directives(source, models);
  const over = owner.startsWith(modelOwner)
    ? statementOf(models.find((model) => assignedName(model) === owner.slice(modelOwner.length)))
    : standOver(functionCalled(file, tree, owner));
  if (!over) return undefined;
  const start = source.getLineAndCharacterOfPosition(over.getStart(source));
  const setting = `${name} = ${value.replaceAll('*/', '*\\/')}`;
  const there = directives.written.filter(({ overStart }) => overStart && isSamePosition(overStart, start));
  for (const { values } of there) {
    const known = values.find((one) => one.name === name);
    if (known) return { range: known.valueRange, newText: setting.slice(name.length + ' = '.length) };
  }
  const last = there.findLast(({ lastEnd }) => lastEnd)?.lastEnd;
  if (last) return { range: { start: last, end: last }, newText: `, ${setting}` };
  const lineStart = source.getPositionOfLineAndCharacter(start.line, 0);
  const indent = source.text.slice(lineStart, lineStart + start.character);
  if (indent.trim() !== '') return { range: { start, end: start }, newText: `/* gradline: ${setting} */ ` };
  return { range: { start, end: start }, newText: `// gradline: ${setting}${lineEnd(source.text)}${indent}` };
}

function standOver(node: ts.Node | undefined): ts.Node | undefined {
  return node && directiveAnchor(node);
}

function statementOf(node: ts.Node | undefined): ts.Node | undefined {
  let at = node;
  while (at && !ts.isStatement(at) && !ts.isClassElement(at)) at = at.parent;
  return at;
}

function functionCalled(file: string, tree: ScopeTree, owner: string): ts.Node | undefined {
  const named = callables(tree);
  const isMeant = ({ path }: Callable): boolean => path === owner;
  const found =
    named.find(isMeant) ??
    nestedCallables(file, tree, new Set(named.map(({ node }) => node))).find(({ label }) => label === owner)?.callable;
  return found?.node;
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
