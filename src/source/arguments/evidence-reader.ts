/** Gathers from the uses of a value in the code what kind of value it must be. */

import ts from 'typescript';
import type { Meanings } from '../meaning/meanings';
import {
  equalityOperators,
  inequalityOperators,
  isAssigned,
  throwsWhere,
  isNullOrUndefined,
  outcomeOf,
} from '../syntax/conditions';
import { constantOf } from '../syntax/constant';
import { constructorOf, fieldName, textOf, thisContainer } from '../syntax/nodes';
import { layerFactories } from '../meaning/tfjs-names';
import { Evidence } from './evidence';
import { betterRole, SettingEvidence } from './setting-evidence';
import {
  aliveMembers,
  arrayMembers,
  numberOperators,
  shapeTakers,
  stringMembers,
  tfFunctions,
  tfNamespaces,
  usualNames,
} from './telling-names';

/** The reader follows a value through this many assignments, parameters, wrappers and operators. */
const mostHops = 8;

export class EvidenceReader {
  private readonly seen = new Set<ts.Node>();
  private readonly settings: SettingEvidence;

  constructor(private readonly meanings: Meanings) {
    this.settings = new SettingEvidence(meanings);
  }

  /** The evidence of all `uses`, which are expressions that hold the value. */
  read(uses: readonly ts.Expression[]): Evidence {
    const evidence = new Evidence();
    for (const use of uses) this.follow(use, evidence, 0);
    return evidence;
  }

  /** Whether each use is `use || fallback` or `use ?? fallback`: without the value, the code takes its own. */
  onlyFallsBack(uses: readonly ts.Expression[]): boolean {
    return (
      uses.length > 0 &&
      uses.every(
        (use) =>
          ts.isBinaryExpression(use.parent) &&
          (use.parent.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
            use.parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) &&
          use.parent.left === use,
      )
    );
  }

  /** Whether the code, or a function that it hands the value to, throws where the value is no list. */
  mustBeList(uses: readonly ts.Expression[]): boolean {
    return this.read(uses).mustBeList;
  }

  /** The uses of a parameter or variable; for a parameter property also the uses of the field. */
  usesOf(declaration: ts.ParameterDeclaration | ts.VariableDeclaration | ts.BindingElement): ts.Expression[] {
    const { name } = declaration;
    // A parameter's name lies inside the function whose scope binds it.
    const binding = ts.isIdentifier(name) ? this.meanings.tree.lookup(name) : undefined;
    if (!binding) return [];
    const uses: ts.Expression[] = [...this.meanings.tree.references(binding)];
    if (ts.isParameter(declaration) && ts.isParameterPropertyDeclaration(declaration, declaration.parent))
      uses.push(...this.fieldUses(binding.name, declaration.parent.parent));
    return uses;
  }

  private fieldUses(name: string, owner: ts.Node): ts.Expression[] {
    return (this.meanings.tree.thisAccesses.get(name) ?? []).filter(
      (access) => thisContainer(access) === owner && !isAssigned(access),
    );
  }

  private follow(use: ts.Expression, evidence: Evidence, depth: number): void {
    if (depth > mostHops || this.seen.has(use)) return;
    this.seen.add(use);
    this.readUse(use, use.parent, evidence, depth + 1);
    this.seen.delete(use);
  }

  /** Notes what `parent` tells about the value that it uses. */
  private readUse(use: ts.Expression, parent: ts.Node, evidence: Evidence, depth: number): void {
    if (ts.isPropertyAccessExpression(parent)) this.readMember(parent, evidence);
    else if (ts.isElementAccessExpression(parent)) this.readIndex(use, parent, evidence);
    else if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) this.readArgument(use, parent, evidence, depth);
    else if (ts.isPropertyAssignment(parent)) this.settings.addRole(textOf(parent.name), parent.parent, evidence);
    else if (ts.isShorthandPropertyAssignment(parent)) this.settings.addRole(parent.name.text, parent.parent, evidence);
    else if (ts.isBinaryExpression(parent)) this.readOperator(use, parent, evidence, depth);
    else if (ts.isVariableDeclaration(parent)) this.readDeclaration(parent.name, parent, evidence, depth);
    else if (ts.isArrayLiteralExpression(parent)) this.settings.addListElement(use, parent, evidence);
    else if (ts.isForOfStatement(parent)) this.readLoop(parent, evidence);
    else if (ts.isSpreadElement(parent)) this.settings.addSpread(parent, evidence);
    else if (ts.isSpreadAssignment(parent)) {
      this.settings.addConfig(parent.parent, evidence);
      // The fields are used wherever the new object goes.
      if (this.settings.layerOf(parent.parent) === '') this.follow(parent.parent, evidence, depth);
    } else if (ts.isConditionalExpression(parent) && parent.condition !== use) this.follow(parent, evidence, depth);
    else if (ts.isConditionalExpression(parent) || ts.isIfStatement(parent)) {
      evidence.boolean = true;
      this.readCondition(use, evidence);
    } else if (ts.isPrefixUnaryExpression(parent)) {
      if (parent.operator === ts.SyntaxKind.ExclamationToken) {
        evidence.boolean = true;
        evidence.demanded ||= throwsWhere(parent);
      } else evidence.number ??= '';
    } else if (ts.isPostfixUnaryExpression(parent)) evidence.number ??= '';
    else if (ts.isTemplateSpan(parent)) evidence.weakString = true;
    else if (ts.isSwitchStatement(parent)) this.readSwitch(parent, evidence);
    else if (
      ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isSatisfiesExpression(parent)
    )
      this.follow(parent, evidence, depth);
  }

  /** Whether layers are made where the condition holds, and whether the code throws where it does not. */
  private readCondition(part: ts.Expression, evidence: Evidence): void {
    const { taken, throwsOtherwise } = outcomeOf(part);
    evidence.leadsToLayers ||= taken !== undefined && this.makesLayers(taken);
    evidence.demanded ||= throwsOtherwise;
  }

  private makesLayers(node: ts.Node): boolean {
    return this.meanings.tree.calls.some((call) => {
      if (call.pos < node.pos || call.end > node.end) return false;
      const callee = this.meanings.of(call.expression);
      return callee?.kind === 'tf' && callee.path[0] === 'layers';
    });
  }

  private readMember(access: ts.PropertyAccessExpression, evidence: Evidence): void {
    const name = access.name.text;
    const call = ts.isCallExpression(access.parent) && access.parent.expression === access ? access.parent : undefined;
    if (isTfjsUse(access, call !== undefined)) {
      evidence.tf = true;
    } else if (arrayMembers.has(name)) {
      evidence.array = true;
      this.readCallback(name, call, evidence);
    } else if (aliveMembers.has(name) && !call) {
      evidence.addField(name, [access]);
    } else if (call) {
      if (stringMembers.has(name)) evidence.string ??= '';
      else if (name === 'toFixed') evidence.number ??= '';
      else evidence.alive = true;
    } else {
      evidence.addField(name, [access]);
    }
  }

  /** `hidden.map((units) => ...)`: the callback's parameter is an element. */
  private readCallback(method: string, call: ts.CallExpression | undefined, evidence: Evidence): void {
    const callback = call?.arguments[0];
    if (!callback || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return;
    const parameter = callback.parameters.at(method === 'reduce' ? 1 : 0);
    if (parameter) this.addElements(parameter, evidence);
  }

  private addElements(declaration: ts.ParameterDeclaration | ts.VariableDeclaration, evidence: Evidence): void {
    evidence.elements.push(...this.usesOf(declaration));
  }

  private readLoop(loop: ts.ForOfStatement, evidence: Evidence): void {
    evidence.array = true;
    const declaration = ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations[0] : undefined;
    if (declaration) this.addElements(declaration, evidence);
  }

  private readIndex(use: ts.Expression, access: ts.ElementAccessExpression, evidence: Evidence): void {
    const { argumentExpression: index } = access;
    if (access.expression === use) {
      if (ts.isStringLiteralLike(index)) {
        evidence.addField(index.text, [access]);
        return;
      }
      evidence.array = true;
      evidence.elements.push(access);
      if (ts.isNumericLiteral(index)) evidence.rank = Math.max(evidence.rank, Number(index.text) + 1);
      return;
    }
    const owner = this.meanings.of(access.expression);
    if (owner?.kind === 'tf') evidence.literal ??= usualNames.get(owner.path.at(-1) ?? '');
    else if (owner?.kind === 'object')
      evidence.literal ??= owner.node.properties
        .map(({ name }) => name && textOf(name))
        .find((name) => name !== undefined);
    else evidence.number ??= '';
  }

  private readSwitch(statement: ts.SwitchStatement, evidence: Evidence): void {
    const first = statement.caseBlock.clauses.find(ts.isCaseClause);
    evidence.literal ??= first && constantOf(first.expression, this.meanings.file)?.value;
  }

  /** `['gru', 'lstm'].includes(kind)`: one of the list is meant, unless the code throws for these. */
  private readMembership(list: ts.Expression, call: ts.Expression, evidence: Evidence): void {
    const first = ts.isArrayLiteralExpression(list) ? list.elements.at(0) : undefined;
    if (first && !throwsWhere(call)) evidence.literal ??= constantOf(first, this.meanings.file)?.value;
  }

  private readOperator(use: ts.Expression, node: ts.BinaryExpression, evidence: Evidence, depth: number): void {
    const operator = node.operatorToken.kind;
    const opposite = node.left === use ? node.right : node.left;
    if (numberOperators.has(operator)) evidence.number = betterRole(evidence.number, this.roleInLoop(node));
    else if (operator === ts.SyntaxKind.PlusToken) {
      if (ts.isStringLiteralLike(opposite) || ts.isTemplateExpression(opposite)) evidence.weakString = true;
      else evidence.number ??= '';
    } else if (equalityOperators.has(operator)) {
      this.readComparison(node, opposite, evidence);
    } else if (operator === ts.SyntaxKind.InstanceOfKeyword) {
      evidence.tested = true;
    } else if (operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.BarBarToken) {
      if (node.left === use) evidence.fallback = true;
      this.follow(node, evidence, depth);
    } else if (operator === ts.SyntaxKind.AmpersandAmpersandToken) {
      evidence.boolean = true;
      if (node.right === use) this.follow(node, evidence, depth);
      else this.readCondition(node, evidence);
    } else if (operator === ts.SyntaxKind.EqualsToken && node.right === use) {
      this.readAssignment(node.left, evidence, depth);
    }
  }

  /** The role of `p` in `i < p`: the number of layers in the head of a loop that makes layers, elsewhere no setting. */
  private roleInLoop(condition: ts.BinaryExpression): string {
    const { parent } = condition;
    const isHead = ts.isForStatement(parent) && parent.condition === condition;
    return isHead && this.makesLayers(parent.statement) ? 'layerCount' : '';
  }

  private readComparison(node: ts.BinaryExpression, opposite: ts.Expression, evidence: Evidence): void {
    if (isNullOrUndefined(opposite)) {
      if (inequalityOperators.has(node.operatorToken.kind)) this.readCondition(node, evidence);
      else evidence.demanded ||= throwsWhere(node);
      return;
    }
    const value = constantOf(opposite, this.meanings.file)?.value;
    if (typeof value === 'string' || typeof value === 'number') evidence.literal ??= value;
  }

  private readAssignment(target: ts.Expression, evidence: Evidence, depth: number): void {
    if (ts.isPropertyAccessExpression(target) && target.expression.kind === ts.SyntaxKind.ThisKeyword) {
      const owner = thisContainer(target);
      if (owner) for (const use of this.fieldUses(target.name.text, owner)) this.follow(use, evidence, depth);
    } else if (ts.isIdentifier(target)) {
      const binding = this.meanings.tree.lookup(target);
      if (binding)
        for (const use of this.meanings.tree.references(binding)) if (use !== target) this.follow(use, evidence, depth);
    }
  }

  private readDeclaration(
    name: ts.BindingName,
    declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
    evidence: Evidence,
    depth: number,
  ): void {
    if (ts.isIdentifier(name)) {
      for (const use of this.usesOf(declaration)) this.follow(use, evidence, depth);
    } else if (ts.isArrayBindingPattern(name)) {
      evidence.array = true;
      evidence.rank = Math.max(evidence.rank, name.elements.length);
      for (const element of name.elements)
        if (ts.isBindingElement(element)) evidence.elements.push(...this.usesOf(element));
    } else {
      evidence.object = true;
      for (const element of name.elements) {
        const key = fieldName(element);
        if (key !== undefined && !element.initializer) evidence.addField(key, this.usesOf(element));
      }
    }
  }

  private readArgument(
    use: ts.Expression,
    call: ts.CallExpression | ts.NewExpression,
    evidence: Evidence,
    depth: number,
  ): void {
    if (call.expression === use) {
      evidence.alive = true;
      return;
    }
    const negated = negatedListTest(call);
    if (negated) evidence.mustBeList ||= throwsWhere(negated);
    const index = call.arguments?.indexOf(use) ?? -1;
    const callee = this.meanings.of(call.expression);
    if (callee?.kind === 'tf') this.readTfjsArgument(callee.path, index, call, evidence);
    else if (callee?.kind === 'function') this.readParameter(callee.node.parameters[index], evidence, depth);
    else if (callee?.kind === 'class') {
      this.readParameter(constructorOf(callee.node)?.parameters[index], evidence, depth);
    } else this.readOtherArgument(use, call, index, evidence);
  }

  private readParameter(parameter: ts.ParameterDeclaration | undefined, evidence: Evidence, depth: number): void {
    if (!parameter || parameter.dotDotDotToken) return;
    if (parameter.initializer) evidence.fallback = true;
    if (parameter.type) evidence.types.push(parameter.type);
    this.readDeclaration(parameter.name, parameter, evidence, depth);
  }

  private readTfjsArgument(path: readonly string[], index: number, call: ts.Node, evidence: Evidence): void {
    const first = path.at(0);
    const second = path.at(1);
    if (first === 'layers' && second !== undefined) evidence.config ??= second;
    else if (first === 'train') evidence.number = betterRole(evidence.number, optimizerSetting(second, index));
    else if (index === 0 && first !== undefined && shapeTakers.has(first)) evidence.shapeOf ??= '';
    else if (first === 'input' || first === 'model' || first === 'sequential')
      evidence.config ??= ts.isCallExpression(call) ? first : '';
    else if (first !== undefined && !['regularizers', 'initializers', 'constraints', 'callbacks'].includes(first))
      evidence.alive = true;
  }

  private readOtherArgument(
    use: ts.Expression,
    call: ts.CallExpression | ts.NewExpression,
    index: number,
    evidence: Evidence,
  ): void {
    const callee = call.expression;
    const text = callee.getText();
    if (
      /^Math\.|^(Number|parseInt|parseFloat|isNaN)$|^Number\./.test(text) ||
      (text === 'Array' && call.arguments?.length === 1)
    )
      evidence.number ??= '';
    else if (/^Object\.(keys|values|entries)$/.test(text)) evidence.object = true;
    else if (text === 'Object.assign') {
      evidence.object = true;
      // The reader follows a merged object half as far, wherever the merge stands.
      this.follow(call, evidence, mostHops / 2);
    } else if (/^Array\.(isArray|from)$/.test(text)) evidence.array = true;
    else if (ts.isPropertyAccessExpression(callee)) {
      const method = callee.name.text;
      if (['add', 'apply', 'predict', 'fit', 'fitDataset', 'evaluate', 'trainOnBatch'].includes(method) && index < 2)
        evidence.alive = true;
      else if (method === 'compile') evidence.config ??= 'compile';
      else if (method === 'fill' && ts.isCallExpression(callee.expression) && index === 0)
        this.follow(callee.expression, evidence, mostHops);
      else if (method === 'includes' && index === 0) this.readMembership(callee.expression, call, evidence);
    } else if (ts.isNewExpression(call) && use.kind === ts.SyntaxKind.Identifier && text === 'Promise')
      evidence.alive = true;
  }
}

/** `p.sequential()`, `p.train.adam()`, `p.layers.dense()`; a model has `layers` and `input`, too. */
function isTfjsUse(access: ts.PropertyAccessExpression, isCalled: boolean): boolean {
  const name = access.name.text;
  if (isCalled) return tfFunctions.has(name);
  if (!ts.isPropertyAccessExpression(access.parent)) return false;
  return tfNamespaces.has(name) || (name === 'layers' && layerFactories.has(access.parent.name.text));
}

/** `tf.train.momentum(rate, momentum)`; the further numbers of other optimizers go by their names. */
function optimizerSetting(optimizer: string | undefined, index: number): string {
  if (index === 0) return 'learningRate';
  return optimizer === 'momentum' && index === 1 ? 'momentum' : '';
}

/** `!Array.isArray(x)`, where `call` is the call in it. */
function negatedListTest({ expression, parent }: ts.CallExpression | ts.NewExpression): ts.Expression | undefined {
  const isTest = ts.isPropertyAccessExpression(expression) && expression.name.text === 'isArray';
  return isTest && ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken
    ? parent
    : undefined;
}
