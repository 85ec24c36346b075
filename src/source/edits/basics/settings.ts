/** Reads and changes the settings that a call takes in a config object, at the place that defines each. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { Location } from '../../../report/position';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween, rangeOf } from '../../syntax/positions';
import { addProperty } from './add-property';
import { bare, type Traced } from '../tracing/traced';
import type { TracedProperty, Tracer } from '../tracing/tracer';

/** A text that gives a setting its value. */
export interface Definition extends Location {
  /** The text in the code: `'sigmoid'`, `0.1`, `tf.initializers.zeros()`. */
  readonly text: string;
  /** The value of a literal string or number; undefined for other expressions. */
  readonly value: string | number | undefined;
}

export interface Change {
  /** Source text of the new value. */
  readonly text: string;
  /** Only a definition with this value changes; the others belong to other calls. */
  readonly instead?: string | number | undefined;
  /** A setting that the new one is written behind, if the call has it. */
  readonly beside?: string;
}

/** The expressions that define the setting of a call; empty where it is not set. */
export function definitionsOf(tracer: Tracer, call: Traced<CallNode>, name: string): Definition[] {
  return propertiesOf(tracer, call, name).flatMap((property) =>
    tracer.values(tracer.valueOf(property)).map(toDefinition),
  );
}

/**
 * The edits that give the setting `name` of a call a value, in the text that defines it; a setting that is missing is
 * added to the config.
 * @param argument the index of the config among the call's arguments
 * @returns undefined where the call takes no config that can be found, or a definition cannot be told from others
 */
export function changeSetting(
  tracer: Tracer,
  call: Traced<CallNode>,
  name: string,
  change: Change,
  argument = 0,
): TextEdit[] | undefined {
  const properties = propertiesOf(tracer, call, name, argument);
  if (properties.length === 0) return addSetting(tracer, call, name, change, argument);
  const edits = properties.flatMap((property) => changeProperty(tracer, property, name, change) ?? []);
  return edits.length > 0 ? edits.filter(({ newText }) => newText !== '') : undefined;
}

/**
 * As `changeSetting`, but in the call's own config only, which overrides what the config spreads or takes from
 * elsewhere.
 */
export function overrideSetting(
  tracer: Tracer,
  call: Traced<CallNode>,
  name: string,
  text: string,
): TextEdit[] | undefined {
  const config = configOf(call);
  const literal = config && bare(config.node);
  if (!config || !literal || !ts.isObjectLiteralExpression(literal))
    return config && copyWith(config, `${name}: ${text}`);
  const own = propertiesOf(tracer, call, name).find(({ holder }) => holder === literal);
  if (!own) return addProperty(call.parsed, literal, `${name}: ${text}`);
  return ts.isPropertyAssignment(own.node)
    ? [replace({ ...own, node: own.node.initializer }, text)]
    : [replace(own, `${name}: ${text}`)];
}

/** `dense(config)` becomes `dense({ ...config, activation: 'relu' })`. */
function copyWith(config: Traced, property: string): TextEdit[] | undefined {
  return ts.isIdentifier(config.node) ? [replace(config, `{ ...${config.node.text}, ${property} }`)] : undefined;
}

function propertiesOf(tracer: Tracer, call: Traced<CallNode>, name: string, argument = 0): readonly TracedProperty[] {
  const config = configOf(call, argument);
  return config ? tracer.properties(config, name) : [];
}

/** The argument where settings stand, the first one as a rule. */
function configOf(call: Traced<CallNode>, index = 0): Traced | undefined {
  const argument = call.node.arguments?.at(index);
  return argument && { ...call, node: argument };
}

function changeProperty(
  tracer: Tracer,
  property: TracedProperty,
  name: string,
  { text, instead }: Change,
): TextEdit[] | undefined {
  const values = tracer.values(tracer.valueOf(property));
  const meant = values.filter((value) => instead === undefined || literalValue(value) === instead);
  const changeable = meant.filter((value) => isLiteral(value) || isUntyped(value));
  if (changeable.length > 0 && changeable.length === meant.length)
    return changeable.map((value) => replace(value, text));
  // The text does not show the definition, so the property itself gets the new value.
  const { parsed, node } = property;
  return ts.isPropertyAssignment(node)
    ? [replace({ ...property, node: node.initializer }, text)]
    : [{ file: parsed.file, range: rangeOf(parsed.source, node), newText: `${name}: ${text}` }];
}

function addSetting(
  tracer: Tracer,
  call: Traced<CallNode>,
  name: string,
  { text, beside }: Change,
  argument: number,
): TextEdit[] | undefined {
  const property = `${name}: ${text}`;
  const config = configOf(call, argument);
  if (!config) return addConfig(call, property, argument);
  const neighbor = beside === undefined ? undefined : propertiesOf(tracer, call, beside).at(0);
  if (neighbor) return addProperty(neighbor.parsed, neighbor.holder, property, neighbor.node);
  const literal = bare(config.node);
  if (ts.isObjectLiteralExpression(literal)) return addProperty(call.parsed, literal, property);
  const shared = tracer.objects(config);
  if (shared.length > 0) return shared.flatMap((one) => addProperty(one.parsed, one.node, property));
  return copyWith(config, property);
}

/** A call gets a config as its next argument; undefined where an argument before it is missing or spread. */
function addConfig({ parsed, node }: Traced<CallNode>, property: string, index: number): TextEdit[] | undefined {
  const given = node.arguments;
  if (given?.length !== index || given.some((one) => ts.isSpreadElement(one))) return undefined;
  const offset = given.at(-1)?.end ?? given.pos;
  const newText = index === 0 ? `{ ${property} }` : `, { ${property} }`;
  return [{ file: parsed.file, range: rangeBetween(parsed.source, offset, offset), newText }];
}

/** An edit that puts other text in the place of a node. */
export function replace({ parsed, node }: Traced<ts.Node>, newText: string): TextEdit {
  return { file: parsed.file, range: rangeOf(parsed.source, node), newText };
}

function toDefinition(value: Traced): Definition {
  const { parsed, node } = value;
  return {
    file: parsed.file,
    range: rangeOf(parsed.source, node),
    text: node.getText(parsed.source),
    value: literalValue(value),
  };
}

/** The text or number that a node writes out; undefined where it writes neither. */
export function literalValue({ node }: Traced): string | number | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  return undefined;
}

function isLiteral(value: Traced): boolean {
  return literalValue(value) !== undefined && !hasTypedHolder(value);
}

/** Whether a value of another type may replace this one, which a name leads to or which stands in the config itself. */
function isUntyped(value: Traced): boolean {
  return (ts.isCallExpression(value.node) || ts.isNewExpression(value.node)) && !hasTypedHolder(value);
}

/** Whether a variable holds it whose declared type may not allow the new value. */
function hasTypedHolder({ node, parsed }: Traced): boolean {
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent) && !ts.isPropertyDeclaration(parent) && !ts.isParameter(parent)) return false;
  return parent.type !== undefined && !/^(?:string|number)$/.test(parent.type.getText(parsed.source));
}
