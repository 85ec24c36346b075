/** Lists the files of a checkout that may build models: code that names tfjs and is not ignored. */

import ignore from 'ignore';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { mentionsTensorFlow } from '../../src/source/index';

const never = new Set(['node_modules', '.git', 'dist', 'build', 'bower_components', 'vendor', '.next', 'coverage']);
const code = /(?<!\.d)\.[cm]?[jt]sx?$/;
const minified = /\.min\.[cm]?js$|\.bundle\.js$/;
/** Larger files are bundles of others. */
const largest = 300_000;

/** Absolute paths, sorted. */
export async function modelFiles(folder: string, rules: readonly ((file: string) => boolean)[] = []): Promise<string[]> {
  const own = await gitignore(folder);
  const all = own ? [...rules, own] : rules;
  const found: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    const file = path.join(folder, entry.name);
    if (all.some((isIgnored) => isIgnored(entry.isDirectory() ? `${file}/` : file))) continue;
    if (entry.isDirectory()) {
      if (!never.has(entry.name)) found.push(...(await modelFiles(file, all)));
    } else if (entry.isFile() && code.test(entry.name) && !minified.test(entry.name)) {
      const text = await readFile(file, 'utf8');
      if (text.length <= largest && mentionsTensorFlow(text)) found.push(file);
    }
  }
  return found;
}

async function gitignore(folder: string): Promise<((file: string) => boolean) | undefined> {
  const text = await readFile(path.join(folder, '.gitignore'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const rules = ignore().add(text);
  return (file) => rules.ignores(path.relative(folder, file) + (file.endsWith('/') ? '/' : ''));
}
