/** Chooses the functions of a file that are worth calling to get its models made, with arguments, best first. */

import ts from 'typescript';
import { argumentText, isAssumed } from '../../report/argument';
import type { Callable } from './callables';
import { callables, constructorOf } from './callables';
import type { Given } from '../arguments/guess';
import type { Meanings } from '../meaning/meaning';
import type { ModelCall } from '../sites/membership';
import { inheritedMethods, isAbstract, methodsOf } from './inherited-methods';
import { isModelClass } from '../sites/model-sites';
import { nestedCallables, type NestedCallable } from './nested-callables';
import type { Guesses } from '../arguments/argument-guesser';
import { ArgumentGuesser, noGuesses } from '../arguments/argument-guesser';
import { rangeOf } from '../syntax/parse';
import { CallGraph, type Reach } from './call-graph';
import type { CallNode, FunctionNode } from '../syntax/scope';
import { isFunctionNode } from '../syntax/scope';
import type { EntryPoint } from '../sites/sites';

/** What directives and pinned values say for the parameters of a function that people know under that name. */
export type GivenFor = (node: FunctionNode, owner: string) => readonly Given[];

/** A file whose models are looked for through another one. */
export interface Target {
  /** Whether an import leads to it. */
  readonly leads: (specifier: string) => boolean;
  /** Its own entries. */
  readonly entries: readonly EntryPoint[];
}

const nowhereElse: Target = { leads: () => false, entries: [] };

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
 * @param target the file whose models are looked for, where that is another one: classes that extend one of its classes count as models
 */
export function entryPoints(
  file: string,
  meanings: Meanings,
  models: readonly ModelCall[],
  layers: ReadonlyMap<CallNode, string>,
  given: GivenFor,
  joined?: ReadonlyMap<CallNode, number>,
  target: Target = nowhereElse,
): EntryPoint[] {
  const { source } = meanings.tree;
  const graph = new CallGraph(meanings, models, joined);
  const guesser = new ArgumentGuesser(meanings, layers);
  const trainsVariables = [...layers.values()].includes('variable');
  const built = models.flatMap(({ kind }, index) => (kind === 'load' ? [] : index));

  const guessesFor = (node: FunctionNode | undefined, name: string): Guesses =>
    guesser.forFunction(node, node ? graph.callsOf(node) : [], name, node ? given(node, name) : []);
  const candidate = (callable: Callable, nested?: NestedCallable): Candidate[] => {
    const reach = reachOf(callable, graph, meanings);
    // What only trains is handed a model, or finds one where other functions have put it.
    const onlyTrains = reach.models.length === 0 && reach.trains && built.length > 0;
    // Hand-written training of variables has no model to reach.
    if (
      reach.models.length === 0 &&
      !onlyTrains &&
      !(trainsVariables && reach.trains) &&
      !isModelSubclass(callable, meanings) &&
      !extendsImported(callable, meanings, target.leads)
    )
      return [];
    const label = nested?.label ?? callable.path;
    const own = guessesFor(isFunctionNode(callable.node) ? callable.node : undefined, label);
    const construction = guessesFor(ownerConstructor(callable), label.slice(0, Math.max(0, label.lastIndexOf('.'))));
    const isClass = callable.kind === 'class';
    const isFuller = own.fuller !== undefined || construction.fuller !== undefined;
    const [fullOwn, fullConstruction] = [own.fuller ?? own, construction.fuller ?? construction];
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
      ...(isFuller && {
        fuller: {
          arguments: isClass ? [] : fullOwn.arguments,
          constructorArguments: isClass ? fullOwn.arguments : fullConstruction.arguments,
          parameters: [...fullConstruction.parameters, ...fullOwn.parameters],
          assumed: [...fullConstruction.assumed, ...fullOwn.assumed],
        },
      }),
    };
    const onlyLoads = reach.models.length > 0 && reach.models.every((index) => models[index]?.kind === 'load');
    // Functions inside others come to be while these run.
    const tier = tierOf(reach.trains, onlyLoads, own, construction) + (nested ? 20 : 0) + (onlyTrains ? 40 : 0);
    return [{ entry, tier, direct: graph.makesDirectly(callable.node) }];
  };
  /** What a class inherits that leads to models: methods that call its own, and those of the file whose models are looked for. */
  const inherited = (callable: Callable): Candidate[] => {
    const { path, binding, kind, node } = callable;
    const owner = ts.isClassLike(node) ? node : node.parent;
    if (kind !== 'class' || !ts.isClassLike(owner) || isAbstract(owner)) return [];
    const methods = methodsOf(owner);
    const constructor = constructorOf(owner);
    const entryFor = (name: string, reach: Reach, own: Pick<Guesses, 'arguments' | 'parameters'>): Candidate => {
      const construction = guessesFor(constructor, path);
      const label = `${path}.${name}`;
      return {
        entry: {
          call: {
            key: `${file}#${label}`,
            label,
            kind: 'method',
            arguments: own.arguments,
            constructorArguments: construction.arguments,
            trains: reach.trains,
          },
          binding,
          range: rangeOf(source, nameOf(node)),
          extent: rangeOf(source, owner),
          models: reach.models,
          parameters: [...construction.parameters, ...own.parameters],
          assumed: [...construction.assumed, ...own.parameters.filter(isAssumed).map(argumentText)],
        },
        tier: tierOf(
          reach.trains,
          reach.models.length > 0 && reach.models.every((index) => models[index]?.kind === 'load'),
          noGuesses,
          construction,
        ),
        direct: true,
      };
    };
    const calling = inheritedMethods(owner, meanings.tree).flatMap(({ name, calls, trains }) => {
      const parts = [...calls].flatMap((called) => graph.of(methods.get(called) ?? owner));
      const reached = [...new Set(parts.flatMap((part) => part.models))].sort((one, other) => one - other);
      return reached.length > 0
        ? [entryFor(name, { models: reached, trains: trains || parts.some((part) => part.trains) }, noGuesses)]
        : [];
    });
    const base = extendsImported(callable, meanings, target.leads) ? importedName(owner, meanings) : undefined;
    const handedDown =
      base === undefined
        ? []
        : target.entries.flatMap(({ call, parameters }) => {
            const [of, ...names] = call.label.split('.');
            const [name] = names;
            const isMeant =
              call.kind === 'method' && names.length === 1 && (of === base || base === 'default') && !methods.has(name);
            const its = parameters.filter((parameter) => parameter.owner === call.label);
            return isMeant
              ? [entryFor(name, { models: [], trains: call.trains }, { arguments: call.arguments, parameters: its })]
              : [];
          });
    return [...calling, ...handedDown];
  };
  const named = callables(meanings.tree);
  const nested = nestedCallables(file, meanings.tree, new Set(named.map(({ node }) => node)));
  const candidates = [
    ...named.flatMap((callable) => [...inherited(callable), ...candidate(callable)]),
    ...nested.flatMap((inner) => candidate(inner.callable, inner)),
  ];

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

function extendsImported({ kind, node }: Callable, meanings: Meanings, leads: (specifier: string) => boolean): boolean {
  const owner = ts.isClassLike(node) ? node : node.parent;
  const base = kind === 'class' && ts.isClassLike(owner) ? meanings.baseOf(owner) : undefined;
  return base?.kind === 'imported' && leads(base.from);
}

/** The name under which the other file exports the base; `default` where it has none there. */
function importedName(owner: ts.ClassLikeDeclaration, { tree }: Meanings): string | undefined {
  const base = owner.heritageClauses
    ?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types.at(0)?.expression;
  if (!base) return undefined;
  // `models.Net` of a namespace.
  if (ts.isPropertyAccessExpression(base)) return base.name.text;
  const declaration = ts.isIdentifier(base) ? tree.lookup(base)?.declaration : undefined;
  if (declaration && ts.isImportSpecifier(declaration)) return (declaration.propertyName ?? declaration.name).text;
  if (declaration && ts.isBindingElement(declaration)) return (declaration.propertyName ?? declaration.name).getText();
  return declaration && 'default';
}

function ownerConstructor({ owner }: Callable): FunctionNode | undefined {
  return owner && (ts.isClassLike(owner) ? constructorOf(owner) : owner);
}

/** Where a function is named, or else its first token. */
function nameOf(node: FunctionNode | ts.ClassLikeDeclaration): ts.Node {
  if (ts.isConstructorDeclaration(node)) return node.parent.name ?? node;
  if (node.name) return node.name;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)
    ? parent.name
    : node;
}
