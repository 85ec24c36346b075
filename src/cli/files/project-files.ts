/** Adds to the disk's files the list of a project's code files, by which a probe finds callers. */

import type { WorkspaceFiles } from '../../files/file-access';
import { repositoryOf } from '../../workspace/ignore-files';
import { mayBeCode } from '../../workspace/file-makes';
import { joinPath, folderOf } from '../../files/paths';
import { diskFiles } from './disk-files';
import { walkFiles } from './walk';

/** The most files that are listed, so that the search for a function's callers takes no longer than its probe. */
const mostFiles = 2000;

const known = new Map<string, Promise<readonly string[]>>();

export const projectFiles: WorkspaceFiles = {
  ...diskFiles,
  async list(near) {
    const folder = await projectOf(near);
    let files = known.get(folder);
    if (!files) known.set(folder, (files = codeFiles(folder)));
    return files;
  },
};

/** The repository, or else the nearest folder with a package.json, or else the file's own folder. */
async function projectOf(file: string): Promise<string> {
  const repository = await repositoryOf(folderOf(file), diskFiles);
  if (repository !== undefined) return repository;
  for (let folder = folderOf(file); folder !== '/'; folder = folderOf(folder)) {
    if ((await diskFiles.kind(joinPath(folder, 'package.json'))) === 'file') return folder;
  }
  return folderOf(file);
}

async function codeFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of walkFiles(folder, { unreadable: () => undefined })) {
    if (mayBeCode(file)) files.push(file);
    if (files.length >= mostFiles) break;
  }
  return files;
}
