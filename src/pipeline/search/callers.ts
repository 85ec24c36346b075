/**
 * Finds the files of a project that import a file, because arguments that they give its functions are better than
 * guesses.
 */

import type { FileAccess } from '../../files/file-access';
import { isTooLongToBeHandWritten } from '../../source/text/generated-code';
import { folderOf, joinPath } from '../../files/paths';

export interface Caller {
  readonly file: string;
  readonly text: string;
  /** Whether an import of this file, as it is written, leads to the imported file. */
  readonly leads: (specifier: string) => boolean;
}

/** The most files that are read. In a large project these are the nearest ones. */
const mostRead = 800;
const readAtOnce = 32;
/** Matches an import or require; the second group is the specifier. */
export const importPattern = /\b(?:from|import|require)\b\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

/**
 * @returns the files that import `file`, also through a file that re-exports it; nearest first. Empty where the project
 *   cannot be listed
 */
export async function callersOf(file: string, files: FileAccess): Promise<Caller[]> {
  const all = (await files.list?.(file)) ?? [];
  const direct = await importersOf([file], all, files);
  const barrels = direct.filter(({ text, leads }) => reExports(text, leads)).map((caller) => caller.file);
  const indirect = barrels.length > 0 ? await importersOf([file, ...barrels], all, files) : direct;
  return indirect
    .filter((caller) => caller.file !== file && !barrels.includes(caller.file))
    .sort((a, b) => distance(file, a.file) - distance(file, b.file));
}

async function importersOf(targets: readonly string[], all: readonly string[], files: FileAccess): Promise<Caller[]> {
  const stems = targets.map(stemOf);
  const names = new Set(stems.map((stem) => stem.slice(stem.lastIndexOf('/') + 1)));
  const found: Caller[] = [];
  const look = async (one: string): Promise<void> => {
    const text = await files.readText(one);
    if (text === undefined || isTooLongToBeHandWritten(text) || ![...names].some((name) => text.includes(name))) return;
    const leads = (specifier: string): boolean => leadsTo(specifier, one, stems);
    if ([...text.matchAll(importPattern)].some(([, , specifier]) => leads(specifier)))
      found.push({ file: one, text, leads });
  };
  const near = all
    .filter((one) => !targets.includes(one))
    .sort((a, b) => distance(targets[0], a) - distance(targets[0], b))
    .slice(0, mostRead);
  for (let at = 0; at < near.length; at += readAtOnce) await Promise.all(near.slice(at, at + readAtOnce).map(look));
  return found;
}

/** `export * from './model'`. */
function reExports(text: string, leads: Caller['leads']): boolean {
  return [...text.matchAll(/\bexport\b[^;'"`]*?\bfrom\s*(['"`])([^'"`\n]+)\1/g)].some(([, , specifier]) =>
    leads(specifier),
  );
}

/** A relative import has to lead to one of the files by its path; an alias, by its last name. */
function leadsTo(specifier: string, importer: string, stems: readonly string[]): boolean {
  const bare = stemOf(specifier.replace(/\?.*$/, ''));
  if (specifier.startsWith('.'))
    return stems.includes(stemOf(joinPath(folderOf(importer), specifier.replace(/\?.*$/, ''))));
  const last = bare.slice(bare.lastIndexOf('/') + 1);
  return (
    bare.includes('/') &&
    stems.some((stem) => stem.slice(stem.lastIndexOf('/') + 1) === last) &&
    !specifier.startsWith('@tensorflow/')
  );
}

/** Without extension, and without `/index`. */
function stemOf(path: string): string {
  return path
    .replace(/\/$/, '')
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replace(/\/index$/, '');
}

/** How many folders lie between two files. */
function distance(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared++;
  return left.length + right.length - 2 * shared;
}
