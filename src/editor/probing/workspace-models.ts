/** Finds the files of the workspace that make models, except those that settings or .gitignore files exclude. */

import picomatch from 'picomatch';
import * as vscode from 'vscode';
import { IgnoreFiles, repositoryOf } from '../../workspace/ignore-files';
import { whatFileMakes, type FileMakes } from '../../workspace/file-makes';
import { isWithin, prefixesOf, relativePath } from '../../files/paths';
import { codeFiles } from '../host/code-files';
import { isProbeable } from '../host/documents';
import { workspaceFiles } from '../host/workspace-files';

/** How many files are read at the same time. */
const batch = 16;

export interface ModelFile {
  readonly uri: vscode.Uri;
  readonly makes: Exclude<FileMakes, 'neither'>;
}

/**
 * Files that make models, by folder and path, then files that only make layers, in the same order. A file with layers
 * alone needs its own probe only if no model of another file turns out to use its layers. Without an open folder, the
 * open files count.
 *
 * @param onRead receives how many of how many files have been read
 */
export async function findModelFiles(
  onRead: (count: number, total: number) => void,
  token: vscode.CancellationToken,
): Promise<ModelFile[]> {
  const files = vscode.workspace.workspaceFolders
    ? await codeOfWorkspace(token)
    : vscode.workspace.textDocuments.filter(isProbeable).map(({ uri }) => uri);
  const found: ModelFile[] = [];
  for (let start = 0; start < files.length && !token.isCancellationRequested; start += batch) {
    const some = files.slice(start, start + batch);
    onRead(start + some.length, files.length);
    const made = await Promise.all(some.map(makesAt));
    found.push(...some.flatMap((uri, index) => (made[index] === 'neither' ? [] : [{ uri, makes: made[index] }])));
  }
  return [...found.filter(({ makes }) => makes === 'models'), ...found.filter(({ makes }) => makes === 'layers')];
}

async function makesAt(uri: vscode.Uri): Promise<FileMakes> {
  return whatFileMakes(uri.path, (await workspaceFiles(uri, () => undefined).readText(uri.path)) ?? '');
}

async function codeOfWorkspace(token: vscode.CancellationToken): Promise<vscode.Uri[]> {
  const all = await codeFiles(undefined, token);
  const byFolder = new Map<vscode.WorkspaceFolder, vscode.Uri[]>();
  for (const uri of all) {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder) byFolder.set(folder, [...(byFolder.get(folder) ?? []), uri]);
  }
  const kept = await Promise.all(
    [...byFolder].sort(([a], [b]) => a.index - b.index).map(([folder, files]) => withoutExcluded(folder, files)),
  );
  return kept.flatMap((files) => files.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

async function withoutExcluded({ uri }: vscode.WorkspaceFolder, files: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const { path } = uri;
  const search = vscode.workspace.getConfiguration('search', uri);
  const patterns = Object.entries(search.get<Record<string, unknown>>('exclude') ?? {}).flatMap(([pattern, isOn]) =>
    isOn === true ? [pattern] : [],
  );
  const isExcluded = picomatch(patterns, { dot: true });
  const access = workspaceFiles(uri, () => undefined);
  const ignored =
    search.get('useIgnoreFiles') === false
      ? undefined
      : new IgnoreFiles(access, (await repositoryOf(path, access)) ?? path, path);
  const kept = await Promise.all(
    files.map(async (file) => {
      if (!isWithin(path, file.path)) return false;
      // A pattern that matches a folder excludes all files in it.
      if (patterns.length > 0 && prefixesOf(relativePath(path, file.path)).some((prefix) => isExcluded(prefix)))
        return false;
      return !(await ignored?.isIgnored(file.path, 'file'));
    }),
  );
  return files.filter((_, index) => kept[index]);
}
