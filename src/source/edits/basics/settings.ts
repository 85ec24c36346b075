/** Reads and changes the settings that a call takes in a config object, at the place that defines each. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { Location } from '../../../report/position';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween, rangeOf } from '../../syntax/positions';
import { addProperty } from './add-property';
import { configOf, literalValue, propertiesOf } from '../../tracing/config-properties';
import { bareExpression, tracedAt, type TracedExpression } from '../../tracing/traced';
import { assignedObjects, type TracedProperty, type Tracer } from '../../tracing/tracer';

/** A text that gives a setting its value. */
export interface SettingDefinition extends Location {
  /** The text in the code: `'sigmoid'`, `0.1`, `tf.initializers.zeros()`. */
  readonly text: string;
  /** The value of a literal string or number; undefined for other expressions. */
  readonly value: string | number | undefined;
}

export interface SettingChange {
  /** Source text of the new value. */
  readonly text: string;
  /** Only a definition with this value changes; the others belong to other calls. */
  readonly instead?: string | number | undefined;
  /** A setting that the new one is written behind, if the call has it. */
  readonly beside?: string;
}

/** The expressions that define the setting of a call; empty where it is not set. */
export function definitionsOf(tracer: Tracer, call: TracedExpression<CallNode>, name: string): SettingDefinition[] {
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
  call: TracedExpression<CallNode>,
  name: string,
  change: SettingChange,
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
  call: TracedExpression<CallNode>,
  name: string,
  text: string,
): TextEdit[] | undefined {
  const config = configOf(call);
  if (!config) return undefined;
  const bare = bareExpression(config.node);
  const literal = assignedObjects(bare)?.at(-1) ?? bare;
  if (!ts.isObjectLiteralExpression(literal))
    return addToJoined(tracedAt(config, bare), `${name}: ${text}`) ?? copyWith(config, `${name}: ${text}`);
  const own = propertiesOf(tracer, call, name).find(({ holder }) => holder === literal);
  if (!own) return addProperty(call.parsed, literal, `${name}: ${text}`);
  return ts.isPropertyAssignment(own.node)
    ? [replaceNode({ ...own, node: own.node.initializer }, text)]
    : [replaceNode(own, `${name}: ${text}`)];
}

/** `dense(config)` becomes `dense({ ...config, activation: 'relu' })`. */
function copyWith(config: TracedExpression, property: string): TextEdit[] | undefined {
  return ts.isIdentifier(config.node) ? [replaceNode(config, `{ ...${config.node.text}, ${property} }`)] : undefined;
}

/**
 * The edits that rename a setting wherever the text gives it to a call: `activations: 'relu'` becomes
 * `activation: 'relu'`.
 * @returns undefined where the text does not show the setting
 */
export function renameSetting(
  tracer: Tracer,
  call: TracedExpression<CallNode>,
  name: string,
  newName: string,
  argument = 0,
): TextEdit[] | undefined {
  const edits = propertiesOf(tracer, call, name, argument).map((property) => {
    const { node, parsed } = property;
    if (ts.isShorthandPropertyAssignment(node)) return replaceNode(property, `${newName}: ${name}`);
    const quote = ts.isStringLiteral(node.name) ? node.name.getText(parsed.source)[0] : '';
    return replaceNode(tracedAt(property, node.name), `${quote}${newName}${quote}`);
  });
  return edits.length > 0 ? edits : undefined;
}

function changeProperty(
  tracer: Tracer,
  property: TracedProperty,
  name: string,
  { text, instead }: SettingChange,
): TextEdit[] | undefined {
  const values = tracer.values(tracer.valueOf(property));
  const meant = values.filter((value) => instead === undefined || literalValue(value) === instead);
  const changeable = meant.filter((value) => isLiteral(value) || isUntyped(value));
  if (changeable.length > 0 && changeable.length === meant.length)
    return changeable.map((value) => replaceNode(value, text));
  // The text does not show the definition, so the property itself gets the new value.
  const { parsed, node } = property;
  return ts.isPropertyAssignment(node)
    ? [replaceNode({ ...property, node: node.initializer }, text)]
    : [{ file: parsed.file, range: rangeOf(parsed.source, node), newText: `${name}: ${text}` }];
}

function addSetting(
  tracer: Tracer,
  call: TracedExpression<CallNode>,
  name: string,
  { text, beside }: SettingChange,
  argument: number,
): TextEdit[] | undefined {
  const property = `${name}: ${text}`;
  const config = configOf(call, argument);
  if (!config) return addConfig(call, property, argument);
  const neighbor = beside === undefined ? undefined : propertiesOf(tracer, call, beside).at(0);
  if (neighbor) return addProperty(neighbor.parsed, neighbor.holder, property, neighbor.node);
  const literal = bareExpression(config.node);
  if (ts.isObjectLiteralExpression(literal))
    return addProperty(call.parsed, literal, property, beforeLastSpreads(literal));
  const joined = addToJoined(tracedAt(config, literal), property);
  if (joined) return joined;
  const shared = tracer.objects(config);
  if (shared.length > 0) return shared.flatMap((one) => addProperty(one.parsed, one.node, property));
  return copyWith(config, property);
}

/** What a default stands behind, so that what the literal spreads last may set it for other calls. */
function beforeLastSpreads({ properties }: ts.ObjectLiteralExpression): ts.ObjectLiteralElementLike | undefined {
  return properties.findLast((one) => !ts.isSpreadAssignment(one));
}

/** `Object.assign({}, base, { units: 3 })` gets the property in its last literal, or in a new one. */
function addToJoined({ parsed, node }: TracedExpression, property: string): TextEdit[] | undefined {
  const last = assignedObjects(node)?.at(-1);
  if (!last) return undefined;
  if (ts.isObjectLiteralExpression(last)) return addProperty(parsed, last, property);
  return [{ file: parsed.file, range: rangeBetween(parsed.source, last.end, last.end), newText: `, { ${property} }` }];
}

/** A call gets a config as its next argument; undefined where an argument before it is missing or spread. */
function addConfig(
  { parsed, node }: TracedExpression<CallNode>,
  property: string,
  index: number,
): TextEdit[] | undefined {
  const given = node.arguments;
  if (given?.length !== index || given.some((one) => ts.isSpreadElement(one))) return undefined;
  const offset = given.at(-1)?.end ?? given.pos;
  const newText = index === 0 ? `{ ${property} }` : `, { ${property} }`;
  return [{ file: parsed.file, range: rangeBetween(parsed.source, offset, offset), newText }];
}

/** An edit that puts other text in the place of a node. */
export function replaceNode({ parsed, node }: TracedExpression<ts.Node>, newText: string): TextEdit {
  return { file: parsed.file, range: rangeOf(parsed.source, node), newText };
}

function toDefinition(value: TracedExpression): SettingDefinition {
  const { parsed, node } = value;
  return {
    file: parsed.file,
    range: rangeOf(parsed.source, node),
    text: node.getText(parsed.source),
    value: literalValue(value),
  };
}

function isLiteral(value: TracedExpression): boolean {
  return literalValue(value) !== undefined && !hasTypedHolder(value);
}

/** Whether a value of another type may replace this one, which a name leads to or which stands in the config itself. */
function isUntyped(value: TracedExpression): boolean {
  return (ts.isCallExpression(value.node) || ts.isNewExpression(value.node)) && !hasTypedHolder(value);
}

/** Whether a variable holds it whose declared type may not allow the new value. */
function hasTypedHolder({ node, parsed }: TracedExpression): boolean {
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent) && !ts.isPropertyDeclaration(parent) && !ts.isParameter(parent)) return false;
  return parent.type !== undefined && !/^(?:string|number)$/.test(parent.type.getText(parsed.source));
}
