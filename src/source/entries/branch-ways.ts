/** Knows of branches which models lie on which way, so that a run can be sent towards those that no run has come by. */

import ts from 'typescript';
import { constructorOf } from './callables';
import type { Meanings } from '../meaning/meaning';
import type { ModelCall } from '../sites/membership';
import type { CallGraph } from './call-graph';
import type { FunctionNode } from '../syntax/scope';
import { isFunctionNode } from '../syntax/scope';
import { tableLookups } from '../meaning/table-lookups';

/** Indices of models, among those that are wanted. */
export interface Ways {
  readonly yes: readonly number[];
  readonly no: readonly number[];
}

/** A choice by a key: for each member of the table its key and its models. */
export interface TableWays {
  readonly key: ts.Expression;
  readonly members: readonly { readonly key: string; readonly models: readonly number[] }[];
}

export class WayFinder {
  private readonly wanted: ReadonlySet<number>;

  /**
   * @param graph in which the models that are built, in their order, come first
   * @param wanted indices of models that no run has come by
   */
  constructor(
    private readonly meanings: Meanings,
    private readonly models: readonly ModelCall[],
    private readonly graph: CallGraph,
    wanted: ReadonlySet<number>,
  ) {
    // What compilers make of async functions jumps about in their statements.
    this.wanted = /\b(?:__generator|regeneratorRuntime)\b/.test(meanings.tree.source.text) ? new Set() : wanted;
  }

  /** Those of the wanted that lie on one way of a branch and not on the others. */
  all(): Set<number> {
    const found = new Set<number>();
    const visit = (node: ts.Node): void => {
      const ways = ts.isIfStatement(node) || ts.isConditionalExpression(node) ? this.of(node) : undefined;
      const clauses = ts.isSwitchStatement(node) ? this.ofClauses(node) : undefined;
      for (const model of [...(ways ? [...ways.yes, ...ways.no] : []), ...(clauses?.flat() ?? [])]) found.add(model);
      ts.forEachChild(node, visit);
    };
    if (this.wanted.size > 0) visit(this.meanings.tree.source);
    for (const { members } of this.ofTables())
      for (const { models } of members) for (const model of models) found.add(model);
    return found;
  }

  /** Lookups of which the members do not all lead to the same of them. */
  ofTables(): TableWays[] {
    if (this.wanted.size === 0) return [];
    return tableLookups(this.meanings).flatMap(({ access, entries }) => {
      const members = entries.map(({ key, value }) => ({
        key,
        models: [...new Set([...this.in(value), ...this.named(value)])],
      }));
      const isSame = new Set(members.map(({ models }) => models.join())).size === 1;
      return isSame ? [] : [{ key: access.argumentExpression, members }];
    });
  }

  /** Undefined where both ways lead to the same of them. */
  of(node: ts.IfStatement | ts.ConditionalExpression): Ways | undefined {
    if (this.wanted.size === 0) return undefined;
    const [condition, then, other] = ts.isIfStatement(node)
      ? [node.expression, node.thenStatement, node.elseStatement]
      : [node.condition, node.whenTrue, node.whenFalse];
    if (condition.kind === ts.SyntaxKind.TrueKeyword || condition.kind === ts.SyntaxKind.FalseKeyword) return undefined;
    const after = ts.isIfStatement(node) && !other && leaves(node.thenStatement) ? this.after(node) : [];
    const ways = { yes: this.in(then), no: other ? this.in(other) : after };
    const isSame = ways.yes.length === ways.no.length && ways.yes.every((index) => ways.no.includes(index));
    return isSame ? undefined : ways;
  }

  /** For each clause of a switch; undefined where it does not matter which is taken. */
  ofClauses(node: ts.SwitchStatement): (readonly number[])[] | undefined {
    if (this.wanted.size === 0 || isStateMachine(node)) return undefined;
    const found = node.caseBlock.clauses.map((clause) => this.in(...clause.statements));
    return found.some((models) => models.length > 0) ? found : undefined;
  }

  private in(...nodes: readonly ts.Node[]): number[] {
    return this.where((at) => nodes.some((node) => at.pos >= node.pos && at.end <= node.end));
  }

  /** What the function goes on to after a branch that leaves it. */
  private after(node: ts.IfStatement): number[] {
    let around = node.parent as ts.Node | undefined;
    while (around && !isFunctionNode(around) && !ts.isSourceFile(around)) around = around.parent;
    return around ? this.where((at) => at.pos >= node.end && at.end <= around.end) : [];
  }

  /** What a function or class leads to that is only named. */
  private named(value: ts.Node): number[] {
    const meaning =
      ts.isIdentifier(value) || ts.isPropertyAccessExpression(value) ? this.meanings.of(value) : undefined;
    return meaning?.kind === 'function' || meaning?.kind === 'class' ? this.leadsTo(meaning.node) : [];
  }

  private leadsTo(node: FunctionNode | ts.ClassLikeDeclaration): number[] {
    const built = this.models.flatMap(({ kind }, index) => (kind === 'load' ? [] : index));
    const unit = ts.isClassLike(node) ? (constructorOf(node) ?? node) : node;
    return this.graph
      .of(unit)
      .models.flatMap((model) => (model < built.length && this.wanted.has(built[model]) ? built[model] : []));
  }

  private where(isThere: (call: ts.Node) => boolean): number[] {
    const found = new Set<number>();
    this.models.forEach(({ call, kind }, index) => {
      if (kind !== 'load' && isThere(call)) found.add(index);
    });
    for (const call of this.meanings.tree.calls) {
      const meaning = isThere(call) ? this.meanings.of(call.expression) : undefined;
      if (meaning?.kind !== 'function' && meaning?.kind !== 'class') continue;
      for (const model of this.leadsTo(meaning.node)) found.add(model);
    }
    return [...found].filter((index) => this.wanted.has(index));
  }
}

/** Whether a statement ends by leaving what it stands in; in compiled async code, `return [3, 2]` only goes on at another place. */
function leaves(node: ts.Statement): boolean {
  const last = ts.isBlock(node) ? node.statements.at(-1) : node;
  if (last && ts.isReturnStatement(last) && last.expression && ts.isArrayLiteralExpression(last.expression))
    return false;
  return (
    last !== undefined &&
    (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isBreakOrContinueStatement(last))
  );
}

/** Numbers are where compiled async code goes on: none of them can be left out. */
function isStateMachine({ caseBlock: { clauses } }: ts.SwitchStatement): boolean {
  return clauses.some((clause) => ts.isCaseClause(clause) && ts.isNumericLiteral(clause.expression));
}
