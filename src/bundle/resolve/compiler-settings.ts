/**
 * Reads a file's compiler settings from the nearest tsconfig.json or jsconfig.json above it, and the files that
 * extends.
 */

import { parse } from 'jsonc-parser';
import type { FileCache } from './file-cache';
import { folderOf, foldersUp, isAbsolute, joinPath } from '../../files/paths';

/** The options that change where imports lead or what the code does. Paths are absolute. */
export interface CompilerSettings {
  readonly baseUrl?: string;
  /** The patterns of imports, and the absolute targets of each; both have at most one `*`. */
  readonly paths?: readonly (readonly [pattern: string, targets: readonly string[]])[];
  readonly experimentalDecorators?: boolean;
  readonly useDefineForClassFields?: boolean;
  readonly target?: string;
}

/** A longer chain of configurations refers to itself. */
const maxDepth = 16;

/** @returns empty settings where there is no configuration, or it cannot be read */
export async function compilerSettingsFor(file: string, files: FileCache): Promise<CompilerSettings> {
  for (const folder of foldersUp(folderOf(file))) {
    const config = await files.firstFile(folder, ['tsconfig.json', 'jsconfig.json']);
    if (config) return readSettings(config, files, 0);
  }
  return {};
}

/** The absolute paths that `paths` and `baseUrl` give for an import, in the order in which to try them. */
export function pathCandidates(specifier: string, settings: CompilerSettings): string[] {
  const candidates: string[] = [];
  let best: { readonly prefix: number; readonly targets: readonly string[]; readonly star: string } | undefined;
  for (const [pattern, targets] of settings.paths ?? []) {
    const star = matchStar(pattern, specifier);
    // TypeScript takes the exact pattern, or else the one with the longest text before its star.
    const prefix = pattern === specifier ? Infinity : pattern.indexOf('*');
    if (star !== undefined && (!best || prefix > best.prefix)) best = { prefix, targets, star };
  }
  for (const target of best?.targets ?? []) candidates.push(target.replace('*', () => best?.star ?? ''));
  if (settings.baseUrl !== undefined) candidates.push(joinPath(settings.baseUrl, specifier));
  return candidates;
}

function matchStar(pattern: string, specifier: string): string | undefined {
  const at = pattern.indexOf('*');
  if (at < 0) return pattern === specifier ? '' : undefined;
  const [before, after] = [pattern.slice(0, at), pattern.slice(at + 1)];
  if (specifier.length < before.length + after.length || !specifier.startsWith(before) || !specifier.endsWith(after))
    return undefined;
  return specifier.slice(before.length, specifier.length - after.length);
}

async function readSettings(config: string, files: FileCache, depth: number): Promise<CompilerSettings> {
  const text = await files.readText(config);
  if (text === undefined || depth > maxDepth) return {};
  // The parser accepts comments, trailing commas and a half-typed file.
  const json = asRecord(parse(text, [], { allowTrailingComma: true }));
  const folder = folderOf(config);
  let settings: CompilerSettings = {};
  for (const name of asStrings(json.extends)) {
    const base = await findConfig(name, folder, files);
    if (base) settings = { ...settings, ...(await readSettings(base, files, depth + 1)) };
  }
  settings = { ...settings, ...ownSettings(asRecord(json.compilerOptions), folder) };
  return settings.paths || settings.baseUrl !== undefined
    ? settings
    : { ...(await referenced(json, folder, files, depth)), ...settings };
}

/** A solution file (`"files": [], "references": [...]`) has its options in the projects that it refers to. */
async function referenced(
  json: Record<string, unknown>,
  folder: string,
  files: FileCache,
  depth: number,
): Promise<CompilerSettings> {
  for (const reference of Array.isArray(json.references) ? json.references : []) {
    const { path } = asRecord(reference);
    if (typeof path !== 'string') continue;
    const config = await files.firstFile(folder, [path, `${path}/tsconfig.json`]);
    const settings = config ? await readSettings(config, files, depth + 1) : {};
    if (settings.paths || settings.baseUrl !== undefined) return settings;
  }
  return {};
}

async function findConfig(name: string, folder: string, files: FileCache): Promise<string | undefined> {
  const candidates = [name, `${name}.json`, `${name}/tsconfig.json`];
  if (name.startsWith('.') || isAbsolute(name)) return files.firstFile(folder, candidates);
  for (const above of foldersUp(folder)) {
    const found = await files.firstFile(joinPath(above, 'node_modules'), candidates);
    if (found) return found;
  }
  return undefined;
}

function ownSettings(options: Record<string, unknown>, folder: string): CompilerSettings {
  const baseUrl = typeof options.baseUrl === 'string' ? joinPath(folder, options.baseUrl) : undefined;
  const paths = Object.entries(asRecord(options.paths)).map(
    ([pattern, targets]) => [pattern, asStrings(targets).map((target) => joinPath(baseUrl ?? folder, target))] as const,
  );
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(options.paths !== undefined && { paths }),
    ...(typeof options.experimentalDecorators === 'boolean' && {
      experimentalDecorators: options.experimentalDecorators,
    }),
    ...(typeof options.useDefineForClassFields === 'boolean' && {
      useDefineForClassFields: options.useDefineForClassFields,
    }),
    ...(typeof options.target === 'string' && { target: options.target }),
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function asStrings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
}
