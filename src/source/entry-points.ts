/** Chooses the functions of a file that are worth calling to get its models made, with arguments, best first. */

import ts from 'typescript';
import type { Callable } from './callables';
import { callables, constructorOf } from './callables';
import type { Given } from './guess';
import type { Meanings } from './meaning';
import type { ModelCall } from './membership';
import { isModelClass } from './model-sites';
import { nestedCallables, type NestedCallable } from './nested';
import type { Guesses } from './parameters';
import { ArgumentGuesser } from './parameters';
import { rangeOf } from './parse';
import { CallGraph, type Reach } from './reach';
import type { CallNode, FunctionNode } from './scope';
import { isFunctionNode } from './scope';
import type { EntryPoint } from './sites';

/** What directives and pinned values say for the parameters of a function that people know under that name. */
export type GivenFor = (node: FunctionNode, owner: string) => readonly Given[];

interface Candidate {
  readonly entry: EntryPoint;
  readonly tier: number;
  readonly direct: boolean;
}

/**
 * Entry points in the order in which they should be tried: what needs no argument and trains, then what needs none, then what
 * can be called with guessed values, last what only stand-ins can be found for; within these the one that makes most models.
 *
 * @param joined the model that each layer call joins, by its index
 */
export function entryPoints(file: string, meanings: Meanings, models: readonly ModelCall[], layers: ReadonlyMap<CallNode, string>, given: GivenFor, joined?: ReadonlyMap<CallNode, number>): EntryPoint[] {
  const { source } = meanings.tree;
  const graph = new CallGraph(meanings, models, joined);
  const guesser = new ArgumentGuesser(meanings, layers);
  const trainsVariables = [...layers.values()].includes('variable');
  const built = models.flatMap(({ kind }, index) => (kind === 'load' ? [] : index));

  const candidate = (callable: Callable, nested?: NestedCallable): Candidate[] => {
    const reach = reachOf(callable, graph, meanings);
    // What only trains is handed a model, or finds one where other functions have put it.
    const onlyTrains = reach.models.length === 0 && reach.trains && built.length > 0;
    // Hand-written training of variables has no model to reach.
    if (reach.models.length === 0 && !onlyTrains && !(trainsVariables && reach.trains) && !isModelSubclass(callable, meanings)) return [];
    const label = nested?.label ?? callable.path;
    const guessesFor = (node: FunctionNode | undefined, name: string): Guesses => guesser.forFunction(node, node ? graph.callsOf(node) : [], name, node ? given(node, name) : []);
    const own = guessesFor(isFunctionNode(callable.node) ? callable.node : undefined, label);
    const construction = guessesFor(ownerConstructor(callable), label.slice(0, Math.max(0, label.lastIndexOf('.'))));
    const isClass = callable.kind === 'class';
    const entry: EntryPoint = {
      call: {
        key: `${file}#${callable.path}`,
        label,
        kind: callable.kind,
        arguments: isClass ? [] : own.arguments,
        constructorArguments: isClass ? own.arguments : construction.arguments,
        trains: reach.trains,
      },
      binding: callable.binding,
      range: rangeOf(source, nameOf(callable.node)),
      extent: rangeOf(source, callable.node),
      models: onlyTrains ? built : reach.models,
      parameters: [...construction.parameters, ...own.parameters],
      assumed: [...construction.assumed, ...own.assumed],
      ...(nested && { insertions: nested.insertions }),
    };
    const onlyLoads = reach.models.length > 0 && reach.models.every((index) => models[index]?.kind === 'load');
    // Functions inside others come to be while these run.
    const tier = tierOf(reach.trains, onlyLoads, own, construction) + (nested ? 20 : 0) + (onlyTrains ? 40 : 0);
    return [{ entry, tier, direct: graph.makesDirectly(callable.node) }];
  };
  const named = callables(meanings.tree);
  const nested = nestedCallables(file, meanings.tree, new Set(named.map(({ node }) => node)));
  const candidates = [...named.flatMap((callable) => candidate(callable)), ...nested.flatMap((inner) => candidate(inner.callable, inner))];

  const order = [...candidates].sort(
    (a, b) => a.tier - b.tier || b.entry.models.length - a.entry.models.length || Number(b.direct) - Number(a.direct),
  );
  return order.map(({ entry }) => entry);
}

function tierOf(trains: boolean, onlyLoads: boolean, own: Guesses, construction: Guesses): number {
  const standIns = own.standIns + construction.standIns;
  const required = own.required || construction.required;
  const base = onlyLoads ? 10 : 0;
  if (!required) return base + (trains ? 0 : 1);
  if (standIns === 0) return base + (trains ? 2 : 3);
  // A trainer fed with stand-ins for data fails where a builder still gives its model.
  return base + (trains ? 5 : 4) + standIns / 100;
}

/** A class of which the base is in another file: that may call any method of it. */
function reachOf({ kind, node }: Callable, graph: CallGraph, meanings: Meanings): Reach {
  const reach = graph.of(node);
  const owner = ts.isClassLike(node) ? node : node.parent;
  if (kind !== 'class' || !ts.isClassLike(owner) || meanings.baseOf(owner)?.kind !== 'imported') return reach;
  const parts = [reach, ...owner.members.flatMap((member) => (isFunctionNode(member) ? [graph.of(member)] : []))];
  return { models: [...new Set(parts.flatMap(({ models }) => models))].sort((a, b) => a - b), trains: reach.trains };
}

function isModelSubclass({ kind, node }: Callable, meanings: Meanings): boolean {
  const owner = ts.isClassLike(node) ? node : node.parent;
  return kind === 'class' && ts.isClassLike(owner) && isModelClass(owner, meanings);
}

function ownerConstructor({ owner }: Callable): FunctionNode | undefined {
  return owner && (ts.isClassLike(owner) ? constructorOf(owner) : owner);
}

/** Where a function is named, or else its first token. */
function nameOf(node: FunctionNode | ts.ClassLikeDeclaration): ts.Node {
  if (ts.isConstructorDeclaration(node)) return node.parent.name ?? node;
  if (node.name) return node.name;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) ? parent.name : node;
}
