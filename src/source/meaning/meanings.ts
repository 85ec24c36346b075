/** Finds what an expression stands for, as far as the text of the file tells. */

import ts from 'typescript';
import type { LinkedFile } from '../syntax/linked-file';
import {
  extendsExpression,
  type FunctionNode,
  hasModifier,
  isFunctionNode,
  textOf,
  thisContainer,
} from '../syntax/nodes';
import type { Binding, ScopeTree } from '../syntax/scope';
import { declarationIn } from '../syntax/type-declarations';
import { importMeaning, isSameMeaning, type Meaning, moduleMeaning, unknownMeaning, tfMeaning } from './meaning';

const globalObjects = new Set(['window', 'globalThis', 'self', 'global']);
/** Helpers that compilers put around `require`. */
const interop = /^_{1,2}(?:import|interop|to)\w*$/i;

const yieldsRight: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.CommaToken,
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
]);
const yieldsEither: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

export class Meanings {
  private readonly known = new Map<Binding, Meaning | undefined>();
  private readonly answered = new Map<ts.Node, Meaning | undefined>();
  private readonly open = new Set<ts.Node | Binding>();

  readonly tree: ScopeTree;

  constructor(readonly file: LinkedFile) {
    this.tree = file.tree;
  }

  /** What `node` stands for; undefined where the text does not tell. */
  of(node: ts.Expression): Meaning | undefined {
    if (this.answered.has(node)) return this.answered.get(node);
    // `let a = b, b = a` must end, so a result found inside such a circle is not kept.
    if (this.open.has(node)) return undefined;
    const isFinal = this.open.size === 0;
    this.open.add(node);
    const meaning = this.evaluate(node);
    this.open.delete(node);
    if (isFinal) this.answered.set(node, meaning);
    return meaning;
  }

  ofBinding(binding: Binding): Meaning | undefined {
    if (this.known.has(binding)) return this.known.get(binding);
    if (this.open.has(binding)) return undefined;
    this.open.add(binding);
    const meaning =
      this.declared(binding) ??
      this.firstOf(binding.assigned) ??
      (binding.name === 'tf' && !isTakenFromLoop(binding.declaration) ? tfMeaning : undefined);
    this.open.delete(binding);
    this.known.set(binding, meaning);
    return meaning;
  }

  /** The class that `node` extends, when it is one of the file or of tfjs. */
  baseOf(node: ts.ClassLikeDeclaration): Meaning | undefined {
    const base = extendsExpression(node);
    return base && this.of(base);
  }

  /** The tfjs class that a class descends from, through classes of the file: `Layer`, `Sequential`. */
  tfjsBase(node: ts.ClassLikeDeclaration): string | undefined {
    const seen = new Set<ts.Node>();
    for (let at: ts.ClassLikeDeclaration | undefined = node; at && !seen.has(at);) {
      seen.add(at);
      const base = this.baseOf(at);
      if (base?.kind === 'tf') return base.path.at(-1);
      at = base?.kind === 'class' ? base.node : undefined;
    }
    return undefined;
  }

  private evaluate(node: ts.Expression): Meaning | undefined {
    if (ts.isIdentifier(node)) return this.ofIdentifier(node);
    if (ts.isPropertyAccessExpression(node)) return this.ofProperty(node);
    if (ts.isElementAccessExpression(node)) return this.ofElement(node);
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isAwaitExpression(node)
    )
      return this.of(node.expression);
    if (ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)) return this.of(node.expression);
    if (ts.isCallExpression(node)) return this.ofCall(node);
    if (ts.isNewExpression(node)) {
      const made = this.of(node.expression);
      // The methods of another file's class belong to that file as well.
      return made?.kind === 'class'
        ? { kind: 'instance', node: made.node }
        : made?.kind === 'imported'
          ? made
          : undefined;
    }
    if (ts.isConditionalExpression(node)) return this.firstOf([node.whenTrue, node.whenFalse]);
    if (ts.isBinaryExpression(node)) return this.ofBinary(node);
    if (node.kind === ts.SyntaxKind.ThisKeyword) return this.ofThis(node);
    if (node.kind === ts.SyntaxKind.SuperKeyword) {
      const owner = thisContainer(node);
      const base = owner && ts.isClassLike(owner) ? this.baseOf(owner) : undefined;
      return base?.kind === 'class' ? { kind: 'instance', node: base.node } : base;
    }
    if (ts.isObjectLiteralExpression(node)) return { kind: 'object', node };
    if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return { kind: 'function', node };
    if (ts.isClassExpression(node)) return { kind: 'class', node };
    if (ts.isLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return unknownMeaning;
    return undefined;
  }

  private ofIdentifier(node: ts.Identifier): Meaning | undefined {
    const binding = this.tree.lookup(node);
    if (binding) return this.ofBinding(binding);
    return node.text === 'tf' ? tfMeaning : undefined;
  }

  private ofThis(node: ts.Node): Meaning | undefined {
    const owner = thisContainer(node);
    if (!owner) return undefined;
    if (ts.isClassLike(owner)) return { kind: 'instance', node: owner };
    return ts.isObjectLiteralExpression(owner) ? { kind: 'object', node: owner } : undefined;
  }

  private ofProperty(node: ts.PropertyAccessExpression): Meaning | undefined {
    const name = node.name.text;
    if (
      ts.isIdentifier(node.expression) &&
      globalObjects.has(node.expression.text) &&
      !this.tree.lookup(node.expression)
    )
      return name === 'tf' ? tfMeaning : undefined;
    const owner = this.of(node.expression);
    const meaning = owner ? this.member(owner, name) : undefined;
    // `this.tf`, `ctx.tf`: a member so called is tfjs unless the file says otherwise.
    return meaning ?? (name === 'tf' && owner?.kind !== 'tf' ? tfMeaning : undefined);
  }

  private ofElement(node: ts.ElementAccessExpression): Meaning | undefined {
    const owner = this.of(node.expression);
    if (!owner) return undefined;
    if (ts.isStringLiteralLike(node.argumentExpression)) return this.member(owner, node.argumentExpression.text);
    if (owner.kind === 'tf') return { kind: 'tf', path: [...owner.path, '*'] };
    return owner.kind === 'object' ? this.anyMember(owner.node) : undefined;
  }

  /**
   * The meaning of any member of an object whose members all belong to the same part of tfjs: `{ dense:
   * tf.layers.dense, ... }[name]`.
   */
  private anyMember(node: ts.ObjectLiteralExpression): Meaning | undefined {
    const parts = node.properties.map((property) => {
      const meaning = property.name && this.ofObjectMember(node, textOf(property.name) ?? '');
      return meaning?.kind === 'tf' && meaning.path.length > 1 ? meaning.path.slice(0, -1) : undefined;
    });
    const [first] = parts;
    return first && parts.every((part) => part?.join('.') === first.join('.'))
      ? { kind: 'tf', path: [...first, '*'] }
      : undefined;
  }

  private ofCall(node: ts.CallExpression): Meaning | undefined {
    const argument = node.arguments[0] as ts.Expression | undefined;
    const callee = node.expression;
    if (!argument) return this.ofReturned(callee);
    if (
      callee.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(callee) && callee.text === 'require' && !this.tree.lookup(callee))
    ) {
      return ts.isStringLiteralLike(argument) ? moduleMeaning(argument.text) : undefined;
    }
    return ts.isIdentifier(callee) && interop.test(callee.text) ? this.of(argument) : this.ofReturned(callee);
  }

  /** The part of tfjs that a function of the file returns. */
  private ofReturned(callee: ts.Expression): Meaning | undefined {
    const called = this.of(callee);
    return called?.kind === 'function' ? this.returnedBy(called.node) : undefined;
  }

  private returnedBy({ body }: FunctionNode): Meaning | undefined {
    const last = body && ts.isBlock(body) ? body.statements.at(-1) : undefined;
    const value = last && ts.isReturnStatement(last) ? last.expression : body && !ts.isBlock(body) ? body : undefined;
    const meaning = value && this.of(value);
    return meaning?.kind === 'tf' ? meaning : undefined;
  }

  private ofBinary(node: ts.BinaryExpression): Meaning | undefined {
    const operator = node.operatorToken.kind;
    if (yieldsRight.has(operator)) return this.of(node.right);
    return yieldsEither.has(operator) ? this.firstOf([node.left, node.right]) : undefined;
  }

  private firstOf(nodes: readonly ts.Expression[]): Meaning | undefined {
    for (const node of nodes) {
      const meaning = this.of(node);
      if (meaning && meaning.kind !== 'other') return meaning;
    }
    return undefined;
  }

  /** The member `name` of something. */
  member(owner: Meaning, name: string): Meaning | undefined {
    switch (owner.kind) {
      case 'tf':
        // A namespace import of a CommonJS package has everything under `default` too.
        return name === 'default' && owner.path.length === 0 ? owner : { kind: 'tf', path: [...owner.path, name] };
      case 'object':
        return this.ofObjectMember(owner.node, name);
      case 'class':
      case 'instance':
        return this.ofClassMember(owner.node, name, owner.kind === 'class', new Set());
      case 'typed':
        return this.ofTypeMember(owner.members, name);
      case 'imported':
        return { kind: 'imported', from: owner.from };
      case 'function':
      case 'other':
        return undefined;
    }
  }

  private ofObjectMember(node: ts.ObjectLiteralExpression, name: string): Meaning | undefined {
    for (const property of node.properties) {
      if (!property.name || textOf(property.name) !== name) continue;
      if (ts.isPropertyAssignment(property)) return this.of(property.initializer);
      if (ts.isShorthandPropertyAssignment(property)) return this.of(property.name);
      if (isFunctionNode(property)) return { kind: 'function', node: property };
    }
    const owner: Meaning = { kind: 'object', node };
    return this.assignedMember(name, (target) => isSameMeaning(this.of(target), owner));
  }

  private ofClassMember(
    node: ts.ClassLikeDeclaration,
    name: string,
    isStatic: boolean,
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
      if (ts.isGetAccessor(member)) return this.returnedBy(member);
      if (!ts.isPropertyDeclaration(member)) continue;
      const meaning = member.initializer && this.of(member.initializer);
      if (meaning) return meaning;
      declared = member.type;
    }
    return (
      (declared && this.ofType(declared)) ??
      this.assignedMember(
        name,
        (target) => target.kind === ts.SyntaxKind.ThisKeyword && thisContainer(target) === node,
      ) ??
      this.inherited(node, name, isStatic, seen)
    );
  }

  private inherited(
    node: ts.ClassLikeDeclaration,
    name: string,
    isStatic: boolean,
    seen: Set<ts.Node>,
  ): Meaning | undefined {
    const base = this.baseOf(node);
    return base?.kind === 'class' ? this.ofClassMember(base.node, name, isStatic, seen) : undefined;
  }

  private assignedMember(name: string, isTarget: (target: ts.Expression) => boolean): Meaning | undefined {
    const values = this.tree.memberAssignments.get(name)?.filter(({ target }) => isTarget(target.expression));
    return values && this.firstOf(values.map(({ value }) => value));
  }

  private declared({ declaration, name }: Binding): Meaning | undefined {
    if (ts.isImportClause(declaration)) return importMeaning(declaration.parent.moduleSpecifier, [], name);
    if (ts.isNamespaceImport(declaration)) return importMeaning(declaration.parent.parent.moduleSpecifier, [], name);
    if (ts.isImportSpecifier(declaration)) {
      const imported = (declaration.propertyName ?? declaration.name).text;
      return importMeaning(
        declaration.parent.parent.parent.moduleSpecifier,
        imported === 'default' || imported === 'tf' ? [] : [imported],
        name,
      );
    }
    if (ts.isImportEqualsDeclaration(declaration)) {
      const from = declaration.moduleReference;
      if (ts.isExternalModuleReference(from)) return importMeaning(from.expression, [], name);
      return this.ofEntityName(from);
    }
    if (ts.isFunctionDeclaration(declaration) || ts.isFunctionExpression(declaration))
      return { kind: 'function', node: declaration };
    if (ts.isClassDeclaration(declaration) || ts.isClassExpression(declaration))
      return { kind: 'class', node: declaration };
    if (ts.isVariableDeclaration(declaration) || ts.isParameter(declaration)) return this.ofVariable(declaration);
    if (ts.isBindingElement(declaration)) return this.ofElementOfPattern(declaration);
    return ts.isEnumDeclaration(declaration) || ts.isModuleDeclaration(declaration) ? unknownMeaning : undefined;
  }

  private ofVariable(node: ts.VariableDeclaration | ts.ParameterDeclaration): Meaning | undefined {
    return (
      (node.initializer && this.of(node.initializer)) ??
      (node.type && this.ofType(node.type)) ??
      (ts.isParameter(node) ? this.ofPromised(node) : undefined)
    );
  }

  /** `import('@tensorflow/tfjs').then((tf) => ...)` */
  private ofPromised(node: ts.ParameterDeclaration): Meaning | undefined {
    const { parent } = node.parent;
    if (!ts.isCallExpression(parent) || parent.arguments[0] !== node.parent || node.parent.parameters[0] !== node)
      return undefined;
    const callee = parent.expression;
    if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'then') return undefined;
    const meaning = this.of(callee.expression);
    return meaning?.kind === 'tf' ? meaning : undefined;
  }

  /** The part of a destructured value that lands in `element`. */
  private ofElementOfPattern(element: ts.BindingElement): Meaning | undefined {
    const owner = element.parent.parent;
    const whole = ts.isBindingElement(owner) ? this.ofElementOfPattern(owner) : this.ofVariable(owner);
    const key = element.propertyName ?? element.name;
    if (element.dotDotDotToken) return ts.isObjectBindingPattern(element.parent) ? whole : undefined;
    const isNamed =
      ts.isObjectBindingPattern(element.parent) && !ts.isObjectBindingPattern(key) && !ts.isArrayBindingPattern(key);
    const name = isNamed ? textOf(key) : undefined;
    const meaning = whole && name !== undefined ? this.member(whole, name) : undefined;
    return meaning ?? (element.initializer && this.of(element.initializer));
  }

  /** @param hops type aliases still followed; one may name itself */
  private ofType(type: ts.TypeNode, hops = 4): Meaning | undefined {
    if (ts.isParenthesizedTypeNode(type)) return this.ofType(type.type, hops);
    if (ts.isTypeQueryNode(type)) return this.ofEntityName(type.exprName);
    if (
      ts.isImportTypeNode(type) &&
      type.isTypeOf &&
      ts.isLiteralTypeNode(type.argument) &&
      ts.isStringLiteral(type.argument.literal)
    )
      return moduleMeaning(type.argument.literal.text);
    if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
      const { typeName } = type;
      const binding = this.tree.lookup(typeName);
      const declared = binding && this.ofBinding(binding);
      if (declared?.kind === 'class') return { kind: 'instance', node: declared.node };
      const named = binding ? undefined : declarationIn(this.tree.source.statements, typeName.text);
      if (named && ts.isTypeAliasDeclaration(named)) return hops > 0 ? this.ofType(named.type, hops - 1) : undefined;
      return named && ts.isInterfaceDeclaration(named) ? { kind: 'typed', members: named.members } : undefined;
    }
    return ts.isTypeLiteralNode(type) ? { kind: 'typed', members: type.members } : undefined;
  }

  private ofTypeMember(members: ts.NodeArray<ts.TypeElement>, name: string): Meaning | undefined {
    const member = members.find((one) => ts.isPropertySignature(one) && textOf(one.name) === name);
    return member && ts.isPropertySignature(member) && member.type ? this.ofType(member.type) : undefined;
  }

  private ofEntityName(name: ts.EntityName): Meaning | undefined {
    if (ts.isIdentifier(name)) return this.ofIdentifier(name);
    const left = this.ofEntityName(name.left);
    return left && this.member(left, name.right.text);
  }
}

/** `for (const tf of backends)`, `catch (tf)`: whatever it is, its name says nothing. */
function isTakenFromLoop(declaration: ts.Node): boolean {
  const { parent } = declaration;
  return (
    ts.isVariableDeclaration(declaration) &&
    (ts.isCatchClause(parent) || ts.isForOfStatement(parent.parent) || ts.isForInStatement(parent.parent))
  );
}
