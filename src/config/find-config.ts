/** Finds the gradline.config.json that is nearest to a file: in its folder or above it, up to its project's root. */

import { type FileAccess } from '../files/file-access';
import { folderOf, foldersUp, joinPath } from '../files/paths';
import { configName } from './config';

/**
 * @param isRoot whether a folder is the root of a project, above which the search does not go
 * @returns its absolute path; undefined where there is none
 */
export async function findConfig(
  file: string,
  { kind }: Pick<FileAccess, 'kind'>,
  isRoot: (folder: string) => boolean | Promise<boolean>,
): Promise<string | undefined> {
  for (const folder of foldersUp(folderOf(file))) {
    const path = joinPath(folder, configName);
    if ((await kind(path)) === 'file') return path;
    if (await isRoot(folder)) return undefined;
  }
  return undefined;
}
