/** Tells the consequences of calling a function: which models of the file it makes, and whether it trains. */

import ts from 'typescript';
import type { Meanings } from '../meaning/meanings';
import type { ModelCall } from '../sites/membership';
import { type CallNode, constructorOf, type FunctionNode, isFunctionNode, isSuperCall } from '../syntax/nodes';
import { tableLookups } from '../meaning/table-lookups';
import { trainingMethods } from '../meaning/tfjs-names';

/** A piece of code that runs together: a function, or the field initializers of a class. */
export type CodeUnit = FunctionNode | ts.ClassLikeDeclaration;

/** The consequences of calling a function. */
export interface Consequences {
  /** Indices of models, ascending. */
  readonly models: readonly number[];
  readonly trains: boolean;
}

interface Node {
  readonly models: Set<number>;
  trains: boolean;
  readonly leadsTo: Set<CodeUnit>;
}

export class CallGraph {
  private readonly nodes = new Map<CodeUnit, Node>();
  private readonly callsTo = new Map<CodeUnit, CallNode[]>();

  /**
   * @param joined the index of the model that each layer call joins: a model kept in a field or at the top level is
   * often filled by another function than the one that makes it
   */
  constructor(
    private readonly meanings: Meanings,
    models: readonly ModelCall[],
    joined: ReadonlyMap<CallNode, number> = new Map(),
  ) {
    const { calls, functions, classes } = meanings.tree;
    models.forEach(({ call }, index) => {
      const unit = enclosingUnit(call);
      if (unit) this.node(unit).models.add(index);
    });
    for (const [layer, index] of joined) {
      const [unit, maker] = [enclosingUnit(layer), enclosingUnit(models[index].call)];
      const isKept = !maker || ts.isClassLike(maker) || ts.isConstructorDeclaration(maker);
      if (unit && unit !== maker && isKept) this.node(unit).models.add(index);
    }
    for (const call of calls) this.addCall(call);
    for (const { access, entries } of tableLookups(meanings)) {
      const unit = enclosingUnit(access);
      if (unit) for (const { value } of entries) this.leadToValue(unit, value);
    }
    // A callback counts as running when the function around it does; a method of an inner class does not.
    for (const inner of functions) {
      const outer = ts.isClassLike(inner.parent) ? undefined : enclosingUnit(inner);
      if (outer && isFunctionNode(outer)) this.node(outer).leadsTo.add(inner);
    }
    for (const node of classes) {
      const constructor = constructorOf(node);
      if (constructor) this.node(constructor).leadsTo.add(node);
      else this.leadToClass(node, meanings.baseOf(node));
    }
  }

  /** The consequences of calling `unit`, also through the functions of the file that it calls. */
  consequencesOf(unit: CodeUnit): Consequences {
    const models = new Set<number>();
    let trains = false;
    const seen = new Set<CodeUnit>([unit]);
    for (const at of seen) {
      const node = this.nodes.get(at);
      if (!node) continue;
      for (const model of node.models) models.add(model);
      trains ||= node.trains;
      for (const next of node.leadsTo) seen.add(next);
    }
    return { models: [...models].sort((a, b) => a - b), trains };
  }

  /** Whether `unit` makes one of its models itself, not only through others. */
  makesDirectly(unit: CodeUnit): boolean {
    return (this.nodes.get(unit)?.models.size ?? 0) > 0;
  }

  /** The calls (or `new`) of a function of the file, in the file. */
  callsOf(unit: CodeUnit): readonly CallNode[] {
    return this.callsTo.get(unit) ?? [];
  }

  private node(unit: CodeUnit): Node {
    let node = this.nodes.get(unit);
    if (!node) this.nodes.set(unit, (node = { models: new Set(), trains: false, leadsTo: new Set() }));
    return node;
  }

  private addCall(call: CallNode): void {
    const unit = enclosingUnit(call);
    const callee = call.expression;
    const meaning = this.meanings.of(callee);
    const target =
      meaning?.kind === 'function'
        ? meaning.node
        : meaning?.kind === 'class'
          ? (constructorOf(meaning.node) ?? meaning.node)
          : undefined;
    if (target) {
      const known = this.callsTo.get(target);
      if (known) known.push(call);
      else this.callsTo.set(target, [call]);
    }
    if (!unit) return;
    if (target) this.node(unit).leadsTo.add(target);
    else if (ts.isPropertyAccessExpression(callee) && trainingMethods.has(callee.name.text))
      this.node(unit).trains = true;
    if (isSuperCall(call) && isFunctionNode(unit) && ts.isClassLike(unit.parent))
      this.leadToClass(unit, this.meanings.baseOf(unit.parent));
    // `tf.tidy(build)`, `button.addEventListener('click', train)`
    for (const argument of call.arguments ?? []) {
      if (!ts.isIdentifier(argument) && !ts.isPropertyAccessExpression(argument)) continue;
      const passed = this.meanings.of(argument);
      if (passed?.kind === 'function') this.node(unit).leadsTo.add(passed.node);
    }
  }

  /** A member of a table that `from` chooses from. */
  private leadToValue(from: CodeUnit, value: ts.Node): void {
    const meaning = isFunctionNode(value)
      ? ({ kind: 'function', node: value } as const)
      : ts.isIdentifier(value) || ts.isPropertyAccessExpression(value)
        ? this.meanings.of(value)
        : undefined;
    if (meaning?.kind === 'function') this.node(from).leadsTo.add(meaning.node);
    else if (meaning?.kind === 'class') this.leadToClass(from, meaning);
  }

  private leadToClass(from: CodeUnit, base: ReturnType<Meanings['baseOf']>): void {
    if (base?.kind === 'class') this.node(from).leadsTo.add(constructorOf(base.node) ?? base.node);
  }
}

/** The function that runs `node`, or the class whose field it initializes; undefined for the file's top level. */
export function enclosingUnit(node: ts.Node): CodeUnit | undefined {
  let at = node.parent as ts.Node | undefined;
  while (at && !isFunctionNode(at) && !ts.isClassLike(at)) at = at.parent;
  return at;
}
