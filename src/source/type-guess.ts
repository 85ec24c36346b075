/** Reads the types of parameters: what kind of value they ask for, and which fields an object needs. */

import ts from 'typescript';
import type { ScopeTree } from './scope';
import { textOf } from './meaning';

export type TypeShape =
  | { readonly kind: 'number' | 'string' | 'boolean' | 'shape' | 'alive' | 'tf' }
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'array'; readonly element: ts.TypeNode }
  | { readonly kind: 'tuple'; readonly elements: readonly ts.TypeNode[] }
  /** `fields` are those that must be given. */
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, ts.TypeNode | undefined>; readonly all: ReadonlyMap<string, ts.TypeNode | undefined> };

const aliveTypes = /^(?:Tensor\d?D?|SymbolicTensor|TensorLike|LayersModel|GraphModel|Sequential|Model|Layer|Variable|Optimizer|Dataset|Function|Promise|Map|Set|HTML\w*|Buffer|Float32Array|AbortSignal)$/;

const primitives: ReadonlyMap<ts.SyntaxKind, 'number' | 'string' | 'boolean'> = new Map([
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.StringKeyword, 'string'],
  [ts.SyntaxKind.BooleanKeyword, 'boolean'],
]);

/** What a type asks for; undefined where the file does not say (an imported type, a type parameter, `any`). */
export function shapeOfType(type: ts.TypeNode, tree: ScopeTree, depth = 4): TypeShape | undefined {
  if (depth === 0) return undefined;
  const again = (inner: ts.TypeNode): TypeShape | undefined => shapeOfType(inner, tree, depth - 1);
  const primitive = primitives.get(type.kind);
  if (primitive) return { kind: primitive };
  if (ts.isParenthesizedTypeNode(type) || ts.isOptionalTypeNode(type) || ts.isRestTypeNode(type)) return again(type.type);
  if (ts.isTypeOperatorNode(type)) return type.operator === ts.SyntaxKind.ReadonlyKeyword ? again(type.type) : undefined;
  if (ts.isArrayTypeNode(type)) return { kind: 'array', element: type.elementType };
  if (ts.isTupleTypeNode(type)) return { kind: 'tuple', elements: type.elements.map((element) => (ts.isNamedTupleMember(element) ? element.type : element)) };
  if (ts.isLiteralTypeNode(type)) return literal(type.literal);
  if (ts.isUnionTypeNode(type)) return firstOf(type.types, again);
  if (ts.isIntersectionTypeNode(type)) return merged(type.types.map(again));
  if (ts.isFunctionTypeNode(type) || ts.isConstructorTypeNode(type)) return { kind: 'alive' };
  if (ts.isTypeLiteralNode(type)) return fieldsOf(type.members);
  if (ts.isTypeQueryNode(type)) return ts.isIdentifier(type.exprName) && /^(tf|tfjs|tensorflow)$/i.test(type.exprName.text) ? { kind: 'tf' } : undefined;
  return ts.isTypeReferenceNode(type) ? ofReference(type, tree, again) : undefined;
}

function literal(node: ts.LiteralTypeNode['literal']): TypeShape | undefined {
  if (ts.isStringLiteral(node)) return { kind: 'literal', value: node.text };
  if (ts.isNumericLiteral(node)) return { kind: 'literal', value: Number(node.text) };
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'boolean' };
  return undefined;
}

/** Of a union the first member that a value can be made for; a function or tensor only where nothing else is. */
function firstOf(types: readonly ts.TypeNode[], again: (type: ts.TypeNode) => TypeShape | undefined): TypeShape | undefined {
  const shapes = types.map(again).filter((shape) => shape !== undefined);
  return shapes.find(({ kind }) => kind !== 'alive') ?? shapes[0];
}

function merged(shapes: readonly (TypeShape | undefined)[]): TypeShape | undefined {
  const objects = shapes.filter((shape) => shape?.kind === 'object');
  if (objects.length === 0) return shapes.find((shape) => shape !== undefined);
  return { kind: 'object', fields: new Map(objects.flatMap(({ fields }) => [...fields])), all: new Map(objects.flatMap(({ all }) => [...all])) };
}

function fieldsOf(members: ts.NodeArray<ts.TypeElement>): TypeShape {
  const properties = members.filter(ts.isPropertySignature).flatMap((member) => {
    const name = textOf(member.name);
    return name === undefined ? [] : [{ name, type: member.type, optional: member.questionToken !== undefined }];
  });
  const entry = ({ name, type }: (typeof properties)[number]): [string, ts.TypeNode | undefined] => [name, type];
  return { kind: 'object', fields: new Map(properties.filter(({ optional }) => !optional).map(entry)), all: new Map(properties.map(entry)) };
}

function ofReference(type: ts.TypeReferenceNode, tree: ScopeTree, again: (type: ts.TypeNode) => TypeShape | undefined): TypeShape | undefined {
  const name = ts.isIdentifier(type.typeName) ? type.typeName.text : type.typeName.right.text;
  const argument = type.typeArguments?.[0];
  if ((name === 'Array' || name === 'ReadonlyArray') && argument) return { kind: 'array', element: argument };
  if ((name === 'Readonly' || name === 'Required' || name === 'NonNullable') && argument) return again(argument);
  if (name === 'Partial' || name === 'Record') return { kind: 'object', fields: new Map(), all: new Map() };
  if (ts.isIdentifier(type.typeName)) {
    const declared = declarationOf(name, tree.source);
    if (declared) return ofDeclaration(declared, tree, again);
  }
  if (aliveTypes.test(name)) return { kind: 'alive' };
  if (name === 'Shape' || name === 'ShapeLike') return { kind: 'shape' };
  return name.endsWith("Identifier") ? { kind: 'string' } : undefined;
}

type TypeDeclaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration | ts.ClassDeclaration;

/** The declaration of a type at the top level of the file. */
export function declarationOf(name: string, source: ts.SourceFile): TypeDeclaration | undefined {
  return source.statements.find(
    (node): node is TypeDeclaration => (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node) || ts.isClassDeclaration(node)) && node.name?.text === name,
  );
}

function ofDeclaration(node: TypeDeclaration, tree: ScopeTree, again: (type: ts.TypeNode) => TypeShape | undefined): TypeShape | undefined {
  if (ts.isTypeAliasDeclaration(node)) return again(node.type);
  // An instance of a class of the file cannot be made of JSON.
  if (ts.isClassDeclaration(node)) return { kind: 'alive' };
  if (ts.isEnumDeclaration(node)) {
    const first = node.members.at(0);
    return { kind: 'literal', value: first?.initializer && ts.isStringLiteralLike(first.initializer) ? first.initializer.text : 0 };
  }
  const bases = node.heritageClauses?.flatMap(({ types }) => types.map(({ expression }) => (ts.isIdentifier(expression) ? declarationOf(expression.text, tree.source) : undefined))) ?? [];
  const inherited = bases.map((base) => (base && base !== node ? ofDeclaration(base, tree, again) : undefined));
  return merged([...inherited, fieldsOf(node.members)]);
}

/** The type that a `@param` of the comment before a JavaScript function gives, and whether it says that it may be left out. */
export function documentedType(node: ts.Node, name: string, source: ts.SourceFile): { readonly type: ts.TypeNode | undefined; readonly optional: boolean } | undefined {
  const comments = ts.getLeadingCommentRanges(source.text, commentedStart(node)) ?? [];
  for (const { pos, end } of comments) {
    const match = new RegExp(`@param\\s+\\{([^}]+)\\}\\s+(\\[?)${name.replace(/\W/g, '\\$&')}\\b`).exec(source.text.slice(pos, end));
    const text = match?.[1];
    if (text === undefined) continue;
    const bare = text.replace(/\s*\n\s*\*\s*/g, ' ').replace(/^[!?]|=$/g, '');
    const alias = ts.createSourceFile('type.ts', `type T = ${bare};`, ts.ScriptTarget.ESNext, true).statements.at(0);
    return { type: alias && ts.isTypeAliasDeclaration(alias) ? alias.type : undefined, optional: match?.[2] === '[' || text.endsWith('=') };
  }
  return undefined;
}

/** Where the statement or member that holds a function begins, comments included. */
function commentedStart(node: ts.Node): number {
  let at = node;
  while (!ts.isSourceFile(at.parent) && !ts.isStatement(at) && !ts.isClassElement(at) && !ts.isObjectLiteralElement(at)) at = at.parent;
  return at.pos;
}
