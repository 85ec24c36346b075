/** Reads a probe's files through VS Code: unsaved text wins over the disk, and any file system will do. */

import * as vscode from 'vscode';
import type { WorkspaceFiles } from '../../files/file-access';
import { codeFiles } from './code-files';
import { isSameFileSystem, openDocument, uriOf } from './documents';

/** In bytes; a larger file is data, not code. */
const largestFile = 8 * 1024 * 1024;
/** How many files the pipeline searches for calls of a function. */
const mostFiles = 2000;

/**
 * @param root any URI of the file system that the paths belong to
 * @param onRead receives each text that the probe reads, so that later edits can be noticed
 */
export function workspaceFiles(root: vscode.Uri, onRead: (file: string, text: string) => void): WorkspaceFiles {
  return {
    async readText(path) {
      const text = openDocument(path, root)?.getText() ?? (await readFile(uriOf(path, root)));
      if (text !== undefined) onRead(path, text);
      return text;
    },
    async kind(path) {
      if (openDocument(path, root)) return 'file';
      const stat = await orUndefined(vscode.workspace.fs.stat(uriOf(path, root)));
      if (!stat) return undefined;
      // A symbolic link has the bit of what it points to as well.
      if (stat.type & vscode.FileType.Directory) return 'directory';
      return stat.type & vscode.FileType.File ? 'file' : undefined;
    },
    async size(path) {
      const stat = await orUndefined(vscode.workspace.fs.stat(uriOf(path, root)));
      return stat && stat.type & vscode.FileType.File ? stat.size : undefined;
    },
    readBytes: (path) => orUndefined(vscode.workspace.fs.readFile(uriOf(path, root))),
    async list(near) {
      if (!vscode.workspace.getWorkspaceFolder(uriOf(near, root))) return [];
      // All folders of the workspace: one may use code of another.
      const found = await codeFiles(mostFiles);
      return found.filter((uri) => isSameFileSystem(uri, root)).map(({ path }) => path);
    },
  };
}

async function readFile(uri: vscode.Uri): Promise<string | undefined> {
  const stat = await orUndefined(vscode.workspace.fs.stat(uri));
  if (!stat || !(stat.type & vscode.FileType.File) || stat.size > largestFile) return undefined;
  const bytes = await orUndefined(vscode.workspace.fs.readFile(uri));
  return bytes && new TextDecoder().decode(bytes);
}

/** A missing or unreadable file is an answer, not an error; the caller knows what it means. */
async function orUndefined<T>(promise: Thenable<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch {
    return undefined;
  }
}
