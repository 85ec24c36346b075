/** Finds what a value stands for of which the text gives a type: `typeof tf`, an interface, a class of the file. */

import ts from 'typescript';
import { textOf } from '../syntax/nodes';
import { declarationIn } from '../syntax/type-declarations';
import { type KnownMeanings, type Meaning, moduleMeaning } from './meaning';

/**
 * What a value of this type stands for.
 * @param hops type aliases still followed; one may name itself
 */
export function typeMeaning(type: ts.TypeNode, meanings: KnownMeanings, hops = 4): Meaning | undefined {
  if (ts.isParenthesizedTypeNode(type)) return typeMeaning(type.type, meanings, hops);
  if (ts.isTypeQueryNode(type)) return entityMeaning(type.exprName, meanings);
  if (
    ts.isImportTypeNode(type) &&
    type.isTypeOf &&
    ts.isLiteralTypeNode(type.argument) &&
    ts.isStringLiteral(type.argument.literal)
  )
    return moduleMeaning(type.argument.literal.text);
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
    const { typeName } = type;
    const binding = meanings.tree.lookup(typeName);
    const declared = binding && meanings.ofBinding(binding);
    if (declared?.kind === 'class') return { kind: 'instance', node: declared.node };
    const named = binding ? undefined : declarationIn(meanings.tree.source.statements, typeName.text);
    if (named && ts.isTypeAliasDeclaration(named))
      return hops > 0 ? typeMeaning(named.type, meanings, hops - 1) : undefined;
    return named && ts.isInterfaceDeclaration(named) ? { kind: 'typed', members: named.members } : undefined;
  }
  return ts.isTypeLiteralNode(type) ? { kind: 'typed', members: type.members } : undefined;
}

/** What the member `name` of a value stands for of which only the type is known. */
export function typeMemberMeaning(
  members: ts.NodeArray<ts.TypeElement>,
  name: string,
  meanings: KnownMeanings,
): Meaning | undefined {
  const member = members.find((one) => ts.isPropertySignature(one) && textOf(one.name) === name);
  return member && ts.isPropertySignature(member) && member.type ? typeMeaning(member.type, meanings) : undefined;
}

/** What a dotted name stands for, as in `typeof tf.layers` and `import layers = tf.layers`. */
export function entityMeaning(name: ts.EntityName, meanings: KnownMeanings): Meaning | undefined {
  if (ts.isIdentifier(name)) return meanings.of(name);
  const left = entityMeaning(name.left, meanings);
  return left && meanings.member(left, name.right.text);
}
