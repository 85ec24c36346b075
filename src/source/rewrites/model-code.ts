/** Tells which code of a file makes, compiles or trains models, or leads to code that does. */

import ts from 'typescript';
import type { CallGraph } from '../entries/call-graph';
import type { Meanings } from '../meaning/meanings';
import { trainingMethods } from '../meaning/tfjs-names';
import type { ModelCall } from '../sites/membership';
import type { CallNode } from '../syntax/nodes';

/** Methods of a finished model. */
const afterModel: ReadonlySet<string> = new Set(['compile', ...trainingMethods]);
/** Methods that make, compile and train models; where one fails, the model is at fault. */
const modelMethods: ReadonlySet<string> = new Set(['add', 'apply', ...afterModel]);

export class ModelCode {
  /** Nodes that hold code which makes, compiles or trains a model, or which calls such code. */
  private readonly vital = new Set<ts.Node>();
  /** The vital nodes that do more than compile or train. */
  private readonly making = new Set<ts.Node>();

  constructor(
    meanings: Meanings,
    private readonly models: readonly ModelCall[],
    layers: readonly CallNode[],
    graph: CallGraph,
  ) {
    // A stand-in replaces a model that cannot be loaded, and models that build on it may still work.
    const makers = new Set<ts.Node>([...models.flatMap(({ call, kind }) => (kind === 'load' ? [] : call)), ...layers]);
    for (const call of meanings.tree.calls) {
      const callee = call.expression;
      const meaning = meanings.of(callee);
      const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
      const target = meaning?.kind === 'function' || meaning?.kind === 'class' ? meaning.node : undefined;
      const isMaker = makers.has(call) || (target !== undefined && graph.consequencesOf(target).models.length > 0);
      if (!isMaker && !modelMethods.has(method)) continue;
      addWithParents(call, this.vital);
      if (isMaker || !afterModel.has(method)) addWithParents(call, this.making);
    }
  }

  isVital(node: ts.Node): boolean {
    return this.vital.has(node);
  }

  isMaking(node: ts.Node): boolean {
    return this.making.has(node);
  }

  /** The outcome to take where a condition cannot run: the one that builds a model, before one that loads it. */
  prefers(whenTrue: ts.Node, whenFalse: ts.Node | undefined): boolean {
    if (!this.builds(whenTrue) && whenFalse && this.builds(whenFalse)) return false;
    return this.making.has(whenTrue) || !(whenFalse && this.making.has(whenFalse));
  }

  private builds({ pos, end }: ts.Node): boolean {
    return this.models.some(({ call, kind }) => kind !== 'load' && call.pos >= pos && call.end <= end);
  }
}

function addWithParents(node: ts.Node, found: Set<ts.Node>): void {
  for (let at = node as ts.Node | undefined; at && !found.has(at); at = at.parent as ts.Node | undefined) found.add(at);
}
