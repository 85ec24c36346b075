/** Finds the functions a directive applies to: the one below it, else those around it, else any with the parameter. */

import ts from 'typescript';
import type { DirectiveComment } from './directive-comments';
import { fieldName, type FunctionNode, isFunctionNode } from '../syntax/nodes';

export interface DirectiveOwner {
  /** The statement, member or function right below the comment. */
  readonly below: ts.Node | undefined;
  /** Whether a function, a method or a class is below, so that the directive means no other. */
  readonly strict: boolean;
  /** Functions around the comment, innermost first. */
  readonly around: readonly FunctionNode[];
}

export class DirectiveOwners {
  private readonly functions: FunctionNode[] = [];

  constructor(private readonly source: ts.SourceFile) {
    const visit = (node: ts.Node): void => {
      if (isFunctionNode(node)) this.functions.push(node);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }

  of({ comment, trails }: DirectiveComment): DirectiveOwner {
    const around: FunctionNode[] = [];
    let below: ts.Node | undefined;
    let node: ts.Node | undefined = this.source;
    while (node) {
      if (isFunctionNode(node)) around.unshift(node);
      let child: ts.Node | undefined;
      ts.forEachChild(node, (inner) => {
        if (inner.end > comment.start && inner.end > inner.pos) child ??= inner;
      });
      if (child && child.getStart(this.source) >= comment.end) {
        // Between a decorator and `export`, the comment stands over the declaration of both.
        below = ts.isModifierLike(child) ? node : child;
        break;
      }
      node = child;
    }
    if (trails || (below && !isOwner(below))) below = undefined;
    return { below, strict: below !== undefined && declared(below) !== undefined, around };
  }

  /** The functions that the directive means and that have a parameter of that name. */
  targets({ below, strict, around }: DirectiveOwner, name: string): readonly FunctionNode[] {
    const takes = (node: FunctionNode): boolean => parameterNames(node).includes(name);
    const within = below
      ? this.functions.filter((node) => node.pos >= below.pos && node.end <= below.end && takes(node))
      : [];
    if (strict || within.length > 0) return within;
    const nearest = around.find(takes);
    return nearest ? [nearest] : this.functions.filter(takes);
  }

  /** The parameters of the owner's own functions. */
  parameters({ below }: DirectiveOwner): readonly string[] {
    const node = below && declared(below);
    if (!node) return [];
    const own = isFunctionNode(node)
      ? [node]
      : this.functions.filter((inner) => inner.parent === node || (inner.pos >= node.pos && inner.end <= node.end));
    return [...new Set(own.flatMap(parameterNames))];
  }

  describe({ below }: DirectiveOwner): string {
    const node = below && declared(below);
    const name = (below && nameOf(below)) ?? (node && nameOf(node));
    return name ?? (node && ts.isClassLike(node) ? 'This class' : 'This function');
  }
}

/** The names that a directive can set for a function: its parameters, or the fields of a destructured one. */
export function parameterNames(node: FunctionNode): string[] {
  return node.parameters.flatMap(({ name }) => {
    if (ts.isIdentifier(name)) return name.text === 'this' ? [] : [name.text];
    return ts.isObjectBindingPattern(name) ? name.elements.flatMap((element) => fieldName(element) ?? []) : [];
  });
}

function isOwner(node: ts.Node): boolean {
  return (
    ts.isStatement(node) ||
    ts.isClassElement(node) ||
    ts.isObjectLiteralElement(node) ||
    isFunctionNode(node) ||
    ts.isClassLike(node)
  );
}

/** The statement, member or function to write a directive over so that it applies to `node`, a function or a class. */
export function directiveAnchor(node: ts.Node): ts.Node {
  let at = node;
  while (!ts.isSourceFile(at.parent) && !ts.isStatement(at) && !ts.isClassElement(at) && !ts.isObjectLiteralElement(at))
    at = at.parent;
  return declared(at) === node ? at : node;
}

/** The function or class that a statement, member or expression declares, also behind calls such as `memo(...)`. */
function declared(node: ts.Node): FunctionNode | ts.ClassLikeDeclaration | undefined {
  if (isFunctionNode(node) || ts.isClassLike(node)) return node;
  if (ts.isVariableStatement(node))
    return first(node.declarationList.declarations.map(({ initializer }) => initializer));
  if (ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node)) return first([node.initializer]);
  if (
    ts.isExportAssignment(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node)
  )
    return declared(node.expression);
  if (ts.isExpressionStatement(node))
    return ts.isBinaryExpression(node.expression) ? declared(node.expression) : undefined;
  if (ts.isBinaryExpression(node))
    return node.operatorToken.kind === ts.SyntaxKind.EqualsToken ? declared(node.right) : undefined;
  return ts.isCallExpression(node) ? first(node.arguments) : undefined;
}

function first(nodes: readonly (ts.Node | undefined)[]): FunctionNode | ts.ClassLikeDeclaration | undefined {
  for (const node of nodes) {
    const found = node && declared(node);
    if (found) return found;
  }
  return undefined;
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.at(0)?.name.getText();
  if (ts.isConstructorDeclaration(node)) return 'The constructor';
  if (ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression)) return node.expression.left.getText();
  const { name } = node as ts.NamedDeclaration;
  return name && ts.isIdentifier(name) ? name.text : undefined;
}
