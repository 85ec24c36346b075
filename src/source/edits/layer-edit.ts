/** Finds where in the text of a layer call a setting stands or would go, so that a fix can change it. */

import ts from 'typescript';
import type { Position, Range } from '../../report/position';
import { textOf } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { rangeOf } from '../syntax/positions';

export interface LayerProperty {
  /** `activation: 'relu'` */
  readonly range: Range;
  /** `'relu'`; the same as `range` in a shorthand such as `{activation}`. */
  readonly valueRange: Range;
  readonly valueText: string;
}

/** A change of the text, in the file of the layer call. */
export interface SettingEdit {
  readonly range: Range;
  readonly newText: string;
}

interface Config {
  readonly source: ts.SourceFile;
  readonly node: ts.ObjectLiteralExpression;
}

function offset(source: ts.SourceFile, { line, character }: Position): number | undefined {
  const starts = source.getLineStarts();
  const start = starts.at(line);
  return start === undefined ? undefined : Math.min(start + character, source.end);
}

/** The object literal that the call at exactly `site` takes as its only argument. */
function configOf(parsed: ParsedFile, site: Range): Config | undefined {
  const { source } = parsed;
  const start = offset(source, site.start);
  const end = offset(source, site.end);
  const find = (node: ts.Node): ts.CallExpression | ts.NewExpression | undefined => {
    if (start === undefined || end === undefined || node.end < end || node.pos > start) return undefined;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && node.getStart(source) === start && node.end === end)
      return node;
    return ts.forEachChild(node, find);
  };
  const call = find(source);
  let argument = call?.arguments?.length === 1 ? call.arguments[0] : undefined;
  while (
    argument &&
    (ts.isAsExpression(argument) || ts.isSatisfiesExpression(argument) || ts.isParenthesizedExpression(argument))
  )
    argument = argument.expression;
  return argument && ts.isObjectLiteralExpression(argument) ? { source, node: argument } : undefined;
}

function findProperty(
  { source, node }: Config,
  name: string,
): ts.PropertyAssignment | ts.ShorthandPropertyAssignment | undefined {
  // What comes later wins, and what a spread holds is not in sight.
  for (const property of [...node.properties].reverse()) {
    if (ts.isSpreadAssignment(property)) return undefined;
    if (property.name.getText(source) !== name && textOf(property.name) !== name) continue;
    return ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property) ? property : undefined;
  }
  return undefined;
}

/**
 * The range of the config object of the layer call at `site`.
 * @returns undefined where there is no argument, or it is a variable, or there are several
 */
export function layerConfig(parsed: ParsedFile, site: Range): Range | undefined {
  const config = configOf(parsed, site);
  return config && rangeOf(config.source, config.node);
}

/**
 * Where the setting `name` of the layer call at `site` stands.
 * @returns undefined without a config object, without such a property, or where a spread after it may override it
 */
export function layerProperty(parsed: ParsedFile, site: Range, name: string): LayerProperty | undefined {
  const config = configOf(parsed, site);
  const property = config && findProperty(config, name);
  if (!property) return undefined;
  const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
  return {
    range: rangeOf(config.source, property),
    valueRange: rangeOf(config.source, value),
    valueText: value.getText(config.source),
  };
}

/**
 * The edit that sets `name` of the layer call at `site` to `value`, source text such as `'tanh'`. It replaces the
 * value that stands there, or adds a last property, written as the others are.
 * @returns undefined where the config is a variable or missing, or a spread in it hides what is set
 */
export function setLayerProperty(
  parsed: ParsedFile,
  site: Range,
  name: string,
  value: string,
): SettingEdit | undefined {
  const config = configOf(parsed, site);
  if (!config || config.node.properties.some(ts.isSpreadAssignment)) return undefined;
  const { source, node } = config;
  const property = findProperty(config, name);
  if (property) {
    if (ts.isPropertyAssignment(property)) return { range: rangeOf(source, property.initializer), newText: value };
    return { range: rangeOf(source, property), newText: `${name}: ${value}` };
  }
  const last = node.properties.at(-1);
  if (!last) return { range: rangeOf(source, node), newText: `{ ${name}: ${value} }` };
  const end = source.getLineAndCharacterOfPosition(last.end);
  const start = source.getLineAndCharacterOfPosition(last.getStart(source));
  const opening = source.getLineAndCharacterOfPosition(node.getStart(source));
  const indent = /^\s*/.exec(parsed.text.slice(source.getLineStarts()[start.line] ?? 0))?.[0] ?? '';
  const separator =
    start.line > opening.line && indent.length === start.character
      ? `,${parsed.text.includes('\r\n') ? '\r\n' : '\n'}${indent}`
      : ', ';
  return { range: { start: end, end }, newText: `${separator}${name}: ${value}` };
}
