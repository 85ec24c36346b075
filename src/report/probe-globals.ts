/** Types the globals by which rewritten user code, the host of a probe's worker, and the probe find each other. */

/** Text made into a module that can be imported. */
export interface ModuleAddress {
  /** By this the frames of stack traces name the module. */
  readonly url: string;
  /** Runs the module, and gives its namespace. */
  load(): Promise<unknown>;
  /** Frees what the address stands for (a blob, a file); a module that has been imported stays loaded. */
  release(): void;
}

/** Functions that give the current value of each of a module's bindings, by the binding's name. */
export type Bindings = Readonly<Record<string, () => unknown>>;

/** The indices of the models that a branch leads to if its condition is true, and if it is false. */
export type BranchWays = readonly [whenTrue: readonly number[], whenFalse: readonly number[]];

/**
 * The indices of the models that a clause of a switch leads to, and what the clause compares with; nothing for
 * `default`.
 */
export type SwitchClause = readonly [models: readonly number[], value?: () => unknown];

/**
 * What each global is, who sets it and who calls it. Each is a property of `globalThis` under the symbol
 * `gradline.<name>`: no name that user code declares or deletes can collide with it. `where` is a place for messages,
 * such as `line 12`.
 *
 * The source room and the bundle room write the calls into user code; unless it says otherwise, the probe sets the
 * global before that code runs.
 */
export interface ProbeGlobals {
  /** The tfjs that user code gets for each import of tfjs. */
  readonly tf: object;
  /**
   * Makes the stand-in for what cannot run in the probe, such as an import of `fs`, and notes its name for the report.
   */
  standIn(name: string): object;
  /** The modules of Node that the probe has: `path`, `url`. Bundles take them where user code imports them. */
  readonly nodeModules: Readonly<Record<string, object>>;

  /**
   * Each bundled file calls it first, with its path and its top-level bindings: the probe calls functions of the file
   * by them.
   */
  registerBindings(file: string, bindings: Bindings): void;
  /**
   * Code around a nested function calls it with the function's key and the function, once that exists. Returns the
   * function.
   */
  registerNested(key: string, value: unknown): unknown;
  /** A bundle calls it with the index of a data source and what loads the module of that source. */
  registerData(source: number, load: () => unknown): void;

  /**
   * Each loop calls it at the start of an iteration, with whether its body makes layers; true tells the loop to break.
   */
  startIteration(where: string, makesLayers: boolean): boolean;

  /** Runs an expression, whose text is `what`; gives its value, or a stand-in where it throws. */
  guardValue(run: () => unknown, what: string, where: string): unknown;
  /** Runs the expression that a class extends; gives the class, or a stand-in for it. */
  guardBaseClass(run: () => unknown, what: string, where: string): unknown;
  /** Takes what a statement threw, and lets the code go on behind the statement. */
  guardStatement(error: unknown, where: string): void;
  /** Runs the condition of a loop. */
  guardLoop(run: () => unknown, where: string): unknown;
  /**
   * Runs the condition of a branch. `preferred` is its value where the condition has none of its own; `at` tells the
   * branch from others.
   */
  guardBranch(run: () => unknown, where: string, preferred: boolean, at?: number, ways?: BranchWays): unknown;
  /** Runs what a switch, or a look-up in a table, compares. `at` tells the switch from others. */
  guardSwitch(run: () => unknown, where: string, at: number, clauses: readonly SwitchClause[]): unknown;
  /** A file calls it with the names that it uses and nothing declares: they become globals that hold stand-ins. */
  declareGlobals(names: readonly string[]): void;

  /**
   * Makes a module of text. A host without blob URLs sets it before it loads the probe, which takes it away from user
   * code.
   */
  moduleAddress(code: string): ModuleAddress;
  /** The host of a thread in Node calls it with what a promise was rejected with that nothing caught. */
  unhandledRejection(reason: unknown): void;
}

export type ProbeGlobal = keyof ProbeGlobals;

/** The text by which rewritten code reads a global. */
export function probeGlobalText(name: ProbeGlobal): string {
  return `globalThis[Symbol.for('${symbolName(name)}')]`;
}

/** The value of a global; undefined where it is not set. */
export function probeGlobal<Name extends ProbeGlobal>(name: Name): ProbeGlobals[Name] | undefined {
  return (globalThis as Record<symbol, unknown>)[Symbol.for(symbolName(name))] as ProbeGlobals[Name] | undefined;
}

/** Sets the globals that `values` has; undefined removes a global. */
export function setProbeGlobals(values: { readonly [Name in ProbeGlobal]?: ProbeGlobals[Name] | undefined }): void {
  for (const [name, value] of Object.entries(values))
    (globalThis as Record<symbol, unknown>)[Symbol.for(symbolName(name as ProbeGlobal))] = value;
}

function symbolName(name: ProbeGlobal): string {
  return `gradline.${name}`;
}
