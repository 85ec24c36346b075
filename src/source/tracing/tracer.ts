/** Follows an expression to the expressions that define its value, as far as the text of the read files tells. */

import ts from 'typescript';
import {
  type CallNode,
  calleeName,
  constructorOf,
  fieldName,
  type FunctionNode,
  functionName,
  isFunctionNode,
  textOf,
  thisContainer,
} from '../syntax/nodes';
import { rangeOf } from '../syntax/positions';
import {
  tracedAt,
  bareExpression,
  callAt,
  type ParsedFileLookup,
  type ImportedExpression,
  type TracedExpression,
} from './traced';

/** A property of an object literal that gives a setting its value. */
export interface TracedProperty extends TracedExpression<ts.PropertyAssignment | ts.ShorthandPropertyAssignment> {
  /** The object literal that it stands in. */
  readonly holder: ts.ObjectLiteralExpression;
}

type Arguments = TracedExpression<CallNode>;

/** How many names to follow, one defined by the next. */
const longestTrace = 8;

export class Tracer {
  /** @param imported leads from imports to what other files declare, where these are known */
  constructor(
    private readonly files: ParsedFileLookup,
    private readonly imported: ImportedExpression = () => undefined,
  ) {}

  /**
   * The expressions that define a value: several where a loop or a condition chooses. An expression that leads nowhere
   * stands for itself.
   */
  values(start: TracedExpression, depth = longestTrace): readonly TracedExpression[] {
    const node = bareExpression(start.node);
    const here = tracedAt(start, node);
    if (depth === 0) return [here];
    if (ts.isConditionalExpression(node))
      return [node.whenTrue, node.whenFalse].flatMap((branch) => this.values(tracedAt(here, branch), depth - 1));
    const next = this.step(here, depth);
    return next.length === 0 ? [here] : next.flatMap((value) => this.values(value, depth - 1));
  }

  /** The object literals that an expression stands for. */
  objects(start: TracedExpression, depth = longestTrace): readonly TracedExpression<ts.ObjectLiteralExpression>[] {
    return this.values(start, depth).flatMap((value) =>
      ts.isObjectLiteralExpression(value.node) ? [tracedAt(value, value.node)] : [],
    );
  }

  /**
   * The properties that give an object's setting its value: in the literal itself, in what it spreads, or in what
   * `Object.assign` joins. What comes later wins.
   */
  properties(object: TracedExpression, name: string, depth = longestTrace): readonly TracedProperty[] {
    return this.values(object, depth).flatMap((value) => {
      const { node } = value;
      if (ts.isObjectLiteralExpression(node)) return this.propertyOf(tracedAt(value, node), name, depth);
      const parts = assignedObjects(node);
      return parts && depth > 0 ? this.propertyOfParts(tracedAt(value, node), parts, name, depth - 1) : [];
    });
  }

  /** That of the last object that has it, as `Object.assign` takes it. */
  private propertyOfParts(
    here: TracedExpression,
    parts: readonly ts.Expression[],
    name: string,
    depth: number,
  ): readonly TracedProperty[] {
    for (const part of [...parts].reverse()) {
      const found = this.properties(tracedAt(here, part), name, depth);
      if (found.length > 0) return found;
    }
    return [];
  }

  private propertyOf(
    literal: TracedExpression<ts.ObjectLiteralExpression>,
    name: string,
    depth: number,
  ): readonly TracedProperty[] {
    for (const property of [...literal.node.properties].reverse()) {
      if (ts.isSpreadAssignment(property)) {
        const found = depth > 0 ? this.properties(tracedAt(literal, property.expression), name, depth - 1) : [];
        if (found.length > 0) return found;
        continue;
      }
      if (textOf(property.name) !== name) continue;
      if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return [];
      return [{ ...tracedAt(literal, property), holder: literal.node }];
    }
    return [];
  }

  /** The value that a property gives, without following it further. */
  valueOf(property: TracedExpression<ts.PropertyAssignment | ts.ShorthandPropertyAssignment>): TracedExpression {
    const { node } = property;
    return tracedAt(property, ts.isPropertyAssignment(node) ? node.initializer : node.name);
  }

  /** Goes one step nearer to the definition; empty where the text shows none. */
  private step(here: TracedExpression, depth: number): readonly TracedExpression[] {
    const { node } = here;
    if (ts.isIdentifier(node)) return this.ofName(tracedAt(here, node), depth);
    if (ts.isPropertyAccessExpression(node)) return this.ofAccess(tracedAt(here, node), depth);
    if (ts.isElementAccessExpression(node)) return this.ofElement(tracedAt(here, node), depth);
    if (ts.isCallExpression(node)) return this.ofCall(tracedAt(here, node));
    return [];
  }

  private ofName(here: TracedExpression<ts.Identifier>, depth: number): readonly TracedExpression[] {
    const binding = here.parsed.tree.lookup(here.node);
    if (!binding || binding.assigned.length > 0) return [];
    return this.ofDeclaration(tracedAt(here, binding.declaration), depth);
  }

  private ofDeclaration(here: TracedExpression<ts.Node>, depth: number): readonly TracedExpression[] {
    const { node } = here;
    if (ts.isVariableDeclaration(node)) {
      if (node.initializer) return ts.isForStatement(node.parent.parent) ? [] : [tracedAt(here, node.initializer)];
      const loop = node.parent.parent;
      return ts.isForOfStatement(loop) ? this.elements(tracedAt(here, loop.expression), depth) : [];
    }
    if (ts.isParameter(node)) return this.ofParameter(tracedAt(here, node), depth);
    if (ts.isImportSpecifier(node) || ts.isImportClause(node))
      return this.ofImport(tracedAt(here, node), undefined, depth);
    return ts.isBindingElement(node) ? this.ofBindingElement(tracedAt(here, node), depth) : [];
  }

  /** @param name the member of a namespace of a whole file */
  private ofImport(
    here: TracedExpression<ts.Node>,
    name: string | undefined,
    depth: number,
  ): readonly TracedExpression[] {
    const found = depth > 0 ? this.imported(here.parsed, here.node, name) : undefined;
    if (!found) return [];
    const { node } = found;
    return ts.isExportAssignment(node)
      ? [{ ...found, node: node.expression, callers: here.callers }]
      : this.ofDeclaration({ ...found, callers: here.callers }, depth - 1);
  }

  /** `{ activation = 'relu' }` of an object, `[units, activation]` of a list. */
  private ofBindingElement(here: TracedExpression<ts.BindingElement>, depth: number): readonly TracedExpression[] {
    const { node } = here;
    const pattern = node.parent;
    const owners = this.ofDeclaration(tracedAt(here, pattern.parent), depth);
    const found = ts.isArrayBindingPattern(pattern)
      ? owners.flatMap((owner) => this.elementAt(owner, pattern.elements.indexOf(node), depth))
      : owners.flatMap((owner) => this.field(owner, fieldName(node), depth));
    return found.length > 0 || !node.initializer ? found : [tracedAt(here, node.initializer)];
  }

  private ofParameter(here: TracedExpression<ts.ParameterDeclaration>, depth: number): readonly TracedExpression[] {
    const { node } = here;
    const callable = node.parent;
    if (!isFunctionNode(callable)) return [];
    const index = callable.parameters.indexOf(node);
    const found = this.callsOf(tracedAt(here, callable)).flatMap((call): TracedExpression[] => {
      const argument = call.node.arguments?.at(index);
      return argument && !ts.isSpreadElement(argument) ? [tracedAt(call, argument)] : [];
    });
    if (found.length > 0) return found;
    const items = index === 0 ? this.walkedItems(tracedAt(here, callable), depth) : [];
    return items.length > 0 || !node.initializer ? items : [tracedAt(here, node.initializer)];
  }

  /** The calls of a function: the one that led here, where the callers tell, else all in its file. */
  private callsOf({ parsed, node, callers }: TracedExpression<FunctionNode>): readonly Arguments[] {
    const name = functionName(node);
    if (name === undefined) return [];
    for (const [index, { file, range }] of callers.entries()) {
      const other = this.files(file);
      const call = other && callAt(other, range.start);
      if (call && calleeName(call).getText(other.source) === name)
        return [{ parsed: other, node: call, callers: callers.slice(index + 1) }];
    }
    return parsed.tree.calls
      .filter((call) => calleeName(call).getText(parsed.source) === name)
      .map((call) => ({ parsed, node: call, callers: [] }));
  }

  /** The items of a list that `map` or `forEach` hands to a function. */
  private walkedItems(here: TracedExpression<FunctionNode>, depth: number): readonly TracedExpression[] {
    const call = here.node.parent;
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return [];
    const { name, expression } = call.expression;
    return /^(?:map|forEach|flatMap)$/.test(name.text) ? this.elements(tracedAt(here, expression), depth) : [];
  }

  private elements(list: TracedExpression, depth: number): readonly TracedExpression[] {
    return this.values(list, depth - 1).flatMap((value) =>
      ts.isArrayLiteralExpression(value.node) ? value.node.elements.map((element) => tracedAt(value, element)) : [],
    );
  }

  private elementAt(list: TracedExpression, index: number, depth: number): readonly TracedExpression[] {
    return this.values(list, depth - 1).flatMap((value): TracedExpression[] => {
      const element = ts.isArrayLiteralExpression(value.node) ? value.node.elements.at(index) : undefined;
      return element ? [tracedAt(value, element)] : [];
    });
  }

  private field(object: TracedExpression, name: string | undefined, depth: number): readonly TracedExpression[] {
    if (name === undefined || depth <= 0) return [];
    return this.properties(object, name, depth - 1).map((property) => this.valueOf(property));
  }

  private ofAccess(here: TracedExpression<ts.PropertyAccessExpression>, depth: number): readonly TracedExpression[] {
    const { expression, name } = here.node;
    const owned = ts.isIdentifier(expression) ? here.parsed.tree.lookup(expression)?.declaration : undefined;
    if (owned && ts.isNamespaceImport(owned)) return this.ofImport(tracedAt(here, owned), name.text, depth);
    if (expression.kind !== ts.SyntaxKind.ThisKeyword) return this.field(tracedAt(here, expression), name.text, depth);
    const owner = thisContainer(here.node);
    const assigned = here.parsed.tree.memberAssignments
      .get(name.text)
      ?.filter(({ target }) => thisContainer(target) === owner);
    // `this.rate /= 10` makes another value of it.
    if (assigned?.some(({ target, value }) => target.parent === value)) return [];
    const members = owner && ts.isClassLike(owner) ? owner.members : [];
    for (const member of members)
      if (ts.isPropertyDeclaration(member) && textOf(member.name) === name.text && member.initializer)
        return [tracedAt(here, member.initializer)];
    if (assigned?.length !== 1) return this.parameterProperty(here, owner, name.text, depth);
    return [tracedAt(here, assigned[0].value)];
  }

  /** `constructor(private readonly activation: string)`. */
  private parameterProperty(
    here: TracedExpression<ts.Node>,
    owner: ts.Node | undefined,
    name: string,
    depth: number,
  ): readonly TracedExpression[] {
    const maker = owner && ts.isClassLike(owner) ? constructorOf(owner) : undefined;
    const parameter = maker?.parameters.find(
      (one) => ts.isIdentifier(one.name) && one.name.text === name && ts.isParameterPropertyDeclaration(one, maker),
    );
    return parameter ? this.ofParameter(tracedAt(here, parameter), depth) : [];
  }

  private ofElement(here: TracedExpression<ts.ElementAccessExpression>, depth: number): readonly TracedExpression[] {
    const { expression, argumentExpression } = here.node;
    if (ts.isStringLiteralLike(argumentExpression))
      return this.field(tracedAt(here, expression), argumentExpression.text, depth);
    if (ts.isNumericLiteral(argumentExpression))
      return this.elementAt(tracedAt(here, expression), Number(argumentExpression.text), depth);
    // `layers[i]` in a loop.
    return this.elements(tracedAt(here, expression), depth);
  }

  /** `Object.freeze(x)`, and a helper of the file that returns an object literal or calls tfjs. */
  private ofCall(here: TracedExpression<ts.CallExpression>): readonly TracedExpression[] {
    const { expression } = here.node;
    if (/^Object\.freeze$/.test(expression.getText(here.parsed.source)))
      return here.node.arguments.slice(0, 1).map((argument) => tracedAt(here, argument));
    const declaration = ts.isIdentifier(expression) ? here.parsed.tree.lookup(expression)?.declaration : undefined;
    const value = declaration && (ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration);
    const callable = value && isFunctionNode(value) ? value : undefined;
    const result = callable?.body && returned(callable.body);
    if (!result) return [];
    const made = bareExpression(result);
    // A value that a helper makes by a call may become another kind of value, unless its type is declared.
    if (!ts.isObjectLiteralExpression(made) && (!ts.isCallExpression(made) || callable.type)) return [];
    const call = { file: here.parsed.file, range: rangeOf(here.parsed.source, calleeName(here.node)) };
    return [{ parsed: here.parsed, node: result, callers: [call, ...here.callers] }];
  }
}

/** The objects that `Object.assign(a, b)` joins, the later over the earlier; undefined for anything else. */
export function assignedObjects(node: ts.Expression): readonly ts.Expression[] | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'Object.assign') return undefined;
  return node.arguments.length > 0 && !node.arguments.some(ts.isSpreadElement) ? node.arguments : undefined;
}

/** The expression that a function returns, if a return is its only statement. */
function returned(body: ts.ConciseBody): ts.Expression | undefined {
  if (!ts.isBlock(body)) return body;
  const last = body.statements.at(-1);
  return last && ts.isReturnStatement(last) ? last.expression : undefined;
}
