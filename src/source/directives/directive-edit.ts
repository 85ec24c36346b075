/** Where a directive goes, or how the one that is there changes, to give a parameter a value. */

import ts from 'typescript';
import { modelOwner } from '../../report/argument';
import type { Position, Range } from '../../report/position';
import { type Callable, callables } from '../entries/callables';
import { standsOver } from './directive-owners';
import type { Directives } from './directives';
import { landingName } from '../sites/model-sites';
import { nestedCallables } from '../entries/nested-callables';
import type { ScopeTree } from '../syntax/scope';

export interface DirectiveEdit {
  readonly range: Range;
  readonly newText: string;
}

/**
 * @param file absolute path
 * @param models the expressions that make models
 * @param owner how people call the function, or the class whose constructor is meant, as arguments name it
 * @param name of the parameter, or the path to one field of it
 * @param value source text of a literal
 * @returns undefined where the file has no such function
 */
export function directiveEdit(
  file: string,
  tree: ScopeTree,
  models: readonly ts.Node[],
  directives: Directives,
  owner: string,
  name: string,
  value: string,
): DirectiveEdit | undefined {
  const { source } = tree;
  const over = owner.startsWith(modelOwner)
    ? statementOf(models.find((model) => landingName(model) === owner.slice(modelOwner.length)))
    : standOver(functionCalled(file, tree, owner));
  if (!over) return undefined;
  const start = source.getLineAndCharacterOfPosition(over.getStart(source));
  const setting = `${name} = ${value.replaceAll('*/', '*\\/')}`;
  const there = directives.written.filter(({ overStart }) => overStart && isSame(overStart, start));
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
  return node && standsOver(node);
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

function isSame(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
