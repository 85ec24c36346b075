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
} from '../../syntax/nodes';
import { rangeOf } from '../../syntax/positions';
import { at, bare, callAt, type Files, type Imported, type Traced } from './traced';

/** A property of an object literal that gives a setting its value. */
export interface TracedProperty extends Traced<ts.PropertyAssignment | ts.ShorthandPropertyAssignment> {
  /** The object literal that it stands in. */
  readonly holder: ts.ObjectLiteralExpression;
}

type Arguments = Traced<CallNode>;

/** How many names to follow, one defined by the next. */
const longestTrace = 8;

export class Tracer {
  /** @param imported leads from imports to what other files declare, where these are known */
  constructor(
    private readonly files: Files,
    private readonly imported: Imported = () => undefined,
  ) {}

  /**
   * The expressions that define a value: several where a loop or a condition chooses. An expression that leads nowhere
   * stands for itself.
   */
  values(start: Traced, depth = longestTrace): readonly Traced[] {
    const node = bare(start.node);
    const here = at(start, node);
    if (depth === 0) return [here];
    if (ts.isConditionalExpression(node))
      return [node.whenTrue, node.whenFalse].flatMap((branch) => this.values(at(here, branch), depth - 1));
    const next = this.step(here, depth);
    return next.length === 0 ? [here] : next.flatMap((value) => this.values(value, depth - 1));
  }

  /** The object literals that an expression stands for. */
  objects(start: Traced, depth = longestTrace): readonly Traced<ts.ObjectLiteralExpression>[] {
    return this.values(start, depth).flatMap((value) =>
      ts.isObjectLiteralExpression(value.node) ? [at(value, value.node)] : [],
    );
  }

  /**
   * The properties that give an object's setting its value: in the literal itself, or in what it spreads. What comes
   * later wins.
   */
  properties(object: Traced, name: string, depth = longestTrace): readonly TracedProperty[] {
    return this.objects(object, depth).flatMap((literal) => this.propertyOf(literal, name, depth));
  }

  private propertyOf(
    literal: Traced<ts.ObjectLiteralExpression>,
    name: string,
    depth: number,
  ): readonly TracedProperty[] {
    for (const property of [...literal.node.properties].reverse()) {
      if (ts.isSpreadAssignment(property)) {
        const found = depth > 0 ? this.properties(at(literal, property.expression), name, depth - 1) : [];
        if (found.length > 0) return found;
        continue;
      }
      if (textOf(property.name) !== name) continue;
      if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return [];
      return [{ ...at(literal, property), holder: literal.node }];
    }
    return [];
  }

  /** The value that a property gives, without following it further. */
  valueOf(property: Traced<ts.PropertyAssignment | ts.ShorthandPropertyAssignment>): Traced {
    const { node } = property;
    return at(property, ts.isPropertyAssignment(node) ? node.initializer : node.name);
  }

  /** Goes one step nearer to the definition; empty where the text shows none. */
  private step(here: Traced, depth: number): readonly Traced[] {
    const { node } = here;
    if (ts.isIdentifier(node)) return this.ofName(at(here, node), depth);
    if (ts.isPropertyAccessExpression(node)) return this.ofAccess(at(here, node), depth);
    if (ts.isElementAccessExpression(node)) return this.ofElement(at(here, node), depth);
    if (ts.isCallExpression(node)) return this.ofCall(at(here, node));
    return [];
  }

  private ofName(here: Traced<ts.Identifier>, depth: number): readonly Traced[] {
    const binding = here.parsed.tree.lookup(here.node);
    if (!binding || binding.assigned.length > 0) return [];
    return this.ofDeclaration(at(here, binding.declaration), depth);
  }

  private ofDeclaration(here: Traced<ts.Node>, depth: number): readonly Traced[] {
    const { node } = here;
    if (ts.isVariableDeclaration(node)) {
      if (node.initializer) return ts.isForStatement(node.parent.parent) ? [] : [at(here, node.initializer)];
      const loop = node.parent.parent;
      return ts.isForOfStatement(loop) ? this.elements(at(here, loop.expression), depth) : [];
    }
    if (ts.isParameter(node)) return this.ofParameter(at(here, node), depth);
    if (ts.isImportSpecifier(node) || ts.isImportClause(node)) return this.ofImport(at(here, node), undefined, depth);
    return ts.isBindingElement(node) ? this.ofBindingElement(at(here, node), depth) : [];
  }

  /** @param name the member of a namespace of a whole file */
  private ofImport(here: Traced<ts.Node>, name: string | undefined, depth: number): readonly Traced[] {
    const found = depth > 0 ? this.imported(here.parsed, here.node, name) : undefined;
    if (!found) return [];
    const { node } = found;
    return ts.isExportAssignment(node)
      ? [{ ...found, node: node.expression, callers: here.callers }]
      : this.ofDeclaration({ ...found, callers: here.callers }, depth - 1);
  }

  /** `{ activation = 'relu' }` of an object, `[units, activation]` of a list. */
  private ofBindingElement(here: Traced<ts.BindingElement>, depth: number): readonly Traced[] {
    const { node } = here;
    const pattern = node.parent;
    const owners = this.ofDeclaration(at(here, pattern.parent), depth);
    const found = ts.isArrayBindingPattern(pattern)
      ? owners.flatMap((owner) => this.elementAt(owner, pattern.elements.indexOf(node), depth))
      : owners.flatMap((owner) => this.field(owner, fieldName(node), depth));
    return found.length > 0 || !node.initializer ? found : [at(here, node.initializer)];
  }

  private ofParameter(here: Traced<ts.ParameterDeclaration>, depth: number): readonly Traced[] {
    const { node } = here;
    const callable = node.parent;
    if (!isFunctionNode(callable)) return [];
    const index = callable.parameters.indexOf(node);
    const found = this.callsOf(at(here, callable)).flatMap((call): Traced[] => {
      const argument = call.node.arguments?.at(index);
      return argument && !ts.isSpreadElement(argument) ? [at(call, argument)] : [];
    });
    if (found.length > 0) return found;
    const items = index === 0 ? this.walkedItems(at(here, callable), depth) : [];
    return items.length > 0 || !node.initializer ? items : [at(here, node.initializer)];
  }

  /** The calls of a function: the one that led here, where the callers tell, else all in its file. */
  private callsOf({ parsed, node, callers }: Traced<FunctionNode>): readonly Arguments[] {
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
  private walkedItems(here: Traced<FunctionNode>, depth: number): readonly Traced[] {
    const call = here.node.parent;
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return [];
    const { name, expression } = call.expression;
    return /^(?:map|forEach|flatMap)$/.test(name.text) ? this.elements(at(here, expression), depth) : [];
  }

  private elements(list: Traced, depth: number): readonly Traced[] {
    return this.values(list, depth - 1).flatMap((value) =>
      ts.isArrayLiteralExpression(value.node) ? value.node.elements.map((element) => at(value, element)) : [],
    );
  }

  private elementAt(list: Traced, index: number, depth: number): readonly Traced[] {
    return this.values(list, depth - 1).flatMap((value): Traced[] => {
      const element = ts.isArrayLiteralExpression(value.node) ? value.node.elements.at(index) : undefined;
      return element ? [at(value, element)] : [];
    });
  }

  private field(object: Traced, name: string | undefined, depth: number): readonly Traced[] {
    if (name === undefined || depth <= 0) return [];
    return this.properties(object, name, depth - 1).map((property) => this.valueOf(property));
  }

  private ofAccess(here: Traced<ts.PropertyAccessExpression>, depth: number): readonly Traced[] {
    const { expression, name } = here.node;
    const owned = ts.isIdentifier(expression) ? here.parsed.tree.lookup(expression)?.declaration : undefined;
    if (owned && ts.isNamespaceImport(owned)) return this.ofImport(at(here, owned), name.text, depth);
    if (expression.kind !== ts.SyntaxKind.ThisKeyword) return this.field(at(here, expression), name.text, depth);
    const owner = thisContainer(here.node);
    const members = owner && ts.isClassLike(owner) ? owner.members : [];
    for (const member of members)
      if (ts.isPropertyDeclaration(member) && textOf(member.name) === name.text && member.initializer)
        return [at(here, member.initializer)];
    const assigned = here.parsed.tree.memberAssignments
      .get(name.text)
      ?.filter(({ target }) => thisContainer(target) === owner);
    if (assigned?.length !== 1) return this.parameterProperty(here, owner, name.text, depth);
    return [at(here, assigned[0].value)];
  }

  /** `constructor(private readonly activation: string)`. */
  private parameterProperty(
    here: Traced<ts.Node>,
    owner: ts.Node | undefined,
    name: string,
    depth: number,
  ): readonly Traced[] {
    const maker = owner && ts.isClassLike(owner) ? constructorOf(owner) : undefined;
    const parameter = maker?.parameters.find(
      (one) => ts.isIdentifier(one.name) && one.name.text === name && ts.isParameterPropertyDeclaration(one, maker),
    );
    return parameter ? this.ofParameter(at(here, parameter), depth) : [];
  }

  private ofElement(here: Traced<ts.ElementAccessExpression>, depth: number): readonly Traced[] {
    const { expression, argumentExpression } = here.node;
    if (ts.isStringLiteralLike(argumentExpression))
      return this.field(at(here, expression), argumentExpression.text, depth);
    if (ts.isNumericLiteral(argumentExpression))
      return this.elementAt(at(here, expression), Number(argumentExpression.text), depth);
    // `layers[i]` in a loop.
    return this.elements(at(here, expression), depth);
  }

  /** `Object.freeze(x)`, and a helper of the file that returns an object literal or calls tfjs. */
  private ofCall(here: Traced<ts.CallExpression>): readonly Traced[] {
    const { expression } = here.node;
    if (/^Object\.freeze$/.test(expression.getText(here.parsed.source)))
      return here.node.arguments.slice(0, 1).map((argument) => at(here, argument));
    const declaration = ts.isIdentifier(expression) ? here.parsed.tree.lookup(expression)?.declaration : undefined;
    const value = declaration && (ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration);
    const callable = value && isFunctionNode(value) ? value : undefined;
    const result = callable?.body && returned(callable.body);
    if (!result) return [];
    const made = bare(result);
    // A value that a helper makes by a call may become another kind of value, unless its type is declared.
    if (!ts.isObjectLiteralExpression(made) && (!ts.isCallExpression(made) || callable.type)) return [];
    const call = { file: here.parsed.file, range: rangeOf(here.parsed.source, calleeName(here.node)) };
    return [{ parsed: here.parsed, node: result, callers: [call, ...here.callers] }];
  }
}

/** The expression that a function returns, if a return is its only statement. */
function returned(body: ts.ConciseBody): ts.Expression | undefined {
  if (!ts.isBlock(body)) return body;
  const last = body.statements.at(-1);
  return last && ts.isReturnStatement(last) ? last.expression : undefined;
}
