/** Reads a syntax tree once and answers which declaration a name in it means, by lexical scope alone. */

import ts from 'typescript';
import {
  type CallNode,
  type FunctionNode,
  functionKinds,
  hasModifier,
  type HolderNode,
  isFunctionNode,
  isHolderNode,
  thisContainer,
} from './nodes';

/** The binding of a name. */
export interface Binding {
  readonly name: string;
  /**
   * The innermost node that declares it: an import specifier, a variable, a binding element, a parameter, a function.
   */
  readonly declaration: ts.Node;
  /** Whether the file's own top level declares it. */
  readonly topLevel: boolean;
  /** The values that the code assigns to it after its declaration; `rate /= 10` and `i++` stand for their values. */
  readonly assigned: ts.Expression[];
}

/** `target.name = value`, also with `this` as the target; of `target.name /= 2` the value is the whole expression. */
export interface MemberAssignment {
  readonly target: ts.PropertyAccessExpression;
  readonly value: ts.Expression;
}

class Scope {
  readonly names = new Map<string, Binding>();
  constructor(
    readonly parent: Scope | undefined,
    readonly isFunction: boolean,
  ) {}
}

const scopeKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  ...functionKinds,
  ts.SyntaxKind.Block,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.CaseBlock,
  ts.SyntaxKind.ModuleBlock,
  ts.SyntaxKind.ClassStaticBlockDeclaration,
]);

/** The kinds of nodes that `declare` or `collect` reads; every other node costs one look-up. */
const readKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  ...scopeKinds,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.Parameter,
  ts.SyntaxKind.ImportClause,
  ts.SyntaxKind.NamespaceImport,
  ts.SyntaxKind.ImportSpecifier,
  ts.SyntaxKind.ImportEqualsDeclaration,
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.ModuleDeclaration,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.PrefixUnaryExpression,
  ts.SyntaxKind.PostfixUnaryExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
]);

const assignmentTokens: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

/** Gathers in one walk the names of a file and the nodes that the rest of src/source reads. */
export class ScopeTree {
  readonly calls: CallNode[] = [];
  readonly functions: FunctionNode[] = [];
  readonly classes: ts.ClassLikeDeclaration[] = [];
  /** Functions that are no members, classes and object literals, in the order of the text. */
  readonly holders: HolderNode[] = [];
  readonly memberAssignments = new Map<string, MemberAssignment[]>();
  /** `this.name` in the whole file, by name. */
  readonly thisAccesses = new Map<string, ts.PropertyAccessExpression[]>();
  private readonly identifiers = new Map<string, ts.Identifier[]>();
  /** Names whose identifiers have been sorted by binding into `uses`. */
  private readonly resolved = new Set<string>();
  private readonly uses = new Map<Binding, ts.Identifier[]>();
  private constructors: ReadonlySet<ts.Node | undefined> | undefined;
  private readonly scopes = new Map<ts.Node, Scope>();
  private readonly assignments: [ts.Identifier, ts.Expression][] = [];

  constructor(readonly source: ts.SourceFile) {
    let scope = new Scope(undefined, true);
    this.scopes.set(source, scope);
    let parent: ts.Node = source;
    const visit = (node: ts.Node): void => {
      // The parser would set parents on a walk of its own, a third of its time.
      (node as { parent: ts.Node }).parent = parent;
      const outer = scope;
      const above = parent;
      scope = this.enter(node, scope);
      parent = node;
      ts.forEachChild(node, visit);
      parent = above;
      scope = outer;
    };
    ts.forEachChild(source, visit);
    for (const [target, value] of this.assignments) this.lookup(target)?.assigned.push(value);
  }

  /**
   * Whether `this.name = ...` stands in a function that is not a method: such a function is meant to be called with
   * `new`.
   */
  isConstructor(node: FunctionNode): boolean {
    if (!this.constructors) {
      const targets = [...this.memberAssignments.values()].flat().map(({ target }) => target);
      this.constructors = new Set(
        targets.filter(({ expression }) => expression.kind === ts.SyntaxKind.ThisKeyword).map(thisContainer),
      );
    }
    return this.constructors.has(node);
  }

  /** The binding of an identifier; undefined for a global. */
  lookup(identifier: ts.Identifier): Binding | undefined {
    return this.lookupName(identifier.text, identifier);
  }

  /** What `name` would mean at `node`. */
  lookupName(name: string, node: ts.Node): Binding | undefined {
    for (let scope = this.scopeAt(node); scope; scope = scope.parent) {
      const binding = scope.names.get(name);
      if (binding) return binding;
    }
    return undefined;
  }

  /** All names of the file that can be used at `node`, the innermost scope's first. */
  namesAt(node: ts.Node): string[] {
    const names: string[] = [];
    for (let scope = this.scopeAt(node); scope; scope = scope.parent) names.push(...scope.names.keys());
    return names;
  }

  private scopeAt(node: ts.Node): Scope | undefined {
    let at = node as ts.Node | undefined;
    while (at && !this.scopes.has(at)) at = at.parent;
    return at && this.scopes.get(at);
  }

  /** Every use of a binding, its declaration left out, in the order of the text. */
  references(binding: Binding): readonly ts.Identifier[] {
    if (!this.resolved.has(binding.name)) {
      this.resolved.add(binding.name);
      for (const identifier of this.identifiers.get(binding.name) ?? []) {
        const meant = isReference(identifier) ? this.lookup(identifier) : undefined;
        if (meant) append(this.uses, meant, identifier);
      }
    }
    return this.uses.get(binding) ?? [];
  }

  /** Names that are used as values and that nothing in the file declares. */
  globals(): string[] {
    return this.globalUses().map(({ text }) => text);
  }

  /** The first use of each of `globals`. */
  globalUses(): ts.Identifier[] {
    return [...this.identifiers.values()].flatMap(
      (uses) => uses.find((use) => isValue(use) && !this.lookup(use)) ?? [],
    );
  }

  /** Names that the file assigns (`model = ...`, `for (i of items)`) and that nothing in it declares. */
  undeclared(): string[] {
    return [...this.identifiers].flatMap(([name, uses]) =>
      uses.some((use) => isAssigned(use) && !this.lookup(use)) ? name : [],
    );
  }

  private enter(node: ts.Node, scope: Scope): Scope {
    if (ts.isIdentifier(node)) {
      append(this.identifiers, node.text, node);
      return scope;
    }
    if (!readKinds.has(node.kind)) return scope;
    this.declare(node, scope);
    this.collect(node);
    if (isHolderNode(node)) this.holders.push(node);
    if (!scopeKinds.has(node.kind)) return scope;
    const inner = new Scope(
      scope,
      isFunctionNode(node) || ts.isModuleBlock(node) || ts.isClassStaticBlockDeclaration(node),
    );
    this.scopes.set(node, inner);
    if ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name)
      this.bind(inner, node.name.text, node);
    return inner;
  }

  private declare(node: ts.Node, scope: Scope): void {
    if (ts.isVariableDeclaration(node)) {
      const isVar = ts.isVariableDeclarationList(node.parent) && (node.parent.flags & ts.NodeFlags.BlockScoped) === 0;
      this.bindPattern(isVar ? functionScope(scope) : scope, node.name, node);
    } else if (ts.isParameter(node)) {
      this.bindPattern(scope, node.name, node);
    } else if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name) {
      this.bind(scope, node.name.text, node);
    } else if (ts.isImportClause(node)) {
      // `import type` binds no value, but `typeof TF` in a parameter's type asks for it.
      if (node.name) this.bind(scope, node.name.text, node);
    } else if (
      ts.isNamespaceImport(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportEqualsDeclaration(node) ||
      ts.isEnumDeclaration(node)
    ) {
      this.bind(scope, node.name.text, node);
    } else if (ts.isModuleDeclaration(node) && ts.isIdentifier(node.name) && node.body) {
      if (!hasModifier(node, ts.SyntaxKind.DeclareKeyword)) this.bind(scope, node.name.text, node);
    }
  }

  private bindPattern(scope: Scope, name: ts.BindingName, declaration: ts.Node): void {
    if (ts.isIdentifier(name)) {
      this.bind(scope, name.text, declaration);
      return;
    }
    for (const element of name.elements)
      if (ts.isBindingElement(element)) this.bindPattern(scope, element.name, element);
  }

  private bind(scope: Scope, name: string, declaration: ts.Node): void {
    const known = scope.names.get(name);
    // `var x` twice, or a function's overloads: the one with a body or value counts.
    if (known && (!ts.isFunctionDeclaration(declaration) || !declaration.body)) {
      if (ts.isVariableDeclaration(declaration) && declaration.initializer)
        known.assigned.push(declaration.initializer);
      return;
    }
    scope.names.set(name, { name, declaration, topLevel: scope.parent === undefined, assigned: known?.assigned ?? [] });
  }

  private collect(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.calls.push(node);
    else if (isFunctionNode(node)) this.functions.push(node);
    else if (ts.isClassLike(node)) this.classes.push(node);
    else if (ts.isPropertyAccessExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ThisKeyword) append(this.thisAccesses, node.name.text, node);
    } else if (ts.isBinaryExpression(node) && isAssignment(node)) {
      this.assign(node.left, assignmentTokens.has(node.operatorToken.kind) ? node.right : node);
    } else if (isCounting(node)) this.assign(node.operand, node);
  }

  private assign(target: ts.Expression, value: ts.Expression): void {
    if (ts.isIdentifier(target)) this.assignments.push([target, value]);
    else if (ts.isPropertyAccessExpression(target)) append(this.memberAssignments, target.name.text, { target, value });
  }
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `i++` and its like. */
function isCounting(node: ts.Node): node is ts.PrefixUnaryExpression | ts.PostfixUnaryExpression {
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return false;
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}

function functionScope(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.parent) at = at.parent;
  return at;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Whether a name is read as a value; types, labels, JSX elements and attributes, and mere assignments are not. */
function isValue(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (
    !isReference(identifier) ||
    ts.isTypeNode(parent) ||
    ts.isTypeElement(parent) ||
    ts.isTypeParameterDeclaration(parent) ||
    ts.isExpressionWithTypeArguments(parent)
  )
    return false;
  if (
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    ts.isJsxOpeningLikeElement(parent) ||
    ts.isJsxClosingElement(parent) ||
    ts.isJsxAttribute(parent)
  )
    return false;
  if (
    ts.isExportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isMetaProperty(parent) ||
    ts.isModuleDeclaration(parent)
  )
    return false;
  if (
    ts.isBinaryExpression(parent) &&
    parent.left === identifier &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  )
    return false;
  return !(ts.isPropertySignature(parent) || ts.isNamedTupleMember(parent) || ts.isTypePredicateNode(parent));
}

function isAssigned(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === identifier;
  return ts.isBinaryExpression(parent) && parent.left === identifier && assignmentTokens.has(parent.operatorToken.kind);
}

/** False for a name that declares something or names a property. */
function isReference(identifier: ts.Identifier): boolean {
  const parent = identifier.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === identifier;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent) || ts.isParameter(parent) || ts.isVariableDeclaration(parent))
    return parent.initializer === identifier;
  if (ts.isBindingElement(parent)) return parent.initializer === identifier;
  if (ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent) || ts.isImportSpecifier(parent)) return false;
  return (parent as ts.NamedDeclaration).name !== identifier;
}
