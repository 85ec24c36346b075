/** Reads the JSON files of the workspace that user code names in calls of `readFileSync`, `fetch` and the like. */

import { fileName } from '../../files/paths';
import type { FileAccess, WorkspaceFiles } from '../../files/file-access';
import type { NamedText } from '../../probe/protocol/job';
import type * as sourceModule from '../../source/index';
import type { ParsedFiles } from '../../source/syntax/parsed-file';
import { isTooLongToBeHandWritten } from '../../source/text/generated-code';
import { firstModelFile, savedModelPlace } from './saved-paths';

/** In bytes, of one file. Larger ones take longer to read than a probe should take. */
const largestFile = 4 * 1024 * 1024;
/** So many names are looked up. */
const mostNames = 40;

const readers = /\b(?:readFile|readFileSync|readJson|readJSON|readJsonSync|readJSONSync|fetch)\b/;

/** What reads the names in a file's text. */
interface NameReader {
  readonly source: Pick<typeof sourceModule, 'jsonNamesIn'>;
  readonly parsedFiles: ParsedFiles;
}

/**
 * @param bundled absolute paths of the files whose code runs
 * @returns one for each name of a JSON file in them, with its text, or without one where no such file is found
 */
export async function jsonFilesNamedIn(
  bundled: readonly string[],
  files: WorkspaceFiles,
  reader: NameReader,
): Promise<NamedText[]> {
  const found = new Map<string, NamedText>();
  for (const file of bundled) {
    for (const name of await namesIn(file, files, reader)) {
      if (found.size >= mostNames) return [...found.values()];
      if (found.get(name)?.text !== undefined) continue;
      const text = await textNamed(name, file, files);
      found.set(name, { name, ...(text !== undefined && { text }) });
    }
  }
  return [...found.values()];
}

async function namesIn(file: string, files: FileAccess, { source, parsedFiles }: NameReader): Promise<string[]> {
  const text = await files.readText(file);
  if (text === undefined || !readers.test(text) || !text.includes('.json')) return [];
  return isTooLongToBeHandWritten(text) ? [] : source.jsonNamesIn(parsedFiles.get(file, text));
}

async function textNamed(name: string, file: string, files: WorkspaceFiles): Promise<string | undefined> {
  const found = savedModelPlace(name, [file]);
  const path = found.kind === 'paths' ? await firstModelFile(found.paths, files) : undefined;
  // A folder of this name has a saved model inside, which is not what the code reads.
  if (path === undefined || fileName(path) !== fileName(name.replaceAll('\\', '/'))) return undefined;
  const size = await files.size(path);
  return size === undefined || size > largestFile ? undefined : files.readText(path);
}
