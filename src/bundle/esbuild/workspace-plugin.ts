/**
 * Makes the esbuild plugin that resolves imports, loads user files with their prefix, and makes modules without a file.
 */

import type { OnLoadResult, OnResolveArgs, OnResolveResult, Plugin } from 'esbuild-wasm';
import { probeGlobalText } from '../../report/probe-globals';
import type { ProbeErrorCode } from '../../report/report';
import { CancelledError, type FileCache } from '../resolve/file-cache';
import { loaderFor } from '../resolve/loaders';
import { cancelled, notReadable, unresolvedImport, misspeltPackage } from './messages';
import { type ChooseInsertions, type InsertedSpan, prefixModule } from '../modules/module-prefix';
import { deferComputedImports, type Repairs } from '../modules/repairs';
import { resolveImport } from '../resolve/resolve-import';
import { userFileNamespace } from '../modules/source-positions';
import { standInModule } from '../modules/stand-in-modules';
import { tfjsModule, type TfjsPart } from '../resolve/tfjs-packages';

/** The `detail` of an esbuild error that this plugin raises. */
export class PluginFault {
  constructor(
    readonly code: ProbeErrorCode,
    readonly message: string,
    /** Whether the error is the code's own: the code is wrong wherever it runs. */
    readonly isOwn = false,
  ) {}
}

/** A user file's text, and what the prefix inserted into it. */
export interface LoadedFile {
  readonly text: string;
  readonly insertions?: readonly InsertedSpan[];
}

export interface PluginContext {
  /** The probed file. */
  readonly entry: string;
  readonly bindings: readonly string[];
  readonly insert: ChooseInsertions | undefined;
  readonly lenient: boolean;
  readonly without: readonly string[];
  readonly files: FileCache;
  readonly repairs: Repairs;
  /** Filled while the bundle is built. */
  readonly loaded: Map<string, LoadedFile>;
  readonly standIns: Set<string>;
}

const [tfjs, node, standIns, nothing] = ['tfjs', 'node', 'stand-in', 'types-only'];

/** Makes the esbuild plugin that finds and loads a program's files through the host, and stands in for tfjs. */
export function workspacePlugin(run: PluginContext): Plugin {
  return {
    name: 'workspace',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => guarded(run, () => resolve(args, run)));
      build.onLoad({ filter: /.*/, namespace: userFileNamespace }, ({ path }) => guarded(run, () => load(path, run)));
      build.onLoad({ filter: /.*/, namespace: tfjs }, ({ path }) => ({
        contents: tfjsModule(path as TfjsPart),
        loader: 'js',
      }));
      build.onLoad({ filter: /.*/, namespace: node }, ({ path }) => ({
        contents: `module.exports = ${probeGlobalText('nodeModules')}[${JSON.stringify(path)}];`,
        loader: 'js',
      }));
      build.onLoad({ filter: /.*/, namespace: standIns }, ({ path }) => ({
        contents: standInModule(path),
        loader: 'js',
      }));
      build.onLoad({ filter: /.*/, namespace: nothing }, () => ({ contents: '', loader: 'ts' }));
    },
  };
}

async function resolve(args: OnResolveArgs, run: PluginContext): Promise<OnResolveResult> {
  const { kind, path: specifier, importer } = args;
  if (kind === 'entry-point' || specifier === importer) return { path: specifier, namespace: userFileNamespace };
  // `require.resolve` asks for a path only, and the head of the bundle answers it.
  if (kind === 'require-resolve') return { path: specifier, external: true };
  const found = await resolveImport(specifier, importer, run.files);
  switch (found.to) {
    case 'file':
      if (run.without.includes(found.path)) {
        run.standIns.add(specifier);
        return { path: specifier, namespace: standIns };
      }
      return { path: found.path, namespace: userFileNamespace };
    case 'tfjs':
      return { path: found.part, namespace: tfjs };
    case 'node':
      return { path: found.name, namespace: node };
    case 'nothing':
      return { path: specifier, namespace: nothing };
    case 'stand-in':
      // JSX imports its runtime by itself; no line of the code does.
      if (!specifier.endsWith('/jsx-runtime')) run.standIns.add(specifier);
      return { path: specifier, namespace: standIns };
    case 'misspelt':
      if (run.lenient) {
        run.standIns.add(specifier);
        return { path: specifier, namespace: standIns };
      }
      return fault('unresolved-import', misspeltPackage(specifier, found.meant), true);
    case 'unresolved':
      if (run.lenient) {
        run.standIns.add(specifier);
        return { path: specifier, namespace: standIns };
      }
      return fault('unresolved-import', unresolvedImport(specifier, importer, found.looked));
  }
}

async function load(path: string, run: PluginContext): Promise<OnLoadResult> {
  const text = await run.files.readText(path);
  if (text === undefined) return fault('not-readable', notReadable(path));
  const loader = loaderFor(path) ?? 'ts';
  if (loader === 'json') {
    run.loaded.set(path, { text });
    return { contents: text, loader };
  }
  const main = path === run.entry;
  const { missing, computed, absent } = run.repairs;
  const prefixed = prefixModule(
    deferComputedImports(text, computed.get(path) ?? []),
    {
      file: path,
      bindings: main ? run.bindings : [],
      main,
      missing: missing.get(path) ?? new Set(),
      absent: absent.get(path) ?? new Set(),
    },
    run.insert?.(path, text),
  );
  run.loaded.set(path, { text, insertions: prefixed.insertions });
  // The source map of compiled code would lead to files that the user does not read, so blanks of equal length replace
  // its address.
  return { contents: prefixed.text.replace(/(\/[/*][#@] sourceMappingURL)=/g, '$1 '), loader };
}

async function guarded<T>(run: PluginContext, work: () => Promise<T>): Promise<T | ReturnType<typeof fault>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CancelledError) return fault('cancelled', cancelled(run.entry));
    throw error;
  }
}

function fault(
  code: ProbeErrorCode,
  message: string,
  isOwn = false,
): { errors: { text: string; detail: PluginFault }[] } {
  return { errors: [{ text: message, detail: new PluginFault(code, message, isOwn) }] };
}
