/** Finds the names that a module uses, that nothing declares, and that are one slip away from a declared one. */

import { distance } from 'fastest-levenshtein';
import { isPageScript, type ParsedFile } from '../syntax/parsed-file';

/** In a shorter name, one letter may make another word. */
const shortest = 4;

/**
 * @returns for each such name the one that was probably meant; empty for a script of a page, where other scripts may
 * declare the name
 */
export function misspeltNames(file: ParsedFile): Readonly<Record<string, string>> {
  if (isPageScript(file)) return {};
  const { tree } = file;
  const assigned = new Set(tree.undeclared());
  return Object.fromEntries(
    tree.globalUses().flatMap((use): [string, string][] => {
      const { text } = use;
      if (text.length < shortest || text in globalThis || assigned.has(text)) return [];
      const meant = tree.namesAt(use).find((name) => name.length >= shortest && isSlip(text, name));
      return meant === undefined ? [] : [[text, meant]];
    }),
  );
}

/**
 * Whether `written` differs by one letter too many, missing or wrong, by two letters in the other's place, or by
 * capitals. Numbers, a plural and a class beside its object are other names on purpose.
 */
function isSlip(written: string, declared: string): boolean {
  if (isCapital(written) !== isCapital(declared)) return false;
  if (written.toLowerCase() === declared.toLowerCase()) return true;
  if (/\d/.test(written + declared) || `${written}s` === declared || written === `${declared}s`) return false;
  return distance(written, declared) === 1 || isSwap(written, declared);
}

function isCapital(name: string): boolean {
  return /^[A-Z]/.test(name);
}

function isSwap(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = one.split('').findIndex((letter, index) => letter !== other[index]);
  return one.slice(0, at) + one[at + 1] + one[at] + one.slice(at + 2) === other;
}
