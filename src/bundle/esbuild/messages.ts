/** Writes the messages for files that cannot be bundled: each names the file and says what to do. */

import { importExtensions } from '../resolve/loaders';
import { folderOf, fileName } from '../../files/paths';

/** @param looked the absolute path that was tried, without an extension */
export function unresolvedImport(specifier: string, importer: string, looked: string): string {
  const known = /\.[cm]?[jt]sx?$|\.json$|\.[a-z]{2,5}$/i.test(specifier);
  const wanted = known
    ? `no file ${fileName(looked)}`
    : `no file ${importExtensions
        .slice(0, 3)
        .map((one) => fileName(looked) + one)
        .join(', ')} …`;
  const where = folderOf(looked) === folderOf(importer) ? `next to ${fileName(importer)}` : `in ${folderOf(looked)}`;
  return `Cannot find '${specifier}' imported here: ${wanted} ${where}. Create it or correct the path.`;
}

/** Says that a package is not there, and which one is probably meant. */
export function misspeltPackage(specifier: string, meant: string): string {
  return `There is no package '${specifier}' here. Did you mean '${meant}'?`;
}

/** Says that a file of the program cannot be read, with its whole path. */
export function notReadable(file: string): string {
  return (
    `${fileName(file)} could not be read: there is no such file, or it is not text. ` +
    `Save it or correct its path (${file}).`
  );
}

/** Says that a file does not export a name that another one imports. */
export function missingExport(name: string, from: string): string {
  return `'${name}' is imported here but ${fileName(from)} does not export it. Export it there or correct the name.`;
}

/** @param reason the parser's own words, such as `Expected ")" but found end of file` */
export function syntaxError(file: string, line: number, reason: string): string {
  const words = reason.replace(/[.:]\s*$/, '');
  const lowered = /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
  return `Line ${line + 1} of ${fileName(file)} is not valid code: ${lowered}. Correct it and probe again.`;
}

/** Says that the person cancelled before the program was bundled. */
export function cancelled(file: string): string {
  return `The probe was cancelled before ${fileName(file)} was bundled. Probe again to get its gradients.`;
}

/** @param reason esbuild's own words */
export function internalFailure(file: string, reason: string): string {
  return (
    `${fileName(file)} could not be bundled because the bundler itself failed (${reason}). Probe again; ` +
    `if it stays, reload the window.`
  );
}
