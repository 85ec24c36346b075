/** Reads the JSON files of the workspace that user code names in calls of `readFileSync`, `fetch` and the like. */

import { fileName } from '../../files/paths';
import type { FileAccess, WorkspaceFiles } from '../../files/file-access';
import type { NamedText } from '../../probe/protocol/job';
import { firstModelFile, savedModelPlace } from './saved-paths';

/** In bytes, of one file. Larger ones take longer to read than a probe should take. */
const largestFile = 4 * 1024 * 1024;
/** So many names are looked up. */
const mostNames = 40;

const readers = /\b(?:readFile|readFileSync|readJson|readJSON|readJsonSync|readJSONSync|fetch)\b/;
const literal = /(['"`])([^'"`\n$]+)\1/g;

/**
 * The path as the code writes it: one literal, or the literals of a call that joins them, as `join(__dirname, 'data',
 * 'recipe.json')` does.
 */
const joinedNames = /\b(?:join|resolve)\(([^()]*\.json['"`])\s*\)/g;

/**
 * @param bundled absolute paths of the files whose code runs
 * @returns one for each name of a JSON file in them, with its text, or without one where no such file is found
 */
export async function jsonFilesNamedIn(bundled: readonly string[], files: WorkspaceFiles): Promise<NamedText[]> {
  const found = new Map<string, NamedText>();
  for (const file of bundled) {
    for (const name of await namesIn(file, files)) {
      if (found.size >= mostNames) return [...found.values()];
      if (found.get(name)?.text !== undefined) continue;
      const text = await textNamed(name, file, files);
      found.set(name, { name, ...(text !== undefined && { text }) });
    }
  }
  return [...found.values()];
}

async function namesIn(file: string, files: FileAccess): Promise<string[]> {
  const text = await files.readText(file);
  if (text === undefined || !readers.test(text) || !text.includes('.json')) return [];
  const lists = [...text.matchAll(joinedNames)].map(([, list]) => literalsIn(list));
  const parts = new Set(lists.flat());
  const alone = literalsIn(text).filter((name) => !parts.has(name));
  return [...new Set([...lists.map((list) => list.join('/')), ...alone])].filter((name) => name.endsWith('.json'));
}

function literalsIn(text: string): string[] {
  return [...text.matchAll(literal)].map(([, , inside]) => inside);
}

async function textNamed(name: string, file: string, files: WorkspaceFiles): Promise<string | undefined> {
  const found = savedModelPlace(name, [file]);
  const path = found.kind === 'paths' ? await firstModelFile(found.paths, files) : undefined;
  // A folder of this name has a saved model inside, which is not what the code reads.
  if (path === undefined || fileName(path) !== fileName(name.replaceAll('\\', '/'))) return undefined;
  const size = await files.size(path);
  return size === undefined || size > largestFile ? undefined : files.readText(path);
}
