/** Finds a field of stored steps that says whether an episode ended, and that nothing reads once it is stored. */

import ts from 'typescript';
import { fieldName, thisContainer } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { bareExpression } from '../tracing/traced';
import { fieldsReadIn } from './conditions';
import { calleeText, contains, functionOf, isAssigning, namesIn, nodesIn, type Owner, ownerOf } from './functions';
import { isActingName, isEndName } from './names';
import { lastName } from './real-ends';

/** A step has at least a state, an action, the next state and its end. */
const leastFields = 4;
/** So many other fields a function reads that works with such steps. */
const leastRead = 3;
const storing = /^(?:push|unshift|add|store|remember|append|record|save|insert|memorize)/i;
const listing: ReadonlySet<string> = new Set(['values', 'entries', 'keys', 'assign', 'stringify', 'fromEntries']);

/**
 * The field, if it is sure that nothing reads it of a stored step.
 * @param readers the functions that make the targets
 */
export function unreadStoredEnd(readers: ReadonlySet<Owner>, file: ParsedFile): ts.ObjectLiteralElement | undefined {
  if (mayReadWhole(file.source)) return undefined;
  const read = new Set([...readers].flatMap((owner) => [...fieldsReadIn(owner)]));
  return nodesIn(file.source, ts.isObjectLiteralExpression).flatMap((step) => {
    const names = step.properties.map(({ name }) => (name && ts.isIdentifier(name) ? name.text : undefined));
    const end = step.properties.find((_, at) => isEndName(names[at] ?? ''));
    if (!end || step.properties.length < leastFields || !isStored(step) || readers.has(ownerOf(step))) return [];
    const others = names.filter((name) => name !== undefined && read.has(name));
    return others.length >= leastRead && isUnread(step, file) ? [end] : [];
  })[0];
}

/** Whether code goes through the fields of anything without naming them. */
function mayReadWhole(source: ts.SourceFile): boolean {
  return contains(source, (node) => {
    if (ts.isSpreadAssignment(node) || ts.isForInStatement(node)) return true;
    if (ts.isBindingElement(node)) return node.dotDotDotToken !== undefined && ts.isObjectBindingPattern(node.parent);
    if (ts.isStringLiteralLike(node)) return isEndName(node.text) && !ts.isLiteralTypeNode(node.parent);
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    return (
      listing.has(node.expression.name.text) && /^(?:Object|JSON)$/.test(lastName(node.expression.expression) ?? '')
    );
  });
}

function isStored(step: ts.ObjectLiteralExpression): boolean {
  const { parent } = step;
  if (ts.isCallExpression(parent)) return storing.test(calleeText(parent));
  if (ts.isBinaryExpression(parent)) return isAssigning(parent) && ts.isElementAccessExpression(parent.left);
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  const { text } = parent.name;
  return nodesIn(ownerOf(step), ts.isCallExpression).some(
    (call) => storing.test(calleeText(call)) && call.arguments.some((one) => ts.isIdentifier(one) && one.text === text),
  );
}

/** Whether all reads of ends in the file are those of the environment's answer, and only steer the episode. */
function isUnread(step: ts.ObjectLiteralExpression, file: ParsedFile): boolean {
  const accesses = nodesIn(file.source, ts.isPropertyAccessExpression).filter(({ name }) => isEndName(name.text));
  const elements = nodesIn(file.source, ts.isBindingElement).filter((one) => isEndName(fieldName(one) ?? ''));
  const names = nodesIn(file.source, ts.isIdentifier).filter(
    (name) => isEndName(name.text) && isUse(name) && file.tree.lookup(name) !== undefined,
  );
  return (
    accesses.every(
      (access) => isTarget(access) || (isOfEnvironment(access, step, file) && isSteering(access, step, file)),
    ) &&
    elements.every((element) => isAnswer(valueOf(element), file)) &&
    names.every((name) => isTarget(name) || isInWorld(name, step) || isSteering(name, step, file))
  );
}

/** Whether a name is read where the environment makes its answer, such as a reward of -1 at the end. */
function isInWorld(name: ts.Identifier, step: ts.Node): boolean {
  const owner = ownerOf(name);
  if (owner === ownerOf(step) || ts.isSourceFile(owner)) return false;
  return nodesIn(owner, ts.isReturnStatement).some(({ expression }) => {
    const given = expression && bareExpression(expression);
    return given && ts.isObjectLiteralExpression(given) && given.properties.some((one) => hasEndName(one));
  });
}

function hasEndName({ name }: ts.ObjectLiteralElementLike): boolean {
  return name !== undefined && ts.isIdentifier(name) && isEndName(name.text);
}

function isUse(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent) || ts.isTypeElement(parent) || ts.isBindingElement(parent)) return false;
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent))
    return parent.initializer === name;
  return !ts.isParameter(parent) && !ts.isFunctionLike(parent);
}

function isTarget({ parent }: ts.Node): boolean {
  return (
    ts.isBinaryExpression(parent) && isAssigning(parent) && ts.isExpressionStatement(parent.parent) && isFirst(parent)
  );
}

function isFirst({ left, operatorToken }: ts.BinaryExpression): boolean {
  return lastName(left) !== undefined && operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** `result.done` of a step of the environment, `env.done`, or `this.done` in a class that makes no steps to store. */
function isOfEnvironment(access: ts.PropertyAccessExpression, step: ts.Node, file: ParsedFile): boolean {
  const { expression } = access;
  if (expression.kind === ts.SyntaxKind.ThisKeyword) return thisContainer(access) !== thisContainer(step);
  if (!ts.isIdentifier(expression)) return false;
  const declaration = file.tree.lookup(expression)?.declaration;
  const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return isAnswer(value, file) || (value !== undefined && ts.isNewExpression(value));
}

function valueOf(element: ts.BindingElement): ts.Expression | undefined {
  const { parent } = element.parent;
  return ts.isVariableDeclaration(parent) ? parent.initializer : undefined;
}

function isAnswer(value: ts.Expression | undefined, file: ParsedFile): boolean {
  let call = value && bareExpression(value);
  if (call && ts.isIdentifier(call)) {
    const declaration = file.tree.lookup(call)?.declaration;
    call = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  }
  if (call && ts.isAwaitExpression(call)) call = bareExpression(call.expression);
  if (!call || !ts.isCallExpression(call)) return false;
  return isActingName(calleeText(call)) && !functionOf(call, file)?.parameters.some(({ name }) => isBatch(name));
}

function isBatch(name: ts.BindingName): boolean {
  return namesIn(name).some(({ text }) => /batch|memory|buffer/i.test(text));
}

/**
 * Whether a use of an end stores it, hands it on under the same name, or decides what comes after the step: the next
 * step, the next episode, a line of output.
 */
function isSteering(use: ts.Node, step: ts.ObjectLiteralExpression, file: ParsedFile): boolean {
  let at = use;
  while (isPart(at, at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return ts.isIdentifier(parent.name) && isEndName(parent.name.text);
  if (ts.isVariableDeclaration(parent)) return ts.isIdentifier(parent.name) && isEndName(parent.name.text);
  if (ts.isBinaryExpression(parent) && isAssigning(parent)) return isEndName(lastName(parent.left) ?? '');
  if (ts.isIfStatement(parent)) return parent.expression === at && comesAfter(parent, step);
  if (ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return parent.expression === at;
  if (ts.isForStatement(parent)) return parent.condition === at;
  if (ts.isReturnStatement(parent)) return true;
  return ts.isCallExpression(parent) && isHandedOn(at, parent, file);
}

/** Whether a node puts another in a condition or in another form, as `!done`, `done ? 1 : 0` and `Number(done)`. */
function isPart(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isParenthesizedExpression(parent) || ts.isPrefixUnaryExpression(parent) || ts.isAsExpression(parent))
    return true;
  if (ts.isNonNullExpression(parent)) return true;
  if (ts.isBinaryExpression(parent)) return !isAssigning(parent) && isLogical(parent.operatorToken.kind);
  if (ts.isCallExpression(parent)) return /^(?:Number|Boolean)$/.test(calleeText(parent));
  if (!ts.isConditionalExpression(parent) || parent.condition !== node) return false;
  return [parent.whenTrue, parent.whenFalse].every((one) => /^(?:[01](?:\.0)?|true|false)$/.test(one.getText()));
}

function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken
  );
}

/** Whether an `if` neither holds the step to store nor stands before it in its function. */
function comesAfter(choice: ts.IfStatement, step: ts.Node): boolean {
  return ownerOf(choice) !== ownerOf(step) ? !holds(choice, step) : choice.pos > step.end;
}

function holds(choice: ts.IfStatement, step: ts.Node): boolean {
  return contains(choice, (node) => ts.isCallExpression(node) && (node === step || storing.test(calleeText(node))));
}

function isHandedOn(at: ts.Node, call: ts.CallExpression, file: ParsedFile): boolean {
  if (/^(?:log|info|debug)$/.test(calleeText(call))) return true;
  const parameter = functionOf(call, file)?.parameters.at(call.arguments.indexOf(at as ts.Expression));
  return parameter !== undefined && ts.isIdentifier(parameter.name) && isEndName(parameter.name.text);
}
