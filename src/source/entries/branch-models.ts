/** Finds, for each branch, the models it leads to, so that a later attempt can force branches that none has taken. */

import ts from 'typescript';
import type { Meanings } from '../meaning/meanings';
import { tableLookups } from '../meaning/table-lookups';
import { fileCalls } from '../sites/file-calls';
import type { ModelCall } from '../sites/membership';
import { constructorOf, type FunctionNode, isFunctionNode } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { CallGraph } from './call-graph';

/** The models that each outcome of a condition leads to, as indices. */
export interface ConditionModels {
  readonly whenTrue: readonly number[];
  readonly whenFalse: readonly number[];
}

/** The models that each member of a table leads to (`builders[kind]`), as indices. */
export interface TableModels {
  /** The expression that chooses a member. */
  readonly key: ts.Expression;
  readonly members: readonly { readonly key: string; readonly models: readonly number[] }[];
}

/**
 * The models among `missed` (indices) that lie behind one outcome of a branch and not behind the others. Empty for a
 * file with syntax errors.
 */
export function modelsBehindBranches(parsed: ParsedFile, missed: readonly number[]): ReadonlySet<number> {
  if (parsed.broken) return new Set();
  const { meanings, modelCalls } = fileCalls(parsed);
  const built = modelCalls.filter(({ kind }) => kind !== 'load');
  return new BranchModels(meanings, modelCalls, new CallGraph(meanings, built), missed).behindAny();
}

export class BranchModels {
  private readonly missed: ReadonlySet<number>;

  /**
   * @param graph in which the models that are built, in their order, come first
   * @param missed indices of the models that no attempt has reached; no others are reported
   */
  constructor(
    private readonly meanings: Meanings,
    private readonly models: readonly ModelCall[],
    private readonly graph: CallGraph,
    missed: readonly number[],
  ) {
    // Compiled async functions jump between their statements, so their branches say nothing.
    const isCompiled = /\b(?:__generator|regeneratorRuntime)\b/.test(meanings.tree.source.text);
    this.missed = new Set(isCompiled ? [] : missed);
  }

  /** The models that lie behind one outcome of some branch and not behind the others. */
  behindAny(): Set<number> {
    const found = new Set<number>();
    const add = (models: readonly number[]): void => {
      for (const model of models) found.add(model);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
        const outcomes = this.behindCondition(node);
        if (outcomes) add([...outcomes.whenTrue, ...outcomes.whenFalse]);
      } else if (ts.isSwitchStatement(node)) add(this.behindClauses(node)?.flat() ?? []);
      ts.forEachChild(node, visit);
    };
    if (this.missed.size > 0) visit(this.meanings.tree.source);
    for (const { members } of this.behindTables()) for (const { models } of members) add(models);
    return found;
  }

  /** Lookups whose members lead to different models. */
  behindTables(): TableModels[] {
    if (this.missed.size === 0) return [];
    return tableLookups(this.meanings).flatMap(({ access, entries }) => {
      const members = entries.map(({ key, value }) => ({
        key,
        models: [...new Set([...this.inside(value), ...this.behindName(value)])],
      }));
      const isSame = new Set(members.map(({ models }) => models.join())).size === 1;
      return isSame ? [] : [{ key: access.argumentExpression, members }];
    });
  }

  /** The models behind each outcome; undefined where both lead to the same models. */
  behindCondition(node: ts.IfStatement | ts.ConditionalExpression): ConditionModels | undefined {
    if (this.missed.size === 0) return undefined;
    const [condition, then, other] = ts.isIfStatement(node)
      ? [node.expression, node.thenStatement, node.elseStatement]
      : [node.condition, node.whenTrue, node.whenFalse];
    if (condition.kind === ts.SyntaxKind.TrueKeyword || condition.kind === ts.SyntaxKind.FalseKeyword) return undefined;
    const after = ts.isIfStatement(node) && !other && leaves(node.thenStatement) ? this.after(node) : [];
    const whenTrue = this.inside(then);
    const whenFalse = other ? this.inside(other) : after;
    const isSame = whenTrue.length === whenFalse.length && whenTrue.every((index) => whenFalse.includes(index));
    return isSame ? undefined : { whenTrue, whenFalse };
  }

  /** The models behind each clause of a switch; undefined where no clause leads to any. */
  behindClauses(node: ts.SwitchStatement): (readonly number[])[] | undefined {
    if (this.missed.size === 0 || isStateMachine(node)) return undefined;
    const found = node.caseBlock.clauses.map((clause) => this.inside(...clause.statements));
    return found.some((models) => models.length > 0) ? found : undefined;
  }

  private inside(...nodes: readonly ts.Node[]): number[] {
    return this.where((at) => nodes.some((node) => at.pos >= node.pos && at.end <= node.end));
  }

  /** The models that the function leads to after a branch that leaves it. */
  private after(node: ts.IfStatement): number[] {
    let around = node.parent as ts.Node | undefined;
    while (around && !isFunctionNode(around) && !ts.isSourceFile(around)) around = around.parent;
    return around ? this.where((at) => at.pos >= node.end && at.end <= around.end) : [];
  }

  /** The models that a function or class leads to which the code names here without calling it. */
  private behindName(value: ts.Node): number[] {
    const meaning =
      ts.isIdentifier(value) || ts.isPropertyAccessExpression(value) ? this.meanings.of(value) : undefined;
    return meaning?.kind === 'function' || meaning?.kind === 'class' ? this.behindCall(meaning.node) : [];
  }

  private behindCall(node: FunctionNode | ts.ClassLikeDeclaration): number[] {
    const built = this.models.flatMap(({ kind }, index) => (kind === 'load' ? [] : index));
    const unit = ts.isClassLike(node) ? (constructorOf(node) ?? node) : node;
    return this.graph
      .consequencesOf(unit)
      .models.flatMap((model) => (model < built.length && this.missed.has(built[model]) ? built[model] : []));
  }

  /** The models made by calls for which `isThere` holds, or by the functions that these calls lead to. */
  private where(isThere: (call: ts.Node) => boolean): number[] {
    const found = new Set<number>();
    this.models.forEach(({ call, kind }, index) => {
      if (kind !== 'load' && isThere(call)) found.add(index);
    });
    for (const call of this.meanings.tree.calls) {
      const meaning = isThere(call) ? this.meanings.of(call.expression) : undefined;
      if (meaning?.kind !== 'function' && meaning?.kind !== 'class') continue;
      for (const model of this.behindCall(meaning.node)) found.add(model);
    }
    return [...found].filter((index) => this.missed.has(index));
  }
}

/** Whether a statement ends by leaving the block it stands in. */
function leaves(node: ts.Statement): boolean {
  const last = ts.isBlock(node) ? node.statements.at(-1) : node;
  // `return [3, 2]` in compiled async code continues elsewhere in the same function.
  if (last && ts.isReturnStatement(last) && last.expression && ts.isArrayLiteralExpression(last.expression))
    return false;
  return (
    last !== undefined &&
    (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isBreakOrContinueStatement(last))
  );
}

/** Whether the clauses are numbered states of compiled async code, none of which can be skipped. */
function isStateMachine({ caseBlock: { clauses } }: ts.SwitchStatement): boolean {
  return clauses.some((clause) => ts.isCaseClause(clause) && ts.isNumericLiteral(clause.expression));
}
