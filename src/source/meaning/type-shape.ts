/** Reads the types of parameters: what kind of value they ask for, and which fields an object needs. */

import ts from 'typescript';
import { constantOf } from '../syntax/constant';
import type { LinkedFile } from '../syntax/linked-file';
import { textOf } from '../syntax/nodes';
import { declaredType, type LinkedTypeDeclaration } from '../syntax/type-declarations';

export type TypeShape =
  | { readonly kind: 'number' | 'string' | 'boolean' | 'shape' | 'alive' | 'tf' }
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'array'; readonly element: ts.TypeNode }
  | { readonly kind: 'tuple'; readonly elements: readonly ts.TypeNode[] }
  /** An object type; `fields` are the required ones. */
  | {
      readonly kind: 'object';
      readonly fields: ReadonlyMap<string, ts.TypeNode | undefined>;
      readonly all: ReadonlyMap<string, ts.TypeNode | undefined>;
      /** The values of the fields in a constant that is declared with the type. */
      readonly example?: Readonly<Record<string, unknown>>;
    };

/** Types whose values JSON cannot carry. */
const aliveTypes = new RegExp(
  `^(?:${[
    'Tensor\\d?D?|SymbolicTensor|TensorLike|LayersModel|GraphModel|Sequential|Model|Layer|Variable|Optimizer|Dataset',
    'Function|Promise|Map|Set|HTML\\w*|Buffer|Float32Array|AbortSignal',
  ].join('|')})$`,
);

const primitives: ReadonlyMap<ts.SyntaxKind, 'number' | 'string' | 'boolean'> = new Map([
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.StringKeyword, 'string'],
  [ts.SyntaxKind.BooleanKeyword, 'boolean'],
]);

/**
 * The shape that a type requires; undefined where the file does not tell (an imported type, a type parameter, `any`).
 */
export function shapeOfType(type: ts.TypeNode, file: LinkedFile, depth = 4): TypeShape | undefined {
  if (depth === 0) return undefined;
  const again = (inner: ts.TypeNode): TypeShape | undefined => shapeOfType(inner, file, depth - 1);
  const primitive = primitives.get(type.kind);
  if (primitive) return { kind: primitive };
  if (ts.isParenthesizedTypeNode(type) || ts.isOptionalTypeNode(type) || ts.isRestTypeNode(type))
    return again(type.type);
  if (ts.isTypeOperatorNode(type))
    return type.operator === ts.SyntaxKind.ReadonlyKeyword ? again(type.type) : undefined;
  if (ts.isArrayTypeNode(type)) return { kind: 'array', element: type.elementType };
  if (ts.isTupleTypeNode(type))
    return {
      kind: 'tuple',
      elements: type.elements.map((element) => (ts.isNamedTupleMember(element) ? element.type : element)),
    };
  if (ts.isLiteralTypeNode(type)) return literal(type.literal);
  if (ts.isUnionTypeNode(type)) return firstOf(type.types, again);
  if (ts.isIntersectionTypeNode(type)) return merged(type.types.map(again));
  if (ts.isFunctionTypeNode(type) || ts.isConstructorTypeNode(type)) return { kind: 'alive' };
  if (ts.isTypeLiteralNode(type)) return fieldsOf(type.members);
  if (ts.isTypeQueryNode(type))
    return ts.isIdentifier(type.exprName) && /^(tf|tfjs|tensorflow)$/i.test(type.exprName.text)
      ? { kind: 'tf' }
      : undefined;
  return ts.isTypeReferenceNode(type) ? ofReference(type, file, again) : undefined;
}

function literal(node: ts.LiteralTypeNode['literal']): TypeShape | undefined {
  if (ts.isStringLiteral(node)) return { kind: 'literal', value: node.text };
  if (ts.isNumericLiteral(node)) return { kind: 'literal', value: Number(node.text) };
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'boolean' };
  return undefined;
}

/** The first member of a union that a value can be made for; a function or tensor only where there is nothing else. */
function firstOf(
  types: readonly ts.TypeNode[],
  again: (type: ts.TypeNode) => TypeShape | undefined,
): TypeShape | undefined {
  const shapes = types.map(again).filter((shape) => shape !== undefined);
  return shapes.find(({ kind }) => kind !== 'alive') ?? shapes[0];
}

function merged(shapes: readonly (TypeShape | undefined)[]): TypeShape | undefined {
  const objects = shapes.filter((shape) => shape?.kind === 'object');
  if (objects.length === 0) return shapes.find((shape) => shape !== undefined);
  const examples = objects.flatMap(({ example }) => example ?? []);
  return {
    kind: 'object',
    fields: new Map(objects.flatMap(({ fields }) => [...fields])),
    all: new Map(objects.flatMap(({ all }) => [...all])),
    ...(examples.length > 0 && { example: Object.assign({}, ...examples) as Record<string, unknown> }),
  };
}

function fieldsOf(members: ts.NodeArray<ts.TypeElement>): TypeShape {
  const properties = members.filter(ts.isPropertySignature).flatMap((member) => {
    const name = textOf(member.name);
    return name === undefined ? [] : [{ name, type: member.type, optional: member.questionToken !== undefined }];
  });
  const entry = ({ name, type }: (typeof properties)[number]): [string, ts.TypeNode | undefined] => [name, type];
  return {
    kind: 'object',
    fields: new Map(properties.filter(({ optional }) => !optional).map(entry)),
    all: new Map(properties.map(entry)),
  };
}

function ofReference(
  type: ts.TypeReferenceNode,
  file: LinkedFile,
  again: (type: ts.TypeNode) => TypeShape | undefined,
): TypeShape | undefined {
  const name = ts.isIdentifier(type.typeName) ? type.typeName.text : type.typeName.right.text;
  const argument = type.typeArguments?.[0];
  if ((name === 'Array' || name === 'ReadonlyArray') && argument) return { kind: 'array', element: argument };
  if ((name === 'Readonly' || name === 'NonNullable') && argument) return again(argument);
  if (name === 'Required' && argument) {
    const shape = again(argument);
    return shape?.kind === 'object' ? { ...shape, fields: shape.all } : shape;
  }
  if ((name === 'Pick' || name === 'Omit') && argument)
    return picked(again(argument), namesIn(type.typeArguments[1]), name === 'Pick');
  if (name === 'Record' && argument && namesIn(argument).length > 0) {
    const fields = new Map(namesIn(argument).map((field) => [field, type.typeArguments?.[1]] as const));
    return { kind: 'object', fields, all: fields };
  }
  if (name === 'Partial' && argument) {
    const shape = again(argument);
    return shape?.kind === 'object' ? { kind: 'object', fields: new Map(), all: shape.all } : shape;
  }
  if (name === 'Partial' || name === 'Record' || name === 'ConstructorParameters')
    return { kind: 'object', fields: new Map(), all: new Map() };
  const declared = declaredType(type.typeName, file.fileOf(type));
  if (declared) return ofDeclaration(declared, again);
  if (aliveTypes.test(name)) return { kind: 'alive' };
  if (name === 'Shape' || name === 'ShapeLike') return { kind: 'shape' };
  return name.endsWith('Identifier') ? { kind: 'string' } : undefined;
}

/** `'a' | 'b'`, as the names of fields. */
function namesIn(type: ts.TypeNode | undefined): string[] {
  if (!type) return [];
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(namesIn);
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [];
}

function picked(shape: TypeShape | undefined, names: readonly string[], keeps: boolean): TypeShape | undefined {
  if (shape?.kind !== 'object') return shape;
  const keep = (fields: ReadonlyMap<string, ts.TypeNode | undefined>): Map<string, ts.TypeNode | undefined> =>
    new Map([...fields].filter(([field]) => names.includes(field) === keeps));
  return { ...shape, fields: keep(shape.fields), all: keep(shape.all) };
}

function ofDeclaration(
  { node, file }: LinkedTypeDeclaration,
  again: (type: ts.TypeNode) => TypeShape | undefined,
): TypeShape | undefined {
  if (ts.isTypeAliasDeclaration(node)) return again(node.type);
  // An instance of a class of the file cannot be made of JSON.
  if (ts.isClassDeclaration(node)) return { kind: 'alive' };
  if (ts.isEnumDeclaration(node)) {
    const first = node.members.at(0);
    return {
      kind: 'literal',
      value: first?.initializer && ts.isStringLiteralLike(first.initializer) ? first.initializer.text : 0,
    };
  }
  const bases =
    node.heritageClauses?.flatMap(({ types }) =>
      types.map(({ expression }) => (ts.isIdentifier(expression) ? declaredType(expression, file) : undefined)),
    ) ?? [];
  const inherited = bases.map((base) => (base && base.node !== node ? ofDeclaration(base, again) : undefined));
  const example = exampleOf(node.name.text, file);
  const own = fieldsOf(node.members);
  return merged([...inherited, own.kind === 'object' && example ? { ...own, example } : own]);
}

/** A constant that the file declares with the type: `const defaults: Config = {...}`. */
function exampleOf(name: string, file: LinkedFile): Record<string, unknown> | undefined {
  for (const statement of file.source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { type, initializer } of statement.declarationList.declarations) {
      if (
        !type ||
        !initializer ||
        !new RegExp(`^(?:(?:Required|Readonly|Partial)<\\s*)?${name}\\s*>?$`).test(type.getText(file.source))
      )
        continue;
      const value = constantOf(initializer, file)?.value;
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    }
  }
  return undefined;
}

/** The type that `@param` gives in the comment before a function, and whether it marks the parameter as optional. */
export function documentedType(
  node: ts.Node,
  name: string,
  source: ts.SourceFile,
): { readonly type: ts.TypeNode | undefined; readonly optional: boolean } | undefined {
  const comments = ts.getLeadingCommentRanges(source.text, commentedStart(node)) ?? [];
  for (const { pos, end } of comments) {
    const match = new RegExp(`@param\\s+\\{([^}]+)\\}\\s+(\\[?)${name.replace(/\W/g, '\\$&')}\\b`).exec(
      source.text.slice(pos, end),
    );
    const text = match?.[1];
    if (text === undefined) continue;
    const bare = text.replace(/\s*\n\s*\*\s*/g, ' ').replace(/^[!?]|=$/g, '');
    const alias = ts.createSourceFile('type.ts', `type T = ${bare};`, ts.ScriptTarget.ESNext, true).statements.at(0);
    return {
      type: alias && ts.isTypeAliasDeclaration(alias) ? alias.type : undefined,
      optional: match?.[2] === '[' || text.endsWith('='),
    };
  }
  return undefined;
}

/** Where the statement or member that holds a function begins, comments included. */
function commentedStart(node: ts.Node): number {
  let at = node;
  while (!ts.isSourceFile(at.parent) && !ts.isStatement(at) && !ts.isClassElement(at) && !ts.isObjectLiteralElement(at))
    at = at.parent;
  return at.pos;
}
