/** Evaluates expressions whose value the text gives: literals, constants, arithmetic on them. */

import ts from 'typescript';
import type { LinkedDeclaration, LinkedFile } from './linked-file';
import { textOf } from './nodes';

export interface Constant {
  readonly value: unknown;
}

const arithmetic = new Map<ts.SyntaxKind, (a: number, b: number) => number>([
  [ts.SyntaxKind.PlusToken, (a, b) => a + b],
  [ts.SyntaxKind.MinusToken, (a, b) => a - b],
  [ts.SyntaxKind.AsteriskToken, (a, b) => a * b],
  [ts.SyntaxKind.SlashToken, (a, b) => a / b],
  [ts.SyntaxKind.AsteriskAsteriskToken, (a, b) => a ** b],
]);

/**
 * The value of `node` as JSON can carry it, or undefined where it is only known at run time.
 * @param depth how many constants to follow, one defined by the next
 */
export function constantOf(node: ts.Expression, file: LinkedFile, depth = 3): Constant | undefined {
  if (ts.isNumericLiteral(node)) return { value: Number(node.text) };
  if (ts.isStringLiteralLike(node)) return { value: node.text };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { value: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { value: false };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { value: null };
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return constantOf(node.expression, file, depth);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const value = constantOf(node.operand, file, depth)?.value;
    return typeof value === 'number' ? { value: -value } : undefined;
  }
  if (ts.isBinaryExpression(node)) {
    const apply = arithmetic.get(node.operatorToken.kind);
    const left = apply && constantOf(node.left, file, depth)?.value;
    const right = apply && constantOf(node.right, file, depth)?.value;
    return typeof left === 'number' && typeof right === 'number' ? { value: apply?.(left, right) } : undefined;
  }
  if (ts.isArrayLiteralExpression(node)) return ofArray(node, file, depth);
  if (ts.isObjectLiteralExpression(node)) return ofObject(node, file, depth);
  if (ts.isIdentifier(node)) return ofName(node, file, depth);
  if (ts.isPropertyAccessExpression(node)) return ofProperty(node, file, depth);
  return undefined;
}

function ofArray(node: ts.ArrayLiteralExpression, file: LinkedFile, depth: number): Constant | undefined {
  const values = node.elements.map((element) => constantOf(element, file, depth));
  return values.every((value) => value !== undefined) ? { value: values.map(({ value }) => value) } : undefined;
}

function ofObject(node: ts.ObjectLiteralExpression, file: LinkedFile, depth: number): Constant | undefined {
  const result: Record<string, unknown> = {};
  for (const property of node.properties) {
    const { name, constant } = fieldOf(property, file, depth);
    if (name === undefined || !constant) return undefined;
    result[name] = constant.value;
  }
  return { value: result };
}

/** The fields of an object literal whose values stand in the text. */
export function constantFields(node: ts.ObjectLiteralExpression, file: LinkedFile): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const property of node.properties) {
    const { name, constant } = fieldOf(property, file);
    if (name !== undefined && constant) found.set(name, constant.value);
  }
  return found;
}

/** The name and the value of a property, each undefined where the text does not give it. */
function fieldOf(
  property: ts.ObjectLiteralElementLike,
  file: LinkedFile,
  depth?: number,
): { readonly name: string | undefined; readonly constant: Constant | undefined } {
  const initializer = ts.isPropertyAssignment(property)
    ? property.initializer
    : ts.isShorthandPropertyAssignment(property)
      ? property.name
      : undefined;
  return {
    name: property.name && textOf(property.name),
    constant: initializer && constantOf(initializer, file, depth),
  };
}

function ofName(node: ts.Identifier, file: LinkedFile, depth: number): Constant | undefined {
  const binding = file.tree.lookup(node);
  const declaration = binding?.declaration;
  if (depth === 0 || !declaration || binding.assigned.length > 0) return undefined;
  const imported = file.importedDeclaration(declaration);
  if (imported) return ofImport(imported, depth);
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name) || !declaration.initializer)
    return undefined;
  // The counter of a loop is declared with a literal too, but is no constant.
  if (ts.isForStatement(declaration.parent.parent)) return undefined;
  return unlessChanged(declaration.name, constantOf(declaration.initializer, file, depth - 1));
}

/** Nothing for a list that code fills or shortens later: an empty one that has a name waits for that. */
function unlessChanged(name: ts.Identifier, constant: Constant | undefined): Constant | undefined {
  if (!constant || !Array.isArray(constant.value)) return constant;
  const changes = new RegExp(`(?<![\\w$.])${escaped(name.text)}\\.(?:push|unshift|splice|pop|shift)\\(`);
  return constant.value.length === 0 || changes.test(name.getSourceFile().text) ? undefined : constant;
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}

/** The value of a constant of another file. */
function ofImport({ node, file }: LinkedDeclaration, depth: number): Constant | undefined {
  if (ts.isExportAssignment(node)) return constantOf(node.expression, file, depth - 1);
  if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isIdentifier(node.name)) return undefined;
  return (file.tree.lookup(node.name)?.assigned.length ?? 0) > 0
    ? undefined
    : unlessChanged(node.name, constantOf(node.initializer, file, depth - 1));
}

function ofProperty(node: ts.PropertyAccessExpression, file: LinkedFile, depth: number): Constant | undefined {
  const owner = constantOf(node.expression, file, depth)?.value;
  if (Array.isArray(owner) && node.name.text === 'length') return { value: owner.length };
  if (typeof owner !== 'object' || owner === null || Array.isArray(owner) || !Object.hasOwn(owner, node.name.text))
    return undefined;
  return { value: (owner as Record<string, unknown>)[node.name.text] };
}
