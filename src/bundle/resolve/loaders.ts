/** Tells by the extension which files of a workspace go into the bundle, and with which of esbuild's loaders. */

import type { Loader } from 'esbuild-wasm';
import { extensionOf } from '../../files/paths';

/** The extensions that an import may leave out, in the order in which they are tried. */
export const importExtensions = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts', '.json'] as const;

const loaders: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  ['.ts', 'ts'],
  ['.mts', 'ts'],
  ['.cts', 'ts'],
  ['.tsx', 'tsx'],
  // Plain JavaScript files of React projects hold JSX.
  ['.js', 'jsx'],
  ['.jsx', 'jsx'],
  ['.mjs', 'jsx'],
  ['.cjs', 'jsx'],
  ['.json', 'json'],
]);

/**
 * The loader of a file; undefined for files that a stand-in replaces: styles, pages, images, binaries, components of
 * other languages.
 */
export function loaderFor(file: string): Loader | undefined {
  return loaders.get(extensionOf(file));
}

/** TypeScript code may name the compiled file and mean the source: `./model.js` for `model.ts`. */
export const sourceExtensions: ReadonlyMap<string, readonly string[]> = new Map([
  ['.js', ['.ts', '.tsx']],
  ['.jsx', ['.tsx']],
  ['.mjs', ['.mts']],
  ['.cjs', ['.cts']],
]);
