/** Resolves an import to a file of the workspace, the probe's tfjs, a module of Node, or a stand-in. */

import { imports as packageImports, exports as packageExports } from 'resolve.exports';
import type { FileCache } from './file-cache';
import { importExtensions, loaderFor, sourceExtensions } from './loaders';
import { extensionOf, folderOf, foldersUp, isAbsolute, isTypeScript, joinPath } from '../../files/paths';
import { nearestTfjsPackage, tfjsPart, type TfjsPart } from './tfjs-packages';
import { pathCandidates, compilerSettingsFor } from './compiler-settings';

export type Resolution =
  | { readonly to: 'file'; readonly path: string }
  | { readonly to: 'tfjs'; readonly part: TfjsPart }
  /** A module of Node that the probe provides. */
  | { readonly to: 'node'; readonly name: string }
  | { readonly to: 'stand-in' }
  /** A `.d.ts` file, which has only types and no code. */
  | { readonly to: 'nothing' }
  | { readonly to: 'unresolved'; readonly looked: string }
  /** A package that is not installed and whose name is almost that of a package of TensorFlow.js. */
  | { readonly to: 'misspelt'; readonly meant: string };

const standIn: Resolution = { to: 'stand-in' };

/**
 * @param specifier as written in the code
 * @param importer absolute path of the file that has the import
 */
export async function resolveImport(specifier: string, importer: string, files: FileCache): Promise<Resolution> {
  const part = tfjsPart(specifier);
  if (part) return { to: 'tfjs', part };
  const node = /^(?:node:)?(path|url)(?:\/posix|\/win32)?$/.exec(specifier);
  if (node) return { to: 'node', name: node[1] };
  // `https:`, `data:`, `node:`, `npm:` and schemes that bundlers invent. A drive letter, such as `c:`, is no scheme.
  if (/^[a-z][a-z0-9+.-]+:/i.test(specifier) || specifier.startsWith('//')) return standIn;
  // Only webpack and Vite can make what their loaders (`raw-loader!./x`) and queries (`./x.glsl?raw`) ask for.
  if (specifier.includes('!') || /[?]/.test(specifier)) return standIn;
  const typed = isTypeScript(importer);
  if (/^\.{1,2}(\/|$)/.test(specifier)) {
    const path = joinPath(folderOf(importer), specifier);
    return (await resolvePath(path, typed, files)) ?? { to: 'unresolved', looked: path };
  }
  return resolveBare(specifier, importer, typed, files);
}

/** Resolves a name that is no path: an alias of the workspace, or else a package, which gets a stand-in. */
async function resolveBare(specifier: string, importer: string, typed: boolean, files: FileCache): Promise<Resolution> {
  for (const candidate of [
    ...pathCandidates(specifier, await compilerSettingsFor(importer, files)),
    ...(await packageCandidates(specifier, importer, files)),
    ...(isAbsolute(specifier) ? [specifier] : []),
  ]) {
    const found = await resolvePath(candidate, typed, files);
    if (found) return found;
  }
  if (isAbsolute(specifier)) return { to: 'unresolved', looked: specifier };
  const meant = nearestTfjsPackage(specifier);
  return meant !== undefined && !(await isInstalled(specifier, importer, files)) ? { to: 'misspelt', meant } : standIn;
}

/** Whether a folder of the importer or above it has the package, or names it among those that it needs. */
async function isInstalled(specifier: string, importer: string, files: FileCache): Promise<boolean> {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  for (const folder of foldersUp(folderOf(importer))) {
    if ((await files.kind(joinPath(folder, `node_modules/${name}`))) === 'directory') return true;
    const manifest = await files.readText(joinPath(folder, 'package.json'));
    if (manifest?.includes(`"${name}"`)) return true;
  }
  return false;
}

/**
 * Paths for the names that a package gives its own files: its own name, `#imports`, and the bundlers' aliases `@/` and
 * `~/`.
 */
async function packageCandidates(specifier: string, importer: string, files: FileCache): Promise<string[]> {
  for (const folder of foldersUp(folderOf(importer))) {
    const manifest = joinPath(folder, 'package.json');
    if (!(await files.isFile(manifest))) continue;
    const own = readManifest(await files.readText(manifest));
    if (isAbsolute(specifier)) return [joinPath(folder, `.${specifier}`)];
    if (specifier.startsWith('#')) return targets(() => packageImports(own, specifier), folder);
    const alias = /^[@~]\//.test(specifier) ? specifier.slice(2) : undefined;
    if (alias !== undefined) return [joinPath(folder, `src/${alias}`), joinPath(folder, alias)];
    if (own.name === undefined || (specifier !== own.name && !specifier.startsWith(`${own.name}/`))) return [];
    const inside = specifier.slice(own.name.length + 1);
    return [
      ...targets(() => packageExports(own, specifier), folder),
      joinPath(folder, inside),
      joinPath(folder, `src/${inside}`),
    ];
  }
  return [];
}

function targets(ask: () => unknown, folder: string): string[] {
  try {
    const found = ask();
    return Array.isArray(found) ? found.map((target) => joinPath(folder, String(target))) : [];
  } catch {
    // The package does not export this path, so only the other candidates count.
    return [];
  }
}

function readManifest(text: string | undefined): { name?: string } {
  try {
    const manifest: unknown = JSON.parse(text ?? '{}');
    return typeof manifest === 'object' && manifest !== null ? manifest : {};
  } catch {
    return {};
  }
}

/**
 * Finds the file for a path that may lack its extension, name the compiled file instead of the source, or be a folder.
 */
async function resolvePath(path: string, typed: boolean, files: FileCache): Promise<Resolution | undefined> {
  const extension = extensionOf(path);
  const stem = path.slice(0, path.length - extension.length);
  const sources = (sourceExtensions.get(extension) ?? []).map((source) => stem + source);
  const added = importExtensions.map((one) => path + one);
  // Compiled files often lie beside their sources. TypeScript code means the source.
  const found = await files.firstFile('/', [...(typed ? [...sources, path] : [path, ...sources]), ...added]);
  if (found) return fileOrStandIn(found);
  if ((await files.kind(path)) === 'directory') {
    const inFolder = await resolveFolder(path, files);
    if (inFolder) return inFolder;
  }
  return (await files.firstFile('/', [`${path}.d.ts`, `${stem}.d.ts`])) ? { to: 'nothing' } : undefined;
}

async function resolveFolder(folder: string, files: FileCache): Promise<Resolution | undefined> {
  const manifest = joinPath(folder, 'package.json');
  const entries: string[] = [];
  if (await files.isFile(manifest)) {
    const { main } = readManifest(await files.readText(manifest)) as { main?: unknown };
    if (typeof main === 'string') entries.push(main, ...importExtensions.map((one) => main + one));
  }
  const found = await files.firstFile(folder, [...entries, ...importExtensions.map((one) => `index${one}`)]);
  return found === undefined ? undefined : fileOrStandIn(found);
}

function fileOrStandIn(path: string): Resolution {
  if (/\.d\.[cm]?ts$/.test(path)) return { to: 'nothing' };
  return loaderFor(path) ? { to: 'file', path } : standIn;
}
