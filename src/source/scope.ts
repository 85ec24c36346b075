/** Reads a syntax tree once and answers which declaration a name in it means, by lexical scope alone. */

import ts from 'typescript';

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration;

export type CallNode = ts.CallExpression | ts.NewExpression;

/** What a name is bound by. */
export interface Binding {
  readonly name: string;
  /** The innermost node that declares it: an import specifier, a variable declaration, a binding element, a parameter, a function, a class. */
  readonly declaration: ts.Node;
  /** Whether the file's own top level declares it. */
  readonly topLevel: boolean;
  /** What is assigned to it after its declaration. */
  readonly assigned: ts.Expression[];
}

/** `target.name = value`, also with `this` as the target. */
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

export function isFunctionNode(node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isGetAccessorDeclaration(node) ||
    ts.isSetAccessorDeclaration(node)
  );
}

/** The nearest function around a node, or undefined at the top level of the file or of a class. */
export function enclosingFunction(node: ts.Node): FunctionNode | undefined {
  let at = node.parent as ts.Node | undefined;
  while (at && !isFunctionNode(at)) at = at.parent as ts.Node | undefined;
  return at;
}

/** Whose `this` a node sees: a class, an object literal, a plain function, or undefined for the file. */
export function thisContainer(node: ts.Node): ts.ClassLikeDeclaration | ts.ObjectLiteralExpression | ts.FunctionDeclaration | ts.FunctionExpression | undefined {
  for (let at = node.parent as ts.Node | undefined; at; at = at.parent as ts.Node | undefined) {
    if (ts.isClassLike(at)) return at;
    if (!isFunctionNode(at) || ts.isArrowFunction(at)) continue;
    const owner = ts.isPropertyAssignment(at.parent) ? at.parent.parent : at.parent;
    if (ts.isClassLike(owner) || ts.isObjectLiteralExpression(owner)) return owner;
    if (ts.isFunctionDeclaration(at) || ts.isFunctionExpression(at)) return at;
  }
  return undefined;
}

function isScopeNode(node: ts.Node): boolean {
  return (
    isFunctionNode(node) ||
    ts.isBlock(node) ||
    ts.isClassLike(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isCatchClause(node) ||
    ts.isCaseBlock(node) ||
    ts.isModuleBlock(node) ||
    ts.isClassStaticBlockDeclaration(node)
  );
}

const assignmentTokens: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

/** The names of one file and the nodes that the rest of this room looks at, gathered in one walk. */
export class ScopeTree {
  readonly calls: CallNode[] = [];
  readonly functions: FunctionNode[] = [];
  readonly classes: ts.ClassLikeDeclaration[] = [];
  readonly memberAssignments = new Map<string, MemberAssignment[]>();
  /** `this.name` in the whole file, by name. */
  readonly thisAccesses = new Map<string, ts.PropertyAccessExpression[]>();
  private readonly identifiers = new Map<string, ts.Identifier[]>();
  private readonly scopes = new Map<ts.Node, Scope>();
  private readonly assignments: [ts.Identifier, ts.Expression][] = [];

  constructor(readonly source: ts.SourceFile) {
    const top = new Scope(undefined, true);
    this.scopes.set(source, top);
    const visit = (node: ts.Node, scope: Scope): void => {
      const inner = this.enter(node, scope);
      ts.forEachChild(node, (child) => {
        visit(child, inner);
      });
    };
    ts.forEachChild(source, (child) => {
      visit(child, top);
    });
    for (const [target, value] of this.assignments) this.lookup(target)?.assigned.push(value);
  }

  /** What an identifier is bound by; undefined for a global. */
  lookup(identifier: ts.Identifier): Binding | undefined {
    return this.lookupName(identifier.text, identifier);
  }

  /** What `name` would mean at `node`. */
  lookupName(name: string, node: ts.Node): Binding | undefined {
    let at = node as ts.Node | undefined;
    while (at && !this.scopes.has(at)) at = at.parent as ts.Node | undefined;
    for (let scope = at && this.scopes.get(at); scope; scope = scope.parent) {
      const binding = scope.names.get(name);
      if (binding) return binding;
    }
    return undefined;
  }

  /** Every use of a binding, its declaration left out, in the order of the text. */
  references(binding: Binding): ts.Identifier[] {
    const named = this.identifiers.get(binding.name) ?? [];
    return named.filter((identifier) => isReference(identifier) && this.lookup(identifier) === binding);
  }

  private enter(node: ts.Node, scope: Scope): Scope {
    if (ts.isIdentifier(node)) {
      append(this.identifiers, node.text, node);
      return scope;
    }
    this.declare(node, scope);
    this.collect(node);
    if (!isScopeNode(node)) return scope;
    const inner = new Scope(scope, isFunctionNode(node) || ts.isModuleBlock(node) || ts.isClassStaticBlockDeclaration(node));
    this.scopes.set(node, inner);
    if ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name) this.bind(inner, node.name.text, node);
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
    } else if (ts.isNamespaceImport(node) || ts.isImportSpecifier(node) || ts.isImportEqualsDeclaration(node) || ts.isEnumDeclaration(node)) {
      this.bind(scope, node.name.text, node);
    } else if (ts.isModuleDeclaration(node) && ts.isIdentifier(node.name) && node.body) {
      const ambient = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword);
      if (!ambient) this.bind(scope, node.name.text, node);
    }
  }

  private bindPattern(scope: Scope, name: ts.BindingName, declaration: ts.Node): void {
    if (ts.isIdentifier(name)) {
      this.bind(scope, name.text, declaration);
      return;
    }
    for (const element of name.elements) if (ts.isBindingElement(element)) this.bindPattern(scope, element.name, element);
  }

  private bind(scope: Scope, name: string, declaration: ts.Node): void {
    const known = scope.names.get(name);
    // `var x` twice, or a function's overloads: the one with a body or value counts.
    if (known && (!ts.isFunctionDeclaration(declaration) || !declaration.body)) {
      if (ts.isVariableDeclaration(declaration) && declaration.initializer) known.assigned.push(declaration.initializer);
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
    } else if (ts.isBinaryExpression(node) && assignmentTokens.has(node.operatorToken.kind)) {
      if (ts.isIdentifier(node.left)) this.assignments.push([node.left, node.right]);
      else if (ts.isPropertyAccessExpression(node.left)) append(this.memberAssignments, node.left.name.text, { target: node.left, value: node.right });
    }
  }
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

/** False for a name that declares something or names a property. */
function isReference(identifier: ts.Identifier): boolean {
  const parent = identifier.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === identifier;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent) || ts.isParameter(parent) || ts.isVariableDeclaration(parent)) return parent.initializer === identifier;
  if (ts.isBindingElement(parent)) return parent.initializer === identifier;
  if (ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent) || ts.isImportSpecifier(parent)) return false;
  return (parent as ts.NamedDeclaration).name !== identifier;
}
