/** Rewrites a file so that what cannot run in the probe is passed over: everything but the making of layers and models is wrapped. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import { probeGlobalText } from '../../report/probe-globals';
import type { Meanings } from '../meaning/meaning';
import type { ModelCall } from '../sites/membership';
import { CallGraph } from '../entries/call-graph';
import { seemsToBuild } from '../entries/entries-across-files';
import { fileCalls } from '../sites/file-calls';
import type { ParsedFile } from '../syntax/parsed-file';
import { type CallNode, extendsExpression, isFunctionNode } from '../syntax/nodes';
import { BranchModels, type ConditionModels, type TableModels } from '../entries/branch-models';

/** Methods by which models come to be and are trained; their failure is the model's. */
const modelMethods: ReadonlySet<string> = new Set([
  'add',
  'apply',
  'compile',
  'fit',
  'fitDataset',
  'trainOnBatch',
  'minimize',
  'applyGradients',
]);
/** Those of them that a model is whole without. */
const afterModel: ReadonlySet<string> = new Set([
  'compile',
  'fit',
  'fitDataset',
  'trainOnBatch',
  'minimize',
  'applyGradients',
]);

const known: ReadonlySet<string> = new Set([
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
/** What modules are given as if it were global. */
const ofModules: ReadonlySet<string> = new Set([
  'module',
  'exports',
  'require',
  '__filename',
  '__dirname',
  'arguments',
  'tf',
  'undefined',
]);
/** What the names of a stand-in need to tell of the expression it is for. */
const longestName = 60;

/**
 * The text to insert; positions in the file's own text stay what they are but for these insertions.
 *
 * @param sliced whether what models need not is left out: what is waited for, and what is called only for its effect in other files
 * @param missed indices of the models that no attempt has reached: branches are taken towards them
 */
export function guardInsertions(parsed: ParsedFile, sliced = false, missed: readonly number[] = []): TextInsertion[] {
  if (parsed.broken) return [];
  const { meanings, layerCalls, modelCalls } = fileCalls(parsed);
  const isOwn = layerCalls.size > 0 || modelCalls.some(({ kind }) => kind !== 'load');
  const makers = isOwn
    ? modelCalls
    : meanings.tree.calls
        .filter((call) => seemsToBuild(call, meanings))
        .map((call): ModelCall => ({ call, kind: 'model' }));
  const guarder = new Guarder(meanings, makers, new Set(layerCalls.keys()), sliced, isOwn ? missed : []);
  guarder.file();
  return guarder.insertions;
}

class Guarder {
  readonly insertions: TextInsertion[] = [];
  private readonly source: ts.SourceFile;
  /** Nodes with a making of layers or models, or a call that leads to one, somewhere inside. */
  private readonly vital = new Set<ts.Node>();
  /** Of these, the ones in which that is more than compiling or training. */
  private readonly making = new Set<ts.Node>();
  private readonly branches: BranchModels;

  constructor(
    private readonly meanings: Meanings,
    private readonly models: readonly ModelCall[],
    layers: ReadonlySet<CallNode>,
    private readonly sliced: boolean,
    missed: readonly number[],
  ) {
    this.source = meanings.tree.source;
    const graph = new CallGraph(meanings, [
      ...models.filter(({ kind }) => kind !== 'load'),
      ...[...layers].map((call) => ({ call, kind: 'model' as const })),
    ]);
    this.branches = new BranchModels(meanings, models, graph, missed);
    // A model that cannot be loaded is stood in for; what is built on it may still be.
    const makers = new Set<ts.Node>([...models.flatMap(({ call, kind }) => (kind === 'load' ? [] : call)), ...layers]);
    for (const call of meanings.tree.calls) {
      const callee = call.expression;
      const meaning = meanings.of(callee);
      const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
      const target = meaning?.kind === 'function' || meaning?.kind === 'class' ? meaning.node : undefined;
      const isMaker = makers.has(call) || (target !== undefined && graph.consequencesOf(target).models.length > 0);
      if (!isMaker && !modelMethods.has(method)) continue;
      mark(call, this.vital);
      if (isMaker || !afterModel.has(method)) mark(call, this.making);
    }
  }

  file(): void {
    const first = this.source.statements.at(0);
    // Other scripts of a page declare names that no file of its own imports.
    const missing = this.meanings.tree.globals().filter((name) => !ofModules.has(name) && !(name in globalThis));
    if (first && missing.length > 0)
      this.insert(first.getStart(this.source), `${probeGlobalText('declareGlobals')}?.(${JSON.stringify(missing)});`);
    this.source.statements.forEach((statement) => {
      this.statement(statement);
    });
    for (const table of this.branches.behindTables()) this.lookup(table);
  }

  /** The key by which code chooses among the members of a table. */
  private lookup({ key, members }: TableModels): void {
    if (this.vital.has(key) || hasOwn(key, (one) => ts.isYieldExpression(one) || ts.isAwaitExpression(one))) return;
    const clauses = members.map((member) => `[${JSON.stringify(member.models)},()=>${JSON.stringify(member.key)}]`);
    this.insert(key.getStart(this.source), `${probeGlobalText('guardSwitch')}(()=>(`);
    this.insert(key.end, `),${JSON.stringify(this.where(key))},${key.pos},[${clauses.join(',')}])`);
  }

  private statement(node: ts.Statement): void {
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) this.inside(node);
    else if (ts.isVariableStatement(node)) {
      for (const { name, initializer } of node.declarationList.declarations)
        if (initializer) this.value(initializer, name.getText(this.source));
    } else if (ts.isExportAssignment(node)) this.value(node.expression);
    else if (ts.isReturnStatement(node)) {
      if (node.expression) this.value(node.expression);
    } else if (ts.isBlock(node))
      node.statements.forEach((one) => {
        this.statement(one);
      });
    else if (isSimple(node)) return;
    else if (!this.vital.has(node) && this.isLeftOut(node)) this.leaveOut(node);
    else if (!this.vital.has(node)) {
      const assignment = ts.isExpressionStatement(node) ? node.expression : undefined;
      // What is assigned stays there to be used, as a stand-in if need be.
      this.passOver(node, () => {
        const outcomes = ts.isIfStatement(node) ? this.branches.behindCondition(node) : undefined;
        if (ts.isIfStatement(node) && outcomes) this.condition('guardBranch', node.expression, false, outcomes);
        if (
          assignment &&
          ts.isBinaryExpression(assignment) &&
          assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken
        )
          this.value(assignment.right, lastName(assignment.left));
      });
    } else if (ts.isExpressionStatement(node)) {
      this.open(node, !this.making.has(node));
      this.expression(node.expression);
      this.close(node, !this.making.has(node));
    } else this.compound(node);
  }

  /** In a slice: what waits for something, and calls of other files' functions that nothing is kept of. */
  private isLeftOut(node: ts.Statement): boolean {
    if (!this.sliced || hasOwn(node, ts.isReturnStatement)) return false;
    if (!ts.isExpressionStatement(node)) return hasOwn(node, ts.isAwaitExpression);
    const { expression } = node;
    if (ts.isBinaryExpression(expression)) return false;
    return (
      hasOwn(expression, ts.isAwaitExpression) ||
      hasOwn(expression, (one) => ts.isCallExpression(one) && this.isForeign(one.expression))
    );
  }

  private isForeign(callee: ts.Expression): boolean {
    return this.meanings.of(callee)?.kind === 'imported';
  }

  private leaveOut(node: ts.Statement): void {
    this.insert(node.getStart(this.source), 'if(0){');
    this.insert(node.end, '}');
  }

  /** A statement with vital statements in it. */
  private compound(node: ts.Statement): void {
    if (ts.isIfStatement(node)) {
      this.condition(
        'guardBranch',
        node.expression,
        this.preferred(node.thenStatement, node.elseStatement),
        this.branches.behindCondition(node),
      );
      this.statement(node.thenStatement);
      if (node.elseStatement) this.statement(node.elseStatement);
    } else if (ts.isForStatement(node)) {
      if (node.condition) this.condition('guardLoop', node.condition);
      this.statement(node.statement);
    } else if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
      this.condition('guardLoop', node.expression);
      this.statement(node.statement);
    } else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      this.value(node.expression);
      this.statement(node.statement);
    } else if (ts.isTryStatement(node)) {
      this.statement(node.tryBlock);
      if (node.catchClause) this.statement(node.catchClause.block);
      if (node.finallyBlock) this.statement(node.finallyBlock);
    } else if (ts.isSwitchStatement(node)) {
      this.choice(node);
      node.caseBlock.clauses.forEach(({ statements }) => {
        statements.forEach((one) => {
          this.statement(one);
        });
      });
    } else if (ts.isLabeledStatement(node)) this.statement(node.statement);
  }

  /** Which way leads to a model, where the condition cannot tell: building before loading. */
  private preferred(yes: ts.Node, no: ts.Node | undefined): boolean {
    const builds = (node: ts.Node | undefined): boolean =>
      node !== undefined &&
      this.models.some(({ call, kind }) => kind !== 'load' && call.pos >= node.pos && call.end <= node.end);
    return builds(yes) || !builds(no) ? this.making.has(yes) || !(no && this.making.has(no)) : false;
  }

  /** @param name of what the value is put in */
  private value(node: ts.Expression, name?: string): void {
    if (this.vital.has(node)) this.expression(node);
    else if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) this.parts(node);
    else if (ts.isClassExpression(node)) this.inside(node);
    else if (!this.isTrivial(node)) this.guardValue(node, name);
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

  /** An expression with vital calls in it: these stay bare, what they are given is wrapped. */
  private expression(node: ts.Node): void {
    if (isFunctionNode(node) || ts.isClassLike(node)) this.inside(node);
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      this.callee(node.expression);
      node.arguments?.forEach((argument) => {
        this.value(ts.isSpreadElement(argument) ? argument.expression : argument);
      });
    } else if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) this.parts(node);
    else if (ts.isConditionalExpression(node)) {
      this.condition(
        'guardBranch',
        node.condition,
        this.preferred(node.whenTrue, node.whenFalse),
        this.branches.behindCondition(node),
      );
      this.value(node.whenTrue);
      this.value(node.whenFalse);
    } else if (ts.isBinaryExpression(node)) {
      const assigns =
        node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
      if (!assigns) this.value(node.left);
      this.value(node.right);
    } else if (this.vital.has(node))
      ts.forEachChild(node, (child) => {
        this.expression(child);
      });
  }

  /** What is called stays bare, but tfjs that is held by an object may not have been put there. */
  private callee(node: ts.Expression): void {
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'tf') this.guardValue(node, 'tf');
    else if (
      (ts.isPropertyAccessExpression(node) || ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node)) &&
      !this.vital.has(node)
    )
      this.callee(node.expression);
    else this.expression(node);
  }

  /** What a class extends may not have come to be: in files that import each other in a circle, or where something in between was passed over. */
  private base(node: ts.ClassLikeDeclaration): void {
    const base = extendsExpression(node);
    if (!base || this.vital.has(base) || this.meanings.of(base)?.kind === 'tf') return;
    this.insert(base.getStart(this.source), `(${probeGlobalText('guardBaseClass')}(()=>(`);
    this.insert(
      base.end,
      `),${JSON.stringify(base.getText(this.source).slice(0, longestName))},${JSON.stringify(this.where(base))}))`,
    );
  }

  /** The bodies of a function or class. */
  private inside(node: ts.Node): void {
    if (ts.isClassLike(node)) this.base(node);
    if (!this.vital.has(node)) return;
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

  private condition(
    kind: 'guardBranch' | 'guardLoop',
    node: ts.Expression,
    preferred?: boolean,
    outcomes?: ConditionModels,
  ): void {
    if (this.vital.has(node)) {
      this.expression(node);
      return;
    }
    if ((this.isTrivial(node) && !outcomes) || hasOwn(node, ts.isYieldExpression) || hasOwn(node, ts.isAwaitExpression))
      return;
    const where =
      kind === 'guardLoop' ? `${this.where(node)}, character ${node.getStart(this.source)}` : this.where(node);
    this.insert(node.getStart(this.source), `${probeGlobalText(kind)}(()=>(`);
    this.insert(
      node.end,
      `),${JSON.stringify(where)}${preferred === undefined ? '' : `,${String(preferred)}`}${outcomes ? `,${node.pos},${JSON.stringify([outcomes.whenTrue, outcomes.whenFalse])}` : ''})`,
    );
  }

  /** What a switch asks for. */
  private choice(node: ts.SwitchStatement): void {
    const { expression, caseBlock } = node;
    const waits = hasOwn(expression, (one) => ts.isYieldExpression(one) || ts.isAwaitExpression(one));
    const clauseModels = this.vital.has(expression) || waits ? undefined : this.branches.behindClauses(node);
    if (!clauseModels) {
      this.value(expression);
      return;
    }
    const clauses = caseBlock.clauses.map(
      (clause, index) =>
        `[${JSON.stringify(clauseModels[index])}${ts.isCaseClause(clause) ? `,()=>(${clause.expression.getText(this.source)})` : ''}]`,
    );
    this.insert(expression.getStart(this.source), `${probeGlobalText('guardSwitch')}(()=>(`);
    this.insert(
      expression.end,
      `),${JSON.stringify(this.where(expression))},${expression.pos},[${clauses.join(',')}])`,
    );
  }

  private guardValue(node: ts.Expression, name?: string): void {
    if (hasOwn(node, ts.isYieldExpression)) return;
    const waits = hasOwn(node, ts.isAwaitExpression);
    if (this.sliced && waits && name !== 'tf') {
      this.insert(node.getStart(this.source), '(0?(');
      this.insert(node.end, `):${probeGlobalText('standIn')}(${JSON.stringify(name ?? 'value')}))`);
      return;
    }
    const what = name === 'tf' ? name : node.getText(this.source).replace(/\s+/g, ' ').slice(0, longestName);
    this.insert(
      node.getStart(this.source),
      waits ? `(await ${probeGlobalText('guardValue')}(async()=>(` : `${probeGlobalText('guardValue')}(()=>(`,
    );
    this.insert(node.end, `),${JSON.stringify(what)},${JSON.stringify(this.where(node))})${waits ? ')' : ''}`);
  }

  private passOver(node: ts.Statement, inside: () => void = () => undefined): void {
    this.open(node, true);
    inside();
    this.close(node, true);
  }

  private open(node: ts.Statement, really: boolean): void {
    if (really) this.insert(node.getStart(this.source), 'try{');
  }

  private close(node: ts.Statement, really: boolean): void {
    if (really)
      this.insert(
        node.end,
        `}catch(gradline$e){${probeGlobalText('guardStatement')}(gradline$e,${JSON.stringify(this.where(node))})}`,
      );
  }

  private insert(offset: number, text: string): void {
    this.insertions.push({ offset, text });
  }

  private where(node: ts.Node): string {
    return `line ${this.source.getLineAndCharacterOfPosition(node.getStart(this.source)).line + 1}`;
  }

  /** What cannot fail. */
  private isTrivial(node: ts.Expression): boolean {
    if (ts.isIdentifier(node)) return known.has(node.text) || this.meanings.tree.lookup(node) !== undefined;
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node))
      return this.isTrivial(node.expression);
    if (ts.isPrefixUnaryExpression(node)) return this.isTrivial(node.operand);
    return (
      ts.isLiteralExpression(node) ||
      ts.isTypeOfExpression(node) ||
      isFunctionNode(node) ||
      ts.isClassExpression(node) ||
      [
        ts.SyntaxKind.TrueKeyword,
        ts.SyntaxKind.FalseKeyword,
        ts.SyntaxKind.NullKeyword,
        ts.SyntaxKind.ThisKeyword,
        ts.SyntaxKind.SuperKeyword,
        ts.SyntaxKind.OmittedExpression,
      ].includes(node.kind)
    );
  }
}

function lastName(node: ts.Expression): string | undefined {
  return ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

function mark(node: ts.Node, marked: Set<ts.Node>): void {
  for (let at = node as ts.Node | undefined; at && !marked.has(at); at = at.parent as ts.Node | undefined)
    marked.add(at);
}

/** Statements without anything to guard: imports, types, directives, `break`, `super(...)`. */
function isSimple(node: ts.Statement): boolean {
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

/** Whether such an expression stands in `node`, not counting functions inside it. */
function hasOwn(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  if (test(node)) return true;
  return (
    ts.forEachChild(
      node,
      (child) => (isFunctionNode(child) || ts.isClassLike(child) ? false : hasOwn(child, test)) || undefined,
    ) ?? false
  );
}
