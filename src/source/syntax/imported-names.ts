/** Lists what a file imports, requires, or names in a comment as its data, as written. */

import ts from 'typescript';
import { scriptsOf } from '../text/script-blocks';

/**
 * @param file absolute path
 * @param text the whole text; broken code is read as far as it goes
 */
export function importedNames(file: string, text: string): string[] {
  const scripts = scriptsOf(file, text);
  const { importedFiles } = ts.preProcessFile(scripts, true, true);
  const data = [...scripts.matchAll(/gradline:.*\bdata\s*=\s*['"]?([^\s'",#]+)/g)].map(([, path]) => path);
  return [...new Set([...importedFiles.map(({ fileName }) => fileName), ...data])];
}
