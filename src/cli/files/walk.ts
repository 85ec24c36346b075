/** Walks a folder's files in a stable order, without ignored files and the folders of tools. */

import { readdir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { IgnoreFiles, repositoryOf } from '../../workspace/ignore-files';
import { skippedFolders } from '../../workspace/file-makes';
import { isWithin, joinPath } from '../../files/paths';
import { absolutePath, diskFiles, diskPath } from './disk-files';

export interface WalkListener {
  /** Once aborted, no further folder is read. */
  readonly signal?: AbortSignal;
  /** Called for each folder that cannot be read; the walk goes on. */
  unreadable(folder: string): void;
}

/**
 * Like Git, it does not follow symbolic links: they lead out of the folder, or in circles.
 *
 * @param folder absolute, with forward slashes
 * @returns absolute paths of files, each folder's in the order of character codes, which is the same on every machine
 */
export async function* walkFiles(folder: string, listener: WalkListener): AsyncGenerator<string> {
  const current = absolutePath('.');
  const root = (await repositoryOf(folder, diskFiles)) ?? (isWithin(current, folder) ? current : folder);
  yield* filesOf(folder, new IgnoreFiles(diskFiles, root, folder), listener);
}

async function* filesOf(folder: string, ignored: IgnoreFiles, listener: WalkListener): AsyncGenerator<string> {
  if (listener.signal?.aborted) return;
  let entries: Dirent[];
  try {
    entries = await readdir(diskPath(folder), { withFileTypes: true });
  } catch {
    listener.unreadable(folder);
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = joinPath(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name) && !(await ignored.isIgnored(path, 'directory')))
        yield* filesOf(path, ignored, listener);
    } else if (entry.isFile() && !(await ignored.isIgnored(path, 'file'))) {
      yield path;
    }
  }
}
