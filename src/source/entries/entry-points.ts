/** Chooses the functions of a file that a probe calls to get its models made, with their arguments, best first. */

import ts from 'typescript';
import { argumentText, isAssumed } from '../../report/argument';
import type { EntryCall } from '../../report/entry-call';
import { ArgumentGuesser, type Guesses, noGuesses } from '../arguments/argument-guesser';
import type { GivenValuesFor } from '../arguments/given-values';
import type { FileCalls } from '../sites/file-calls';
import type { EntryPoint } from '../sites/sites';
import {
  type CallNode,
  constructorOf,
  type FunctionNode,
  hasModifier,
  isFunctionNode,
  nameNode,
} from '../syntax/nodes';
import { rangeOf } from '../syntax/positions';
import { CallGraph, type Consequences } from './call-graph';
import { type Callable, callables } from './callables';
import {
  constructedClass,
  extendsImport,
  importedBaseName,
  makesModelSubclass,
  ownerConstructor,
} from './extended-classes';
import { inheritedMethods, methodsOf } from './inherited-methods';
import { nestedCallables, type NestedCallable } from './nested-callables';

/** A file whose models the probe looks for through another file. */
export interface TargetFile {
  /** Whether an import leads to this file. */
  readonly leads: (specifier: string) => boolean;
  /** Its own entries. */
  readonly entries: readonly EntryPoint[];
}

export interface EntryRequest {
  /** The calls of the file; entries are functions that lead to its model calls. */
  readonly calls: FileCalls;
  readonly given: GivenValuesFor;
  /** The index of the model that each layer call joins. */
  readonly joined?: ReadonlyMap<CallNode, number>;
  /** The file that has the models, if it is another one: classes that extend one of its classes count as models. */
  readonly target?: TargetFile;
}

interface Candidate {
  readonly entry: EntryPoint;
  /** Lower ones are tried first. */
  readonly tier: number;
  /** Whether the function itself makes a model, not only what it calls. */
  readonly direct: boolean;
}

/** What an entry's tier grows by. Arguments add less than 10. */
const penalties = { onlyLoads: 10, nested: 20, onlyTrains: 40 } as const;

/**
 * Entry points in the order in which they should be tried. Functions that train without arguments come first, then
 * others without arguments, then those with guessed values, last those that get only stand-ins. Among equals, the one
 * that makes the most models comes first.
 */
export function entryPoints(request: EntryRequest): EntryPoint[] {
  return new EntryFinder(request)
    .candidates()
    .sort(
      (a, b) => a.tier - b.tier || b.entry.models.length - a.entry.models.length || Number(b.direct) - Number(a.direct),
    )
    .map(({ entry }) => entry);
}

class EntryFinder {
  private readonly graph: CallGraph;
  private readonly guesser: ArgumentGuesser;
  private readonly trainsVariables: boolean;
  /** Indices of the models that are built, not loaded. */
  private readonly built: readonly number[];

  constructor(private readonly request: EntryRequest) {
    const { meanings, modelCalls, layerCalls } = request.calls;
    this.graph = new CallGraph(meanings, modelCalls, request.joined);
    this.guesser = new ArgumentGuesser(meanings, layerCalls);
    this.trainsVariables = [...layerCalls.values()].includes('variable');
    this.built = modelCalls.flatMap(({ kind }, index) => (kind === 'load' ? [] : index));
  }

  /** The candidates in the order of the text, nested functions last. */
  candidates(): Candidate[] {
    const { file } = this.request.calls.meanings;
    const named = callables(file.tree);
    const nested = nestedCallables(file.path, file.tree, new Set(named.map(({ node }) => node)));
    return [
      ...named.flatMap((callable) => [...this.inherited(callable), ...this.own(callable)]),
      ...nested.flatMap((inner) => this.own(inner.callable, inner)),
    ];
  }

  /** The callable itself, where calling it leads to models. */
  private own(callable: Callable, nested?: NestedCallable): Candidate[] {
    const { path, binding, kind, node } = callable;
    const reached = this.consequencesOf(callable);
    // A function that only trains gets a model, or finds one where other functions put it.
    const onlyTrains = reached.models.length === 0 && reached.trains && this.built.length > 0;
    if (reached.models.length === 0 && !onlyTrains && !this.countsWithoutModel(callable, reached)) return [];
    const label = nested?.label ?? path;
    const own = this.guessesFor(isFunctionNode(node) ? node : undefined, label);
    const construction = this.guessesFor(
      ownerConstructor(callable),
      label.slice(0, Math.max(0, label.lastIndexOf('.'))),
    );
    const isFuller = own.fuller !== undefined || construction.fuller !== undefined;
    const usual = joinedGuesses(kind, own, construction);
    const entry: EntryPoint = {
      call: {
        key: `${this.request.calls.meanings.file.path}#${path}`,
        label,
        kind,
        arguments: usual.arguments,
        constructorArguments: usual.constructorArguments,
        trains: reached.trains,
      },
      binding,
      ...this.rangesOf(node, node),
      models: onlyTrains ? this.built : reached.models,
      parameters: usual.parameters,
      assumed: usual.assumed,
      ...(nested && { insertions: nested.insertions }),
      ...(isFuller && { fuller: joinedGuesses(kind, own.fuller ?? own, construction.fuller ?? construction) }),
    };
    const tier =
      tierOf(reached.trains, this.onlyLoads(reached), own, construction) +
      // Nested functions exist only while the ones around them run.
      (nested ? penalties.nested : 0) +
      (onlyTrains ? penalties.onlyTrains : 0);
    return [{ entry, tier, direct: this.graph.makesDirectly(node) }];
  }

  /**
   * Whether a function that leads to no model call may still make a model: it trains variables by hand, or is a class.
   */
  private countsWithoutModel(callable: Callable, { trains }: Consequences): boolean {
    const { meanings } = this.request.calls;
    return (this.trainsVariables && trains) || makesModelSubclass(callable, meanings) || this.extendsTarget(callable);
  }

  /** Methods that a class inherits and that lead to models: those that call its own, and those of the target file. */
  private inherited(callable: Callable): Candidate[] {
    const owner = constructedClass(callable);
    if (!owner || hasModifier(owner, ts.SyntaxKind.AbstractKeyword)) return [];
    const methods = methodsOf(owner);
    return [...this.methodsThatCall(callable, owner, methods), ...this.targetMethods(callable, owner, methods)];
  }

  private methodsThatCall(
    callable: Callable,
    owner: ts.ClassLikeDeclaration,
    methods: ReadonlyMap<string, ts.MethodDeclaration>,
  ): Candidate[] {
    return inheritedMethods(owner, this.request.calls.meanings.file).flatMap(({ name, calls, trains }) => {
      const parts = [...calls].flatMap((called) => this.graph.consequencesOf(methods.get(called) ?? owner));
      const models = ascending(parts.flatMap((part) => part.models));
      const reached = { models, trains: trains || parts.some((part) => part.trains) };
      return models.length > 0 ? [this.inheritedMethod(callable, owner, name, reached, noGuesses)] : [];
    });
  }

  private targetMethods(
    callable: Callable,
    owner: ts.ClassLikeDeclaration,
    methods: ReadonlyMap<string, ts.MethodDeclaration>,
  ): Candidate[] {
    const { target, calls } = this.request;
    const base = this.extendsTarget(callable) ? importedBaseName(owner, calls.meanings) : undefined;
    if (!target || base === undefined) return [];
    return target.entries.flatMap(({ call, parameters }) => {
      const [className, ...names] = call.label.split('.');
      const [name] = names;
      const isInherited =
        call.kind === 'method' &&
        names.length === 1 &&
        (className === base || base === 'default') &&
        !methods.has(name);
      if (!isInherited) return [];
      const own = parameters.filter((parameter) => parameter.owner === call.label);
      return [
        this.inheritedMethod(
          callable,
          owner,
          name,
          { models: [], trains: call.trains },
          { arguments: call.arguments, parameters: own },
        ),
      ];
    });
  }

  private inheritedMethod(
    { path, binding, node }: Callable,
    owner: ts.ClassLikeDeclaration,
    name: string,
    reached: Consequences,
    own: Pick<Guesses, 'arguments' | 'parameters'>,
  ): Candidate {
    const construction = this.guessesFor(constructorOf(owner), path);
    const label = `${path}.${name}`;
    const entry: EntryPoint = {
      call: {
        key: `${this.request.calls.meanings.file.path}#${label}`,
        label,
        kind: 'method',
        arguments: own.arguments,
        constructorArguments: construction.arguments,
        trains: reached.trains,
      },
      binding,
      ...this.rangesOf(node, owner),
      models: reached.models,
      parameters: [...construction.parameters, ...own.parameters],
      assumed: [...construction.assumed, ...own.parameters.filter(isAssumed).map(argumentText)],
    };
    return { entry, tier: tierOf(reached.trains, this.onlyLoads(reached), noGuesses, construction), direct: true };
  }

  /**
   * The consequences of calling a callable. If the base of its class is in another file, that base may call any method.
   */
  private consequencesOf(callable: Callable): Consequences {
    const own = this.graph.consequencesOf(callable.node);
    const made = constructedClass(callable);
    if (!made || this.request.calls.meanings.baseOf(made)?.kind !== 'imported') return own;
    const parts = made.members.flatMap((member) => (isFunctionNode(member) ? [this.graph.consequencesOf(member)] : []));
    return { models: ascending([own, ...parts].flatMap(({ models }) => models)), trains: own.trains };
  }

  private extendsTarget(callable: Callable): boolean {
    const { target, calls } = this.request;
    return target !== undefined && extendsImport(callable, calls.meanings, target.leads);
  }

  private onlyLoads({ models }: Consequences): boolean {
    const { modelCalls } = this.request.calls;
    return models.length > 0 && models.every((index) => modelCalls[index]?.kind === 'load');
  }

  private guessesFor(node: FunctionNode | undefined, owner: string): Guesses {
    if (!node) return noGuesses;
    return this.guesser.forFunction(node, this.graph.callsOf(node), owner, this.request.given(node, owner));
  }

  private rangesOf(
    named: FunctionNode | ts.ClassLikeDeclaration,
    whole: ts.Node,
  ): Pick<EntryPoint, 'range' | 'extent'> {
    const { source } = this.request.calls.meanings.file;
    return { range: rangeOf(source, nameNode(named)), extent: rangeOf(source, whole) };
  }
}

/** The guesses for a function and for the constructor of its class, as an entry lists them. */
function joinedGuesses(
  kind: EntryCall['kind'],
  own: Pick<Guesses, 'arguments' | 'parameters' | 'assumed'>,
  construction: Pick<Guesses, 'arguments' | 'parameters' | 'assumed'>,
): NonNullable<EntryPoint['fuller']> {
  const isClass = kind === 'class';
  return {
    arguments: isClass ? [] : own.arguments,
    constructorArguments: isClass ? own.arguments : construction.arguments,
    parameters: [...construction.parameters, ...own.parameters],
    assumed: [...construction.assumed, ...own.assumed],
  };
}

function tierOf(trains: boolean, onlyLoads: boolean, own: Guesses, construction: Guesses): number {
  const standIns = own.standIns + construction.standIns;
  const required = own.required || construction.required;
  const base = onlyLoads ? penalties.onlyLoads : 0;
  if (!required) return base + (trains ? 0 : 1);
  if (standIns === 0) return base + (trains ? 2 : 3);
  // A function that trains on stand-ins for data fails, where a builder still gives its model.
  return base + (trains ? 5 : 4) + standIns / 100;
}

/** The indices in ascending order, each once. */
function ascending(models: readonly number[]): number[] {
  return [...new Set(models)].sort((a, b) => a - b);
}
