/** Finds what a member of something stands for: of a part of tfjs, an object, a class, an instance, a typed value. */

import ts from 'typescript';
import { type FunctionNode, hasModifier, isFunctionNode, textOf, thisContainer } from '../syntax/nodes';
import { isSameMeaning, type KnownMeanings, type Meaning } from './meaning';
import { typeMeaning, typeMemberMeaning } from './type-meanings';

/** What the member `name` of something stands for; undefined where the text does not tell. */
export function memberMeaning(owner: Meaning, name: string, meanings: KnownMeanings): Meaning | undefined {
  switch (owner.kind) {
    case 'tf':
      // A namespace import of a CommonJS package has everything under `default` too.
      return name === 'default' && owner.path.length === 0 ? owner : { kind: 'tf', path: [...owner.path, name] };
    case 'object':
      return objectMember(owner.node, name, meanings);
    case 'class':
    case 'instance':
      return classMember(owner.node, name, owner.kind === 'class', meanings, new Set());
    case 'typed':
      return typeMemberMeaning(owner.members, name, meanings);
    case 'imported':
      return { kind: 'imported', from: owner.from };
    case 'function':
    case 'other':
      return undefined;
  }
}

/**
 * The meaning of any member of an object whose members all belong to the same part of tfjs: `{ dense:
 * tf.layers.dense, ... }[name]`.
 */
export function anyMemberMeaning(node: ts.ObjectLiteralExpression, meanings: KnownMeanings): Meaning | undefined {
  const parts = node.properties.map((property) => {
    const meaning = property.name && objectMember(node, textOf(property.name) ?? '', meanings);
    return meaning?.kind === 'tf' && meaning.path.length > 1 ? meaning.path.slice(0, -1) : undefined;
  });
  const [first] = parts;
  return first && parts.every((part) => part?.join('.') === first.join('.'))
    ? { kind: 'tf', path: [...first, '*'] }
    : undefined;
}

function objectMember(node: ts.ObjectLiteralExpression, name: string, meanings: KnownMeanings): Meaning | undefined {
  for (const property of node.properties) {
    if (!property.name || textOf(property.name) !== name) continue;
    if (ts.isPropertyAssignment(property)) return meanings.of(property.initializer);
    if (ts.isShorthandPropertyAssignment(property)) return meanings.of(property.name);
    if (isFunctionNode(property)) return { kind: 'function', node: property };
  }
  const owner: Meaning = { kind: 'object', node };
  return assignedMember(name, meanings, (target) => isSameMeaning(meanings.of(target), owner));
}

function classMember(
  node: ts.ClassLikeDeclaration,
  name: string,
  isStatic: boolean,
  meanings: KnownMeanings,
  seen: Set<ts.Node>,
): Meaning | undefined {
  if (seen.has(node)) return undefined;
  seen.add(node);
  let declared: ts.TypeNode | undefined;
  for (const member of node.members) {
    if (ts.isConstructorDeclaration(member)) {
      const own = member.parameters.find(
        (parameter) =>
          ts.isParameterPropertyDeclaration(parameter, member) &&
          ts.isIdentifier(parameter.name) &&
          parameter.name.text === name,
      );
      if (own) declared = own.type;
      continue;
    }
    if (!member.name || textOf(member.name) !== name || hasModifier(member, ts.SyntaxKind.StaticKeyword) !== isStatic)
      continue;
    if (ts.isMethodDeclaration(member) && member.body) return { kind: 'function', node: member };
    if (ts.isGetAccessor(member)) return returnedMeaning(member, meanings);
    if (!ts.isPropertyDeclaration(member)) continue;
    const meaning = member.initializer && meanings.of(member.initializer);
    if (meaning) return meaning;
    declared = member.type;
  }
  const own =
    (declared && typeMeaning(declared, meanings)) ??
    assignedMember(
      name,
      meanings,
      (target) => target.kind === ts.SyntaxKind.ThisKeyword && thisContainer(target) === node,
    );
  if (own) return own;
  const base = meanings.baseOf(node);
  return base?.kind === 'class' ? classMember(base.node, name, isStatic, meanings, seen) : undefined;
}

/** What the code assigns to the member, as in `this.model = ...`. */
function assignedMember(
  name: string,
  meanings: KnownMeanings,
  isTarget: (target: ts.Expression) => boolean,
): Meaning | undefined {
  const values = meanings.tree.memberAssignments.get(name)?.filter(({ target }) => isTarget(target.expression));
  return values && meanings.firstOf(values.map(({ value }) => value));
}

/** The part of tfjs that a function returns at its end. */
export function returnedMeaning({ body }: FunctionNode, meanings: KnownMeanings): Meaning | undefined {
  const last = body && ts.isBlock(body) ? body.statements.at(-1) : undefined;
  const value = last && ts.isReturnStatement(last) ? last.expression : body && !ts.isBlock(body) ? body : undefined;
  const meaning = value && meanings.of(value);
  return meaning?.kind === 'tf' ? meaning : undefined;
}
