/** Finds the version of TensorFlow.js that the user's own code runs on: other versions refuse other calls. */

import type { FileAccess } from '../../files/file-access';
import { fileName, folderOf, foldersUp, joinPath } from '../../files/paths';

/** In an address of a CDN, or in an import: `@tensorflow/tfjs@1.0.0/dist/tf.min.js`, `tfjs/0.13.1/tf.js`. */
const pinned = /\btfjs(?:-(?:core|layers|node|node-gpu))?[@/](\d+(?:\.\d+)*)/;
const dependency = /"@tensorflow\/tfjs(?:-(?:core|layers|node|node-gpu))?"\s*:\s*"[^\d"]*(\d+(?:\.\d+)*)[^"]*"/;
const installed = ['tfjs', 'tfjs-node', 'tfjs-core'].map((name) => `node_modules/@tensorflow/${name}/package.json`);

/** The most folders that are searched, from the file's own upwards. */
const mostFolders = 6;
const mostFoldersOfPages = 3;

/**
 * @param isPageScript whether a page loads the code, and with it its own TensorFlow.js
 * @returns the oldest version that is meant, such as `1.7.4`, or `3` for a range that begins there; undefined where the
 *   project names none
 */
export async function pinnedTfjs(
  { file, text, isPageScript }: { readonly file: string; readonly text: string; readonly isPageScript: boolean },
  files: FileAccess,
): Promise<string | undefined> {
  const ofCode = pinned.exec(text)?.[1];
  if (ofCode !== undefined) return ofCode;
  return isPageScript
    ? ((await ofPage(file, files)) ?? (await ofPackage(file, files)))
    : ((await ofPackage(file, files)) ?? (await ofPage(file, files)));
}

/** The version of the nearest package that depends on TensorFlow.js: the installed one, or the start of its range. */
async function ofPackage(file: string, files: FileAccess): Promise<string | undefined> {
  for (const folder of foldersUp(folderOf(file)).slice(0, mostFolders)) {
    const manifest = await files.readText(joinPath(folder, 'package.json'));
    const least = manifest === undefined ? undefined : dependency.exec(manifest)?.[1];
    if (least !== undefined) return (await installedIn(folder, files)) ?? least;
  }
  return undefined;
}

async function installedIn(folder: string, files: FileAccess): Promise<string | undefined> {
  for (const path of installed) {
    const version = /"version"\s*:\s*"(\d[\d.]*)/.exec((await files.readText(joinPath(folder, path))) ?? '')?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

/** The version in the nearest page that names the script, or else in the nearest page. */
async function ofPage(file: string, files: FileAccess): Promise<string | undefined> {
  const script = fileName(file);
  const stem = script.replace(/\.\w+$/, '');
  let nearest: string | undefined;
  for (const folder of foldersUp(folderOf(file)).slice(0, mostFoldersOfPages)) {
    for (const page of new Set([`${stem}.html`, 'index.html', 'public/index.html'])) {
      const text = await files.readText(joinPath(folder, page));
      const version = text === undefined ? undefined : pinned.exec(text)?.[1];
      if (text?.includes(script) === true) return version;
      nearest ??= version;
    }
  }
  return nearest;
}
