/** Gathers from the uses of a value in the code what kind of value it must be. */

import ts from 'typescript';
import { constantOf } from '../syntax/constant';
import { isAssigned, isComplainedOf, outcomeOf } from '../syntax/conditions';
import type { Meanings } from '../meaning/meaning';
import { constructorOf, fieldName, textOf, thisContainer } from '../syntax/nodes';
import type { Binding } from '../syntax/scope';
import { roleKind } from './name-guess';
import { layerFactories } from '../meaning/tfjs-names';

/** What the uses of one value say about it. */
export class Evidence {
  /** It is the tfjs namespace. */
  tf = false;
  /** It is called, or has methods of tensors, layers or models: nothing that JSON could carry. */
  alive = false;
  /** The kind of layer whose input shape it is; an empty string where that is not in sight. */
  shapeOf: string | undefined;
  /** The most axes that an index or a pattern names. */
  rank = 0;
  /** The setting it is used as (`units`), or an empty string for plain arithmetic. */
  number: string | undefined;
  string: string | undefined;
  array = false;
  object = false;
  /** Weak: strings and numbers are asked for their truth, too. */
  boolean = false;
  /** A branch that is taken when it is true makes layers. */
  leadsToLayers = false;
  /** The code throws where it is missing. */
  demanded = false;
  weakString = false;
  /** The code asks with `instanceof` what it is: it may be something simpler than what its methods say. */
  tested = false;
  /** The code has a fallback (`p ?? 3`) for when it is missing. */
  fallback = false;
  /** A value that the code compares it with or looks up. */
  literal: unknown;
  readonly fields = new Map<string, ts.Expression[]>();
  /** What uses of its elements there are. */
  readonly elements: ts.Expression[] = [];
  /** Its whole is handed to `tf.layers.<kind>`. */
  config: string | undefined;
  /** Types of the parameters of functions of the file that it is handed to. */
  readonly types: ts.TypeNode[] = [];
}

const tfFunctions = new Set([
  'sequential',
  'tidy',
  'tensor',
  'tensor1d',
  'tensor2d',
  'variable',
  'model',
  'input',
  'loadLayersModel',
]);
const tfNamespaces = new Set(['train', 'losses', 'initializers', 'regularizers']);
const arrayMembers = new Set([
  'length',
  'map',
  'forEach',
  'slice',
  'concat',
  'reduce',
  'filter',
  'join',
  'some',
  'every',
  'entries',
  'at',
  'push',
  'flat',
  'flatMap',
]);
const stringMembers = new Set([
  'match',
  'substring',
  'charCodeAt',
  'toLowerCase',
  'toUpperCase',
  'split',
  'startsWith',
  'endsWith',
  'trim',
  'replace',
  'charAt',
]);
const aliveMembers = new Set(['shape', 'inputs', 'outputs', 'weights', 'trainableWeights', 'dtype']);
const numberOperators = new Set([
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.PlusEqualsToken,
  ts.SyntaxKind.MinusEqualsToken,
  ts.SyntaxKind.AsteriskEqualsToken,
]);
const equality = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);
const shapeTakers = new Set(['zeros', 'ones', 'fill', 'randomNormal', 'randomUniform', 'truncatedNormal']);
/** What a name in `tf.layers[name]` or its like could be. */
const lookups: ReadonlyMap<string, string> = new Map([
  ['layers', 'dense'],
  ['train', 'adam'],
  ['initializers', 'glorotNormal'],
  ['losses', 'meanSquaredError'],
]);

export class EvidenceReader {
  private readonly seen = new Set<ts.Node>();

  constructor(private readonly meanings: Meanings) {}

  /** What `uses` (expressions that all hold the value) say together. */
  read(uses: readonly ts.Expression[]): Evidence {
    const evidence = new Evidence();
    for (const use of uses) this.look(use, evidence, 0);
    return evidence;
  }

  /** The uses of a parameter or variable; of a parameter property those of the field as well. */
  usesOf(declaration: ts.ParameterDeclaration | ts.VariableDeclaration | ts.BindingElement): ts.Expression[] {
    const { name } = declaration;
    const binding = ts.isIdentifier(name) ? this.binding(name) : undefined;
    if (!binding) return [];
    const uses: ts.Expression[] = [...this.meanings.tree.references(binding)];
    if (ts.isParameter(declaration) && ts.isParameterPropertyDeclaration(declaration, declaration.parent))
      uses.push(...this.fieldUses(binding.name, declaration.parent.parent));
    return uses;
  }

  private binding(name: ts.Identifier): Binding | undefined {
    // A parameter's own scope is that of the function around the declaration, which the name itself lies in.
    return this.meanings.tree.lookup(name);
  }

  private fieldUses(name: string, owner: ts.Node): ts.Expression[] {
    return (this.meanings.tree.thisAccesses.get(name) ?? []).filter(
      (access) => thisContainer(access) === owner && !isAssigned(access),
    );
  }

  private look(use: ts.Expression, evidence: Evidence, depth: number): void {
    if (depth > 8 || this.seen.has(use)) return;
    this.seen.add(use);
    this.inspect(use, use.parent, evidence, depth + 1);
    this.seen.delete(use);
  }

  private inspect(use: ts.Expression, parent: ts.Node, evidence: Evidence, depth: number): void {
    if (ts.isPropertyAccessExpression(parent)) this.ofMember(parent, evidence);
    else if (ts.isElementAccessExpression(parent)) this.ofIndex(use, parent, evidence);
    else if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) this.ofArgument(use, parent, evidence, depth);
    else if (ts.isPropertyAssignment(parent)) this.ofRole(textOf(parent.name), parent.parent, evidence);
    else if (ts.isShorthandPropertyAssignment(parent)) this.ofRole(parent.name.text, parent.parent, evidence);
    else if (ts.isBinaryExpression(parent)) this.ofOperator(use, parent, evidence, depth);
    else if (ts.isVariableDeclaration(parent)) this.ofDeclaration(parent.name, parent, evidence, depth);
    else if (ts.isArrayLiteralExpression(parent)) this.ofElement(use, parent, evidence);
    else if (ts.isForOfStatement(parent)) this.ofLoop(parent, evidence);
    else if (ts.isSpreadElement(parent)) this.ofSpread(parent, evidence);
    else if (ts.isSpreadAssignment(parent)) {
      this.ofConfig(parent.parent, evidence);
      // The fields go on to where the new object goes.
      if (this.layerOfConfig(parent.parent) === '') this.look(parent.parent, evidence, depth);
    } else if (ts.isConditionalExpression(parent) && parent.condition !== use) this.look(parent, evidence, depth);
    else if (ts.isConditionalExpression(parent) || ts.isIfStatement(parent)) {
      evidence.boolean = true;
      this.ofCondition(use, evidence);
    } else if (ts.isPrefixUnaryExpression(parent)) {
      if (parent.operator === ts.SyntaxKind.ExclamationToken) {
        evidence.boolean = true;
        evidence.demanded ||= isComplainedOf(parent);
      } else evidence.number ??= '';
    } else if (ts.isPostfixUnaryExpression(parent)) evidence.number ??= '';
    else if (ts.isTemplateSpan(parent)) evidence.weakString = true;
    else if (ts.isSwitchStatement(parent)) this.ofSwitch(parent, evidence);
    else if (
      ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isSatisfiesExpression(parent)
    )
      this.look(parent, evidence, depth);
  }

  /** A condition, or the first part of one: is it what layers are made on, or what the code complains of where it is missing? */
  private ofCondition(part: ts.Expression, evidence: Evidence): void {
    const { taken, complains } = outcomeOf(part);
    evidence.leadsToLayers ||= taken !== undefined && this.makesLayers(taken);
    evidence.demanded ||= complains;
  }

  private makesLayers(node: ts.Node): boolean {
    return this.meanings.tree.calls.some((call) => {
      if (call.pos < node.pos || call.end > node.end) return false;
      const callee = this.meanings.of(call.expression);
      return callee?.kind === 'tf' && callee.path[0] === 'layers';
    });
  }

  private ofMember(access: ts.PropertyAccessExpression, evidence: Evidence): void {
    const name = access.name.text;
    const call = ts.isCallExpression(access.parent) && access.parent.expression === access ? access.parent : undefined;
    if (isTfjsUse(access, call !== undefined)) {
      evidence.tf = true;
    } else if (arrayMembers.has(name)) {
      evidence.array = true;
      this.ofCallback(name, call, evidence);
    } else if (aliveMembers.has(name) && !call) {
      evidence.fields.set(name, [...(evidence.fields.get(name) ?? []), access]);
    } else if (call) {
      if (stringMembers.has(name)) evidence.string ??= '';
      else if (name === 'toFixed') evidence.number ??= '';
      else evidence.alive = true;
    } else {
      evidence.fields.set(name, [...(evidence.fields.get(name) ?? []), access]);
    }
  }

  /** `hidden.map((units) => ...)`: the callback's parameter is an element. */
  private ofCallback(method: string, call: ts.CallExpression | undefined, evidence: Evidence): void {
    const callback = call?.arguments[0];
    if (!callback || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return;
    const parameter = callback.parameters.at(method === 'reduce' ? 1 : 0);
    if (parameter) this.addElements(parameter, evidence);
  }

  private addElements(declaration: ts.ParameterDeclaration | ts.VariableDeclaration, evidence: Evidence): void {
    evidence.elements.push(...this.usesOf(declaration));
  }

  private ofLoop(loop: ts.ForOfStatement, evidence: Evidence): void {
    evidence.array = true;
    const declaration = ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations[0] : undefined;
    if (declaration) this.addElements(declaration, evidence);
  }

  private ofIndex(use: ts.Expression, access: ts.ElementAccessExpression, evidence: Evidence): void {
    const { argumentExpression: index } = access;
    if (access.expression === use) {
      if (ts.isStringLiteralLike(index)) {
        evidence.fields.set(index.text, [...(evidence.fields.get(index.text) ?? []), access]);
        return;
      }
      evidence.array = true;
      evidence.elements.push(access);
      if (ts.isNumericLiteral(index)) evidence.rank = Math.max(evidence.rank, Number(index.text) + 1);
      return;
    }
    const owner = this.meanings.of(access.expression);
    if (owner?.kind === 'tf') evidence.literal ??= lookups.get(owner.path.at(-1) ?? '');
    else if (owner?.kind === 'object')
      evidence.literal ??= owner.node.properties
        .map(({ name }) => name && textOf(name))
        .find((name) => name !== undefined);
    else evidence.number ??= '';
  }

  private ofSwitch(statement: ts.SwitchStatement, evidence: Evidence): void {
    const first = statement.caseBlock.clauses.find(ts.isCaseClause);
    evidence.literal ??= first && constantOf(first.expression, this.meanings.file)?.value;
  }

  private ofOperator(use: ts.Expression, node: ts.BinaryExpression, evidence: Evidence, depth: number): void {
    const operator = node.operatorToken.kind;
    const opposite = node.left === use ? node.right : node.left;
    if (numberOperators.has(operator)) evidence.number ??= '';
    else if (operator === ts.SyntaxKind.PlusToken) {
      if (ts.isStringLiteralLike(opposite) || ts.isTemplateExpression(opposite)) evidence.weakString = true;
      else evidence.number ??= '';
    } else if (equality.has(operator)) {
      const isMissing =
        opposite.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(opposite) && opposite.text === 'undefined');
      if (
        isMissing &&
        (operator === ts.SyntaxKind.ExclamationEqualsEqualsToken || operator === ts.SyntaxKind.ExclamationEqualsToken)
      )
        this.ofCondition(node, evidence);
      else if (isMissing) evidence.demanded ||= isComplainedOf(node);
      const value = isMissing ? undefined : constantOf(opposite, this.meanings.file)?.value;
      if (typeof value === 'string' || typeof value === 'number') evidence.literal ??= value;
    } else if (operator === ts.SyntaxKind.InstanceOfKeyword) {
      evidence.tested = true;
    } else if (operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.BarBarToken) {
      if (node.left === use) evidence.fallback = true;
      this.look(node, evidence, depth);
    } else if (operator === ts.SyntaxKind.AmpersandAmpersandToken) {
      evidence.boolean = true;
      if (node.right === use) this.look(node, evidence, depth);
      else this.ofCondition(node, evidence);
    } else if (operator === ts.SyntaxKind.EqualsToken && node.right === use) {
      this.ofAssignment(node.left, evidence, depth);
    }
  }

  private ofAssignment(target: ts.Expression, evidence: Evidence, depth: number): void {
    if (ts.isPropertyAccessExpression(target) && target.expression.kind === ts.SyntaxKind.ThisKeyword) {
      const owner = thisContainer(target);
      if (owner) for (const use of this.fieldUses(target.name.text, owner)) this.look(use, evidence, depth);
    } else if (ts.isIdentifier(target)) {
      const binding = this.meanings.tree.lookup(target);
      if (binding)
        for (const use of this.meanings.tree.references(binding)) if (use !== target) this.look(use, evidence, depth);
    }
  }

  private ofDeclaration(
    name: ts.BindingName,
    declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
    evidence: Evidence,
    depth: number,
  ): void {
    if (ts.isIdentifier(name)) {
      for (const use of this.usesOf(declaration)) this.look(use, evidence, depth);
    } else if (ts.isArrayBindingPattern(name)) {
      evidence.array = true;
      evidence.rank = Math.max(evidence.rank, name.elements.length);
      for (const element of name.elements)
        if (ts.isBindingElement(element)) evidence.elements.push(...this.usesOf(element));
    } else {
      evidence.object = true;
      for (const element of name.elements) {
        const key = fieldName(element);
        if (key !== undefined && !element.initializer)
          evidence.fields.set(key, [...(evidence.fields.get(key) ?? []), ...this.usesOf(element)]);
      }
    }
  }

  private ofArgument(
    use: ts.Expression,
    call: ts.CallExpression | ts.NewExpression,
    evidence: Evidence,
    depth: number,
  ): void {
    if (call.expression === use) {
      evidence.alive = true;
      return;
    }
    const index = call.arguments?.indexOf(use) ?? -1;
    const callee = this.meanings.of(call.expression);
    if (callee?.kind === 'tf') this.ofTfjsArgument(callee.path, index, call, evidence);
    else if (callee?.kind === 'function') this.ofParameter(callee.node.parameters[index], evidence, depth);
    else if (callee?.kind === 'class') {
      this.ofParameter(constructorOf(callee.node)?.parameters[index], evidence, depth);
    } else this.ofOtherArgument(use, call, index, evidence);
  }

  private ofParameter(parameter: ts.ParameterDeclaration | undefined, evidence: Evidence, depth: number): void {
    if (!parameter || parameter.dotDotDotToken) return;
    if (parameter.initializer) evidence.fallback = true;
    if (parameter.type) evidence.types.push(parameter.type);
    this.ofDeclaration(parameter.name, parameter, evidence, depth);
  }

  private ofTfjsArgument(path: readonly string[], index: number, call: ts.Node, evidence: Evidence): void {
    const first = path.at(0);
    const second = path.at(1);
    if (first === 'layers' && second !== undefined) evidence.config ??= second;
    else if (first === 'train') evidence.number ??= 'learningRate';
    else if (index === 0 && first !== undefined && shapeTakers.has(first)) evidence.shapeOf ??= '';
    else if (first === 'input' || first === 'model' || first === 'sequential')
      evidence.config ??= ts.isCallExpression(call) ? first : '';
    else if (first !== undefined && !['regularizers', 'initializers', 'constraints', 'callbacks'].includes(first))
      evidence.alive = true;
  }

  private ofOtherArgument(
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
      this.look(call, evidence, 4);
    } else if (/^Array\.(isArray|from)$/.test(text)) evidence.array = true;
    else if (ts.isPropertyAccessExpression(callee)) {
      const method = callee.name.text;
      if (['add', 'apply', 'predict', 'fit', 'fitDataset', 'evaluate', 'trainOnBatch'].includes(method) && index < 2)
        evidence.alive = true;
      else if (method === 'compile') evidence.config ??= 'compile';
      else if (method === 'fill' && ts.isCallExpression(callee.expression) && index === 0)
        this.look(callee.expression, evidence, 8);
    } else if (ts.isNewExpression(call) && use.kind === ts.SyntaxKind.Identifier && text === 'Promise')
      evidence.alive = true;
  }

  /** `units: p`, `inputShape: p`. */
  private ofRole(role: string | undefined, config: ts.Node, evidence: Evidence): void {
    if (role === undefined) return;
    const kind = roleKind(role);
    if (kind === 'shape') evidence.shapeOf ??= this.layerOfConfig(config);
    else if (kind === 'number') evidence.number = betterRole(evidence.number, role);
    else if (kind === 'string') evidence.string = betterRole(evidence.string, role);
    else if (kind === 'boolean') evidence.boolean = true;
    else if (kind === 'object') evidence.alive = true;
  }

  private ofConfig(config: ts.Node, evidence: Evidence): void {
    evidence.object = true;
    const kind = this.layerOfConfig(config);
    if (kind) evidence.config ??= kind;
  }

  /** The kind of layer that takes an object literal as its config; empty where that is not in sight. */
  private layerOfConfig(config: ts.Node): string {
    const call = config.parent;
    const callee = ts.isCallExpression(call) ? this.meanings.of(call.expression) : undefined;
    return callee?.kind === 'tf' && callee.path[0] === 'layers' ? (callee.path[1] ?? '') : '';
  }

  /** `inputShape: [p]`, `kernelSize: [p, p]`, `tf.zeros([p])`. */
  private ofElement(use: ts.Expression, list: ts.ArrayLiteralExpression, evidence: Evidence): void {
    const around = list.parent;
    const role = ts.isPropertyAssignment(around) ? textOf(around.name) : undefined;
    const kind = role === undefined ? undefined : roleKind(role);
    if (kind === 'shape') evidence.number ??= isSideOfImage(use, list, role) ? 'side' : 'dim';
    else if (kind === 'number') evidence.number ??= role;
    else if (kind === 'object') evidence.alive = true;
    else if (ts.isCallExpression(around) && around.arguments[0] === list) {
      const callee = this.meanings.of(around.expression);
      if (callee?.kind === 'tf' && shapeTakers.has(callee.path[0] ?? '')) evidence.number ??= 'dim';
    }
  }

  private ofSpread(spread: ts.SpreadElement, evidence: Evidence): void {
    evidence.array = true;
    const list = spread.parent;
    const around = list.parent;
    if (
      ts.isArrayLiteralExpression(list) &&
      ts.isPropertyAssignment(around) &&
      roleKind(textOf(around.name) ?? '') === 'shape'
    ) {
      evidence.shapeOf ??= this.layerOfConfig(around.parent);
      // `[...size, 3]`: the other elements are given.
      if (list.elements.length > 1) evidence.rank = Math.max(evidence.rank, 3 - list.elements.length + 1);
    }
  }
}

/** A setting says more than plain arithmetic or a comparison (an empty string). */
function betterRole(known: string | undefined, role: string): string {
  return known === undefined || known === '' ? role : known;
}

/** `p.sequential()`, `p.train.adam()`, `p.layers.dense()`; a model has `layers` and `input`, too. */
function isTfjsUse(access: ts.PropertyAccessExpression, isCalled: boolean): boolean {
  const name = access.name.text;
  if (isCalled) return tfFunctions.has(name);
  if (!ts.isPropertyAccessExpression(access.parent)) return false;
  return tfNamespaces.has(name) || (name === 'layers' && layerFactories.has(access.parent.name.text));
}

/** `inputShape: [side, side, 3]`. */
function isSideOfImage(use: ts.Expression, { elements }: ts.ArrayLiteralExpression, role: string | undefined): boolean {
  return (role === 'inputShape' || role === 'shape') && elements.length === 3 && elements.indexOf(use) < 2;
}
