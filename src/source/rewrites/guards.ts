/** Guards all code of a file but the making of layers and models, so that the probe passes over what it cannot run. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import { BranchModels, type ConditionModels, type TableModels } from '../entries/branch-models';
import { CallGraph } from '../entries/call-graph';
import { seemsToBuild } from '../entries/entries-across-files';
import type { Meanings } from '../meaning/meanings';
import { fileCalls } from '../sites/file-calls';
import type { ModelCall } from '../sites/membership';
import { type CallNode, containsOwn, extendsExpression, isFunctionNode } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { GuardText } from './guard-text';
import { ModelCode } from './model-code';

/** Globals whose reading cannot fail. */
const safeGlobals: ReadonlySet<string> = new Set([
  'undefined',
  'NaN',
  'Infinity',
  'tf',
  'globalThis',
  'Math',
  'JSON',
  'Object',
  'Array',
  'Promise',
]);
/** Names that the bundle gives to each module as if they were global. */
const moduleNames: ReadonlySet<string> = new Set([
  'module',
  'exports',
  'require',
  '__filename',
  '__dirname',
  'arguments',
  'tf',
  'undefined',
]);
const safeKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
  ts.SyntaxKind.ThisKeyword,
  ts.SyntaxKind.SuperKeyword,
  ts.SyntaxKind.OmittedExpression,
]);

/**
 * The text that guards a file. Without the insertions, the file's own text and positions stay what they are.
 * @param sliced whether to leave out what models do not need: what is awaited, and calls of other files for no result
 * @param missed indices of the models that no attempt has reached: branches are taken towards them
 * @returns nothing for a file with syntax errors
 */
export function guardInsertions(parsed: ParsedFile, sliced = false, missed: readonly number[] = []): TextInsertion[] {
  if (parsed.broken) return [];
  const { meanings, layerCalls, modelCalls } = fileCalls(parsed);
  const layers = [...layerCalls.keys()];
  const isOwn = layers.length > 0 || modelCalls.some(({ kind }) => kind !== 'load');
  const makers = isOwn
    ? modelCalls
    : meanings.tree.calls
        .filter((call) => seemsToBuild(call, meanings))
        .map((call): ModelCall => ({ call, kind: 'model' }));
  return new Guarder(meanings, makers, layers, sliced, isOwn ? missed : []).insertions();
}

class Guarder {
  private readonly text: GuardText;
  private readonly code: ModelCode;
  private readonly branches: BranchModels;

  constructor(
    private readonly meanings: Meanings,
    models: readonly ModelCall[],
    layers: readonly CallNode[],
    private readonly sliced: boolean,
    missed: readonly number[],
  ) {
    const graph = new CallGraph(meanings, [
      ...models.filter(({ kind }) => kind !== 'load'),
      ...layers.map((call): ModelCall => ({ call, kind: 'model' })),
    ]);
    this.text = new GuardText(meanings.tree.source);
    this.code = new ModelCode(meanings, models, layers, graph);
    this.branches = new BranchModels(meanings, models, graph, missed);
  }

  insertions(): TextInsertion[] {
    const { tree } = this.meanings;
    // Other scripts of a page declare names that no file of it imports.
    this.text.declareGlobals(tree.globals().filter((name) => !moduleNames.has(name) && !(name in globalThis)));
    for (const statement of tree.source.statements) this.statement(statement);
    for (const table of this.branches.behindTables()) this.table(table);
    return this.text.insertions;
  }

  /** The key by which code chooses among the members of a table. */
  private table({ key, members }: TableModels): void {
    if (this.code.isVital(key) || waits(key)) return;
    this.text.choice(
      key,
      members.map((member) => ({ models: member.models, value: JSON.stringify(member.key) })),
    );
  }

  private statement(node: ts.Statement): void {
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) this.inside(node);
    else if (ts.isVariableStatement(node)) {
      for (const { name, initializer } of node.declarationList.declarations)
        if (initializer) this.value(initializer, name.getText());
    } else if (ts.isExportAssignment(node)) this.value(node.expression);
    else if (ts.isReturnStatement(node)) {
      if (node.expression) this.value(node.expression);
    } else if (ts.isBlock(node)) this.statements(node.statements);
    else if (hasNothingToGuard(node)) return;
    else if (!this.code.isVital(node)) this.otherStatement(node);
    else if (!ts.isExpressionStatement(node)) this.compound(node);
    else if (this.code.isMaking(node)) this.expression(node.expression);
    else
      this.text.attempt(node, () => {
        this.expression(node.expression);
      });
  }

  private statements(nodes: readonly ts.Statement[]): void {
    for (const node of nodes) this.statement(node);
  }

  /** A statement that no model needs. */
  private otherStatement(node: ts.Statement): void {
    if (this.isLeftOut(node)) {
      this.text.leaveOut(node);
      return;
    }
    this.text.attempt(node, () => {
      const outcomes = ts.isIfStatement(node) ? this.branches.behindCondition(node) : undefined;
      if (ts.isIfStatement(node) && outcomes) this.branch(node.expression, false, outcomes);
      const assignment = ts.isExpressionStatement(node) ? node.expression : undefined;
      // Later code uses the assigned value, which may be a stand-in.
      if (
        assignment &&
        ts.isBinaryExpression(assignment) &&
        assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken
      )
        this.value(assignment.right, lastName(assignment.left));
    });
  }

  /**
   * Whether a slice leaves the statement out: it awaits something, or calls another file's function without using the
   * result.
   */
  private isLeftOut(node: ts.Statement): boolean {
    if (!this.sliced || containsOwn(node, ts.isReturnStatement)) return false;
    if (!ts.isExpressionStatement(node)) return containsOwn(node, ts.isAwaitExpression);
    const { expression } = node;
    if (ts.isBinaryExpression(expression)) return false;
    return (
      containsOwn(expression, ts.isAwaitExpression) ||
      containsOwn(expression, (one) => ts.isCallExpression(one) && this.isForeign(one.expression))
    );
  }

  private isForeign(callee: ts.Expression): boolean {
    return this.meanings.of(callee)?.kind === 'imported';
  }

  /** Guards a statement that holds vital statements. */
  private compound(node: ts.Statement): void {
    if (ts.isIfStatement(node)) {
      const preferred = this.code.prefers(node.thenStatement, node.elseStatement);
      this.branch(node.expression, preferred, this.branches.behindCondition(node));
      this.statement(node.thenStatement);
      if (node.elseStatement) this.statement(node.elseStatement);
    } else if (ts.isForStatement(node)) {
      if (node.condition) this.loop(node.condition);
      this.statement(node.statement);
    } else if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
      this.loop(node.expression);
      this.statement(node.statement);
    } else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      this.value(node.expression);
      this.statement(node.statement);
    } else if (ts.isTryStatement(node)) {
      this.statement(node.tryBlock);
      if (node.catchClause) this.statement(node.catchClause.block);
      if (node.finallyBlock) this.statement(node.finallyBlock);
    } else if (ts.isSwitchStatement(node)) {
      this.switchValue(node);
      for (const clause of node.caseBlock.clauses) this.statements(clause.statements);
    } else if (ts.isLabeledStatement(node)) this.statement(node.statement);
  }

  /** @param name of the variable or property that gets the value */
  private value(node: ts.Expression, name?: string): void {
    if (this.code.isVital(node)) this.expression(node);
    else if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) this.parts(node);
    else if (ts.isClassExpression(node)) this.inside(node);
    else if (!this.cannotFail(node)) this.guardedValue(node, name);
  }

  private parts(node: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression): void {
    if (ts.isArrayLiteralExpression(node)) {
      node.elements.forEach((element) => {
        this.value(ts.isSpreadElement(element) ? element.expression : element);
      });
      return;
    }
    for (const property of node.properties) {
      if (ts.isPropertyAssignment(property)) this.value(property.initializer);
      else if (ts.isSpreadAssignment(property)) this.value(property.expression);
      else this.inside(property);
    }
  }

  /** An expression with vital calls in it: these stay bare, and their arguments are guarded. */
  private expression(node: ts.Node): void {
    if (isFunctionNode(node) || ts.isClassLike(node)) this.inside(node);
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      this.callee(node.expression);
      node.arguments?.forEach((argument) => {
        this.value(ts.isSpreadElement(argument) ? argument.expression : argument);
      });
    } else if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) this.parts(node);
    else if (ts.isConditionalExpression(node)) {
      const preferred = this.code.prefers(node.whenTrue, node.whenFalse);
      this.branch(node.condition, preferred, this.branches.behindCondition(node));
      this.value(node.whenTrue);
      this.value(node.whenFalse);
    } else if (ts.isBinaryExpression(node)) {
      const assigns =
        node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
      if (!assigns) this.value(node.left);
      this.value(node.right);
    } else if (this.code.isVital(node))
      ts.forEachChild(node, (child) => {
        this.expression(child);
      });
  }

  /** Guards parts of a callee, which itself stays bare: an object may not hold tfjs yet, as in `this.tf.layers`. */
  private callee(node: ts.Expression): void {
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'tf') this.guardedValue(node, 'tf');
    else if (
      (ts.isPropertyAccessExpression(node) || ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node)) &&
      !this.code.isVital(node)
    )
      this.callee(node.expression);
    else this.expression(node);
  }

  /** A base class may be missing: where files import each other in a circle, or where a guard passed over it. */
  private baseClass(node: ts.ClassLikeDeclaration): void {
    const base = extendsExpression(node);
    if (base && !this.code.isVital(base) && this.meanings.of(base)?.kind !== 'tf') this.text.baseClass(base);
  }

  /** Guards the bodies of a function or class. */
  private inside(node: ts.Node): void {
    if (ts.isClassLike(node)) this.baseClass(node);
    if (!this.code.isVital(node)) return;
    if (ts.isClassLike(node)) {
      for (const member of node.members) {
        if (ts.isPropertyDeclaration(member)) {
          if (member.initializer) this.value(member.initializer);
        } else if (ts.isClassStaticBlockDeclaration(member)) this.statement(member.body);
        // Without an instance none of the methods can be called.
        else if (ts.isConstructorDeclaration(member) && member.body) this.statement(member.body);
        else this.inside(member);
      }
    } else if (isFunctionNode(node) && node.body) {
      if (ts.isBlock(node.body)) this.statement(node.body);
      else this.value(node.body);
    }
  }

  private branch(condition: ts.Expression, preferred: boolean, outcomes: ConditionModels | undefined): void {
    if (this.code.isVital(condition)) this.expression(condition);
    else if (!waits(condition) && (outcomes || !this.cannotFail(condition)))
      this.text.branch(condition, preferred, outcomes);
  }

  private loop(condition: ts.Expression): void {
    if (this.code.isVital(condition)) this.expression(condition);
    else if (!waits(condition) && !this.cannotFail(condition)) this.text.loop(condition);
  }

  private switchValue(node: ts.SwitchStatement): void {
    const { expression, caseBlock } = node;
    const isFree = !this.code.isVital(expression) && !waits(expression);
    const models = isFree ? this.branches.behindClauses(node) : undefined;
    if (!models) {
      this.value(expression);
      return;
    }
    const choices = caseBlock.clauses.map((clause, index) => ({
      models: models[index],
      ...(ts.isCaseClause(clause) && { value: `(${clause.expression.getText()})` }),
    }));
    this.text.choice(expression, choices);
  }

  private guardedValue(node: ts.Expression, name?: string): void {
    if (containsOwn(node, ts.isYieldExpression)) return;
    const isAwaited = containsOwn(node, ts.isAwaitExpression);
    if (this.sliced && isAwaited && name !== 'tf') this.text.standIn(node, name ?? 'value');
    else this.text.value(node, isAwaited, name === 'tf' ? name : undefined);
  }

  private cannotFail(node: ts.Expression): boolean {
    if (ts.isIdentifier(node)) return safeGlobals.has(node.text) || this.meanings.tree.lookup(node) !== undefined;
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node))
      return this.cannotFail(node.expression);
    if (ts.isPrefixUnaryExpression(node)) return this.cannotFail(node.operand);
    return (
      ts.isLiteralExpression(node) ||
      ts.isTypeOfExpression(node) ||
      isFunctionNode(node) ||
      ts.isClassExpression(node) ||
      safeKinds.has(node.kind)
    );
  }
}

/** Whether `yield` or `await` stands in a node: the arrow function that a guard puts around it can hold neither. */
function waits(node: ts.Expression): boolean {
  return containsOwn(node, (one) => ts.isYieldExpression(one) || ts.isAwaitExpression(one));
}

function lastName(node: ts.Expression): string | undefined {
  return ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

/** Statements without anything to guard: imports, types, directives, `break`, `super(...)`. */
function hasNothingToGuard(node: ts.Statement): boolean {
  if (ts.isExpressionStatement(node)) {
    const { expression } = node;
    return (
      ts.isStringLiteral(expression) ||
      (ts.isCallExpression(expression) && expression.expression.kind === ts.SyntaxKind.SuperKeyword)
    );
  }
  return !(
    ts.isIfStatement(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isTryStatement(node) ||
    ts.isSwitchStatement(node) ||
    ts.isLabeledStatement(node)
  );
}
