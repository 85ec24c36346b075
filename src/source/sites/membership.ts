/** Tells which model a layer call joins, as far as the text alone shows it. */

import ts from 'typescript';
import type { Meanings } from '../meaning/meanings';
import { type CallNode, enclosingFunction, type FunctionNode, thisContainer } from '../syntax/nodes';
import type { Binding, ScopeTree } from '../syntax/scope';
import type { ModelSite } from './sites';

export interface ModelCall {
  readonly call: CallNode;
  readonly kind: ModelSite['kind'];
}

/** The models that the layers of one file join, as indices into the models that the constructor takes. */
export class Membership {
  private readonly tree: ScopeTree;
  private readonly modelOfCall = new Map<ts.Node, number>();
  private readonly owners = new Map<CallNode, number>();
  private readonly modelsOfFunction = new Map<FunctionNode | undefined, number[]>();
  private readonly built: number[] = [];
  private readonly filled = new Set<number>();
  private addsToUnknown = false;

  constructor(
    private readonly meanings: Meanings,
    private readonly models: readonly ModelCall[],
    private readonly layers: ReadonlySet<CallNode>,
  ) {
    this.tree = meanings.tree;
    models.forEach(({ call, kind }, index) => {
      this.modelOfCall.set(call, index);
      if (kind === 'load') return;
      this.built.push(index);
      const around = enclosingFunction(call);
      this.modelsOfFunction.set(around, [...(this.modelsOfFunction.get(around) ?? []), index]);
    });
    const seen = models.map(() => new Set<ts.Node | Binding>());
    this.claimAdded(seen);
    // With a single model in the file, every layer joins that one.
    if (models.length < 2) return;
    models.forEach(({ call }, index) => {
      for (const argument of call.arguments ?? []) this.claim(argument, index, seen[index] ?? new Set());
    });
  }

  /** Whether the model is made without layers and nothing in the file adds any, as far as the text tells. */
  staysEmpty(index: number): boolean {
    const { call, kind } = this.models[index];
    return (
      kind === 'sequential' &&
      (call.arguments ?? []).length === 0 &&
      !this.filled.has(index) &&
      !this.addsToUnknown &&
      !this.isPassedOn(call)
    );
  }

  /** Whether a call gets the model as an argument, or a variable that holds the model. */
  private isPassedOn({ parent }: CallNode): boolean {
    const binding =
      ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? this.tree.lookup(parent.name) : undefined;
    const uses = binding ? this.tree.references(binding).map((use) => use.parent) : [parent];
    return uses.some((use) => ts.isCallExpression(use) || ts.isNewExpression(use));
  }

  /** The model that `call` joins. */
  modelOf(call: CallNode): number | undefined {
    const owner = this.owners.get(call);
    if (owner !== undefined) return owner;
    // A functional layer that no model's output leads back to joins the only model that the code around it makes.
    for (let around = enclosingFunction(call); ; around = enclosingFunction(around)) {
      const inside = this.modelsOfFunction.get(around);
      if (inside) return inside.length === 1 ? inside[0] : undefined;
      if (!around) break;
    }
    return this.built.length === 1 ? this.built[0] : undefined;
  }

  /** `model.add(...)`, also of a property, of `this` in a subclass and of a parameter that callers of the file fill. */
  private claimAdded(seen: readonly Set<ts.Node | Binding>[]): void {
    for (const call of this.tree.calls) {
      const callee = call.expression;
      if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'add') continue;
      const model = this.modelHeldBy(callee.expression, 0);
      if (model === undefined) {
        // `x.add(1)` of tensors and sets adds no layer.
        this.addsToUnknown ||=
          /model|net|seq/i.test(callee.expression.getText()) ||
          (call.arguments ?? []).some((argument) => /layer/i.test(argument.getText()));
        continue;
      }
      this.filled.add(model);
      if (this.models.length > 1)
        for (const argument of call.arguments ?? []) this.claim(argument, model, seen[model] ?? new Set());
    }
  }

  /** The model that an expression holds. */
  private modelHeldBy(node: ts.Expression, depth: number): number | undefined {
    if (depth > 4) return undefined;
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isAwaitExpression(node)
    )
      return this.modelHeldBy(node.expression, depth);
    const direct = this.modelOfCall.get(node);
    if (direct !== undefined) return direct;
    if (ts.isIdentifier(node)) {
      const binding = this.tree.lookup(node);
      return binding && this.modelOfBinding(binding, node, depth);
    }
    if (node.kind === ts.SyntaxKind.ThisKeyword) {
      const owner = thisContainer(node);
      const index = this.models.findIndex(
        ({ call, kind }) => kind === 'subclass' && owner !== undefined && thisContainer(call) === owner,
      );
      return index < 0 ? undefined : index;
    }
    if (ts.isPropertyAccessExpression(node)) return this.nearest(this.memberValues(node), node, depth);
    return undefined;
  }

  private modelOfBinding({ declaration, assigned }: Binding, use: ts.Node, depth: number): number | undefined {
    if (ts.isParameter(declaration)) return this.modelOfParameter(declaration, depth);
    const initial = ts.isVariableDeclaration(declaration) && declaration.initializer ? [declaration.initializer] : [];
    return this.nearest([...initial, ...assigned], use, depth);
  }

  /** The last of several values that is assigned before the use. */
  private nearest(values: readonly ts.Expression[], use: ts.Node, depth: number): number | undefined {
    let best: number | undefined;
    for (const value of values) {
      const model = this.modelHeldBy(value, depth + 1);
      if (model !== undefined && (best === undefined || value.pos < use.pos)) best = model;
    }
    return best;
  }

  private modelOfParameter(declaration: ts.ParameterDeclaration, depth: number): number | undefined {
    const index = declaration.parent.parameters.indexOf(declaration);
    let found: number | undefined;
    for (const call of this.tree.calls) {
      const argument = call.arguments?.[index];
      if (!argument) continue;
      const callee = this.meanings.of(call.expression);
      if (callee?.kind !== 'function' || callee.node !== declaration.parent) continue;
      const model = this.modelHeldBy(argument, depth + 1);
      if (model === undefined || (found !== undefined && found !== model)) return undefined;
      found = model;
    }
    return found;
  }

  private memberValues(node: ts.PropertyAccessExpression): ts.Expression[] {
    const name = node.name.text;
    const owner = node.expression.kind === ts.SyntaxKind.ThisKeyword ? thisContainer(node) : undefined;
    if (!owner) return [];
    const values = (this.tree.memberAssignments.get(name) ?? [])
      .filter(({ target }) => target.expression.kind === ts.SyntaxKind.ThisKeyword && thisContainer(target) === owner)
      .map(({ value }) => value);
    if (!ts.isClassLike(owner)) return values;
    const declared = owner.members.flatMap((member) =>
      ts.isPropertyDeclaration(member) &&
      member.initializer &&
      ts.isIdentifier(member.name) &&
      member.name.text === name
        ? [member.initializer]
        : [],
    );
    return [...declared, ...values];
  }

  /**
   * Gives to `model` every layer that the value of `node` is made from, through variables and functions of the file.
   */
  private claim(node: ts.Node, model: number, seen: Set<ts.Node | Binding>): void {
    if (seen.has(node)) return;
    seen.add(node);
    const inner = this.modelOfCall.get(node);
    if (inner !== undefined && inner !== model) return;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && this.layers.has(node) && !this.owners.has(node))
      this.owners.set(node, model);
    if (ts.isIdentifier(node)) {
      this.claimBinding(node, model, seen);
      return;
    }
    if (ts.isPropertyAccessExpression(node)) {
      for (const value of this.memberValues(node)) this.claim(value, model, seen);
      if (ts.isCallExpression(node.parent) && node.parent.expression === node)
        this.claimBody(this.meanings.of(node), model, seen);
      this.claim(node.expression, model, seen);
      return;
    }
    ts.forEachChild(node, (child) => {
      this.claim(child, model, seen);
    });
  }

  private claimBinding(node: ts.Identifier, model: number, seen: Set<ts.Node | Binding>): void {
    const binding = this.tree.lookup(node);
    if (!binding || seen.has(binding)) return;
    seen.add(binding);
    let declaration = binding.declaration;
    while (
      ts.isBindingElement(declaration) ||
      ts.isObjectBindingPattern(declaration) ||
      ts.isArrayBindingPattern(declaration)
    )
      declaration = declaration.parent;
    if (ts.isFunctionDeclaration(declaration)) {
      this.claimBody({ kind: 'function', node: declaration }, model, seen);
      return;
    }
    if (!ts.isVariableDeclaration(declaration)) return;
    if (declaration.initializer) this.claim(declaration.initializer, model, seen);
    for (const value of binding.assigned) this.claim(value, model, seen);
    for (const use of this.tree.references(binding)) {
      // `layers.push(tf.layers.dense(...))`
      const access = use.parent;
      if (!ts.isPropertyAccessExpression(access) || (access.name.text !== 'push' && access.name.text !== 'unshift'))
        continue;
      if (ts.isCallExpression(access.parent))
        for (const argument of access.parent.arguments) this.claim(argument, model, seen);
    }
  }

  private claimBody(meaning: ReturnType<Meanings['of']>, model: number, seen: Set<ts.Node | Binding>): void {
    // The layers of a function that makes a model of its own stay with that model.
    if (meaning?.kind === 'function' && meaning.node.body && !this.modelsOfFunction.has(meaning.node))
      this.claim(meaning.node.body, model, seen);
  }
}
