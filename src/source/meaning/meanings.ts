/** Finds what an expression stands for, as far as the text of the file tells. */

import ts from 'typescript';
import type { LinkedFile } from '../syntax/linked-file';
import { extendsExpression, thisContainer } from '../syntax/nodes';
import type { Binding, ScopeTree } from '../syntax/scope';
import { declaredMeaning } from './declaration-meanings';
import { type KnownMeanings, moduleMeaning, type Meaning, unknownMeaning, tfMeaning } from './meaning';
import { anyMemberMeaning, memberMeaning, returnedMeaning } from './member-meanings';

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

export class Meanings implements KnownMeanings {
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

  /** As in `KnownMeanings`. */
  ofBinding(binding: Binding): Meaning | undefined {
    if (this.known.has(binding)) return this.known.get(binding);
    if (this.open.has(binding)) return undefined;
    this.open.add(binding);
    const meaning =
      declaredMeaning(binding, this) ??
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
    return owner.kind === 'object' ? anyMemberMeaning(owner.node, this) : undefined;
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
    return called?.kind === 'function' ? returnedMeaning(called.node, this) : undefined;
  }

  private ofBinary(node: ts.BinaryExpression): Meaning | undefined {
    const operator = node.operatorToken.kind;
    if (yieldsRight.has(operator)) return this.of(node.right);
    return yieldsEither.has(operator) ? this.firstOf([node.left, node.right]) : undefined;
  }

  /** As in `KnownMeanings`. */
  firstOf(nodes: readonly ts.Expression[]): Meaning | undefined {
    for (const node of nodes) {
      const meaning = this.of(node);
      if (meaning && meaning.kind !== 'other') return meaning;
    }
    return undefined;
  }

  /** As in `KnownMeanings`. */
  member(owner: Meaning, name: string): Meaning | undefined {
    return memberMeaning(owner, name, this);
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
