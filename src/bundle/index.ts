/** Bundles a user's file, and what it imports from the workspace, into one ES module. */

import type { BuildFailure, BuildOptions, Message, Metafile, OutputFile } from 'esbuild-wasm';
import type { BundleResult, Bundler } from './bundle';
import type { FileAccess } from '../files/file-access';
import { internalError, probeErrors } from './esbuild/build-errors';
import { startEsbuild } from './esbuild/esbuild-service';
import { CancelledError, FileCache, untilCancelled } from './resolve/file-cache';
import { cancelled } from './esbuild/messages';
import { asksIfMain, moduleMeta, type InsertedSpan } from './modules/module-prefix';
import { resolveImport } from './resolve/resolve-import';
import { furtherRepairs, noRepairs, type Repairs } from './modules/repairs';
import { positionMap, userFile } from './modules/source-positions';
import { runtimeRequire } from './modules/stand-in-modules';
import { compilerSettingsFor, type CompilerSettings } from './resolve/compiler-settings';
import { workspacePlugin, type PluginContext } from './esbuild/workspace-plugin';

type Esbuild = Awaited<ReturnType<typeof startEsbuild>>;

/**
 * Starts the bundler; the WebAssembly service is shared by all bundlers of the process.
 *
 * @param esbuildWasm `esbuild.wasm`, as bytes or compiled
 * @throws when WebAssembly cannot be started at all
 */
export async function createBundler(esbuildWasm: Uint8Array | WebAssembly.Module): Promise<Bundler> {
  const esbuild = await startEsbuild(esbuildWasm);
  return {
    async bundle(file, bindings, files, signal, options = {}) {
      try {
        return await untilCancelled(
          () =>
            bundleFile(
              esbuild,
              {
                entry: file,
                bindings,
                insert: options.insert,
                lenient: options.lenient ?? false,
                without: options.without ?? [],
              },
              files,
              signal,
            ),
          signal,
        );
      } catch (error) {
        if (error instanceof CancelledError)
          return { ok: false, errors: [{ file, code: 'cancelled', message: cancelled(file) }] };
        return { ok: false, errors: [internalError(file, error)] };
      }
    },
    async resolve(specifier, importer, files, signal) {
      const found = await resolveImport(
        specifier,
        importer,
        files instanceof FileCache ? files : new FileCache(files, signal),
      );
      return found.to === 'file' ? found.path : undefined;
    },
  };
}

async function bundleFile(
  esbuild: Esbuild,
  request: Pick<PluginContext, 'entry' | 'bindings' | 'insert' | 'lenient' | 'without'>,
  files: FileAccess,
  signal: AbortSignal,
): Promise<BundleResult> {
  const { entry } = request;
  const cache = new FileCache(files, signal);
  const settings = await compilerSettingsFor(entry, cache);
  let repairs: Repairs | undefined = noRepairs;
  for (;;) {
    const run: PluginContext = { ...request, files: cache, repairs, loaded: new Map(), standIns: new Set() };
    const insertionsOf = (file: string): readonly InsertedSpan[] => run.loaded.get(file)?.insertions ?? [];
    const { outputFiles, metafile, warnings, errors } = await buildOnce(esbuild, {
      ...options(repairs.experimentalDecorators ? { ...settings, experimentalDecorators: true } : settings),
      entryPoints: [entry],
      plugins: [workspacePlugin(run)],
    });
    // Only a whole build shows what the next one has to do differently. Each build repairs something new, so the loop
    // ends.
    const asMain = esModules(metafile).filter((file) => asksIfMain(run.loaded.get(file)?.text ?? ''));
    repairs = furtherRepairs(
      { messages: [...warnings, ...errors], asMain, entry: request.lenient ? undefined : entry },
      insertionsOf,
      repairs,
    );
    if (repairs) continue;
    if (errors.length > 0) return { ok: false, errors: probeErrors(errors, entry, run.loaded) };
    const [map, code] = ['.map', '.js'].map(
      (end) => outputFiles.find((output) => output.path.endsWith(end))?.text ?? '',
    );
    return {
      ok: true,
      bundle: { code, standIns: [...run.standIns], files: [...run.loaded.keys()], ...positionMap(map, insertionsOf) },
    };
  }
}

interface BuildAnswer {
  readonly outputFiles: readonly OutputFile[];
  readonly metafile?: Metafile | undefined;
  readonly warnings: readonly Message[];
  readonly errors: readonly Message[];
}

/** esbuild throws its messages when a build fails; this function returns them. */
async function buildOnce(esbuild: Esbuild, options: BuildOptions): Promise<BuildAnswer> {
  try {
    const { outputFiles, metafile, warnings, errors } = await esbuild.build(options);
    return { outputFiles: outputFiles ?? [], metafile, warnings, errors };
  } catch (error) {
    const { errors, warnings } = error as Partial<BuildFailure>;
    if (!errors) throw error;
    return { outputFiles: [], warnings: warnings ?? [], errors };
  }
}

/** The user files that esbuild takes for ES modules. */
function esModules(metafile: Metafile | undefined): string[] {
  return Object.entries(metafile?.inputs ?? {}).flatMap(([name, input]) =>
    input.format === 'esm' ? (userFile(name) ?? []) : [],
  );
}

function options({ experimentalDecorators, useDefineForClassFields, target }: CompilerSettings): BuildOptions {
  return {
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    // Classes keep the names they are registered under when two files use the same one.
    keepNames: true,
    jsx: 'automatic',
    outfile: '/bundle.js',
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
    banner: { js: runtimeRequire },
    // A computed import() must reach neither the network nor the host's modules: turned into a require, it gives a
    // stand-in.
    supported: { 'dynamic-import': false },
    define: { ...moduleMeta, global: 'globalThis', 'module.hot': 'undefined' },
    tsconfigRaw: {
      compilerOptions: {
        ...(experimentalDecorators !== undefined && { experimentalDecorators }),
        ...(useDefineForClassFields !== undefined && { useDefineForClassFields }),
        ...(target !== undefined && { target }),
      },
    },
  };
}
