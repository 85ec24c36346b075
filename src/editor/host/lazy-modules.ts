/** Loads the parser and the bundler on demand in a web worker extension host, where `require` knows no file. */

import type * as vscode from 'vscode';

/** Where the build put the modules; set once, before anything loads one. */
let folder: vscode.Uri | undefined;
const modules = new Map<string, Promise<unknown>>();

/** Says where the build put the modules. Call it before anything loads one. */
export function loadModulesFrom(uri: vscode.Uri): void {
  folder = uri;
}

/**
 * The exports of a module; each is loaded once.
 *
 * @param file the name of its bundle
 * @throws when the file cannot be had; the next call tries again
 */
export function loadLazyModule(file: string): Promise<unknown> {
  const known = modules.get(file);
  if (known) return known;
  const loading = load(file).catch((error: unknown) => {
    modules.delete(file);
    throw error;
  });
  modules.set(file, loading);
  return loading;
}

async function load(file: string): Promise<unknown> {
  if (!folder) throw new Error(`${file} was asked for before the extension started.`);
  const uri = folder.with({ path: `${folder.path}/${file}` }).toString(true);
  // In this host VS Code's `fetch` knows every scheme that an extension is served by.
  const response = await fetch(uri);
  if (!response.ok) throw new Error(`${uri} could not be loaded: ${response.status} ${response.statusText}`);
  const text = await response.text();
  const module = { exports: {} as unknown };
  // VS Code itself runs the extension's entry in this way.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a worker may import no script here
  const run = new Function('module', 'exports', `${text}\n//# sourceURL=${uri}`) as (
    own: typeof module,
    exports: unknown,
  ) => void;
  run(module, module.exports);
  return module.exports;
}
