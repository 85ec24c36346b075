/** Lists the code files of the workspace, also on file systems that VS Code cannot search. */

import picomatch from 'picomatch';
import * as vscode from 'vscode';
import { relativePath } from '../../files/paths';
import { codeEndings, mayBeCode, skippedFolders } from '../../workspace/file-makes';

/** The schemes that VS Code itself can search; for others an extension may bring a search. */
const searchedSchemes = new Set(['file', 'vscode-remote']);
/** VS Code waits for a missing search without an end. */
const searchLimitMs = 3000;
/** Schemes whose search has not answered in this window. */
const withoutSearch = new Set<string>();

/**
 * The code files of all folders of the workspace but those of package managers and version control, and without what
 * `files.exclude` excludes.
 *
 * @param most how many to look for; without it all
 */
export async function codeFiles(most?: number, token?: vscode.CancellationToken): Promise<vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const virtual = folders.filter(({ uri }) => !searchedSchemes.has(uri.scheme));
  if (virtual.length === 0) return (await search(undefined, most, token)).filter(({ path }) => mayBeCode(path));
  const real = folders.filter((folder) => !virtual.includes(folder));
  const found = await Promise.all([
    ...real.map((folder) => search(folder, most, token)),
    ...virtual.map((folder) => searchOrWalk(folder, most, token)),
  ]);
  return found
    .flat()
    .filter(({ path }) => mayBeCode(path))
    .slice(0, most);
}

function search(
  folder: vscode.WorkspaceFolder | undefined,
  most: number | undefined,
  token: vscode.CancellationToken | undefined,
): Thenable<vscode.Uri[]> {
  const pattern = `**/*.{${codeEndings.join(',')}}`;
  return vscode.workspace.findFiles(
    folder ? new vscode.RelativePattern(folder, pattern) : pattern,
    `**/{${[...skippedFolders].join(',')}}/**`,
    most,
    token,
  );
}

async function searchOrWalk(
  folder: vscode.WorkspaceFolder,
  most: number | undefined,
  token: vscode.CancellationToken | undefined,
): Promise<vscode.Uri[]> {
  const { scheme } = folder.uri;
  if (!withoutSearch.has(scheme)) {
    const source = new vscode.CancellationTokenSource();
    const cancelled = token?.onCancellationRequested(() => {
      source.cancel();
    });
    const limit = new Promise<undefined>((resolve) => setTimeout(resolve, searchLimitMs, undefined));
    const found = await Promise.race([search(folder, most, source.token), limit]);
    source.cancel();
    cancelled?.dispose();
    source.dispose();
    if (found || token?.isCancellationRequested) return found ?? [];
    withoutSearch.add(scheme);
  }
  return walk(folder, most ?? Infinity, token);
}

/** Folder by folder, the nearest first. */
async function walk(
  { uri }: vscode.WorkspaceFolder,
  most: number,
  token: vscode.CancellationToken | undefined,
): Promise<vscode.Uri[]> {
  const excluded = vscode.workspace.getConfiguration('files', uri).get<Record<string, unknown>>('exclude') ?? {};
  const isExcluded = picomatch(
    Object.keys(excluded).filter((pattern) => excluded[pattern] === true),
    { dot: true },
  );
  const files: vscode.Uri[] = [];
  const waiting = [uri];
  for (let folder = waiting.shift(); folder; folder = waiting.shift()) {
    if (token?.isCancellationRequested || files.length >= most) break;
    const entries = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
    for (const [name, type] of entries) {
      const entry = vscode.Uri.joinPath(folder, name);
      if (isExcluded(relativePath(uri.path, entry.path))) continue;
      // A link to a folder, which has both bits, could lead round in a circle.
      if (type === vscode.FileType.Directory && !skippedFolders.has(name)) waiting.push(entry);
      if (type & vscode.FileType.File && mayBeCode(entry.path)) files.push(entry);
    }
  }
  return files;
}
