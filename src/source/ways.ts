/** Knows of branches which models lie on which way, so that a run can be sent towards those that no run has come by. */

import ts from 'typescript';
import { constructorOf } from './callables';
import type { Meanings } from './meaning';
import type { ModelCall } from './membership';
import type { CallGraph } from './reach';
import { isFunctionNode } from './scope';

/** Indices of models, among those that are wanted. */
export interface Ways {
  readonly yes: readonly number[];
  readonly no: readonly number[];
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
    return found;
  }

  /** Undefined where both ways lead to the same of them. */
  of(node: ts.IfStatement | ts.ConditionalExpression): Ways | undefined {
    if (this.wanted.size === 0) return undefined;
    const [condition, then, other] = ts.isIfStatement(node) ? [node.expression, node.thenStatement, node.elseStatement] : [node.condition, node.whenTrue, node.whenFalse];
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

  private where(isThere: (call: ts.Node) => boolean): number[] {
    const found = new Set<number>();
    this.models.forEach(({ call, kind }, index) => {
      if (kind !== 'load' && isThere(call)) found.add(index);
    });
    const built = this.models.flatMap(({ kind }, index) => (kind === 'load' ? [] : index));
    for (const call of this.meanings.tree.calls) {
      const meaning = isThere(call) ? this.meanings.of(call.expression) : undefined;
      if (meaning?.kind !== 'function' && meaning?.kind !== 'class') continue;
      const unit = meaning.kind === 'class' ? (constructorOf(meaning.node) ?? meaning.node) : meaning.node;
      for (const model of this.graph.of(unit).models) if (model < built.length) found.add(built[model]);
    }
    return [...found].filter((index) => this.wanted.has(index));
  }
}

/** Whether a statement ends by leaving what it stands in; in compiled async code, `return [3, 2]` only goes on at another place. */
function leaves(node: ts.Statement): boolean {
  const last = ts.isBlock(node) ? node.statements.at(-1) : node;
  if (last && ts.isReturnStatement(last) && last.expression && ts.isArrayLiteralExpression(last.expression)) return false;
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isBreakOrContinueStatement(last));
}

/** Numbers are where compiled async code goes on: none of them can be left out. */
function isStateMachine({ caseBlock: { clauses } }: ts.SwitchStatement): boolean {
  return clauses.some((clause) => ts.isCaseClause(clause) && ts.isNumericLiteral(clause.expression));
}
