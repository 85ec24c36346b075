/** Reads workspace files from the disk, and converts between disk paths and absolute paths with forward slashes. */

import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { WorkspaceFiles } from '../../files/file-access';

/** The path of a `file:` URI: `/home/me/model.ts`, `/c:/me/model.ts`. */
export function absolutePath(file: string): string {
  return decodeURIComponent(pathToFileURL(path.resolve(file)).pathname);
}

/** The path of a file in the operating system's own form, which Node's functions take. */
export function diskPath(file: string): string {
  return fileURLToPath(`file://${encodeURI(file).replaceAll('#', '%23').replaceAll('?', '%3F')}`);
}

/** The path to show for a file: relative to the current folder, or absolute if the user typed it so. */
export function shownPath(file: string, absolute: boolean): string {
  return absolute ? file : path.relative(process.cwd(), diskPath(file)).replaceAll('\\', '/') || '.';
}

export const diskFiles: WorkspaceFiles = {
  async readText(file) {
    try {
      const bytes = await readFile(diskPath(file));
      return bytes.includes(0) ? undefined : bytes.toString('utf8').replace(/^\uFEFF/, '');
    } catch {
      return undefined;
    }
  },
  async kind(file) {
    try {
      const found = await stat(diskPath(file));
      return found.isDirectory() ? 'directory' : 'file';
    } catch {
      return undefined;
    }
  },
  async size(file) {
    try {
      const found = await stat(diskPath(file));
      return found.isFile() ? found.size : undefined;
    } catch {
      return undefined;
    }
  },
  async readBytes(file) {
    try {
      return await readFile(diskPath(file));
    } catch {
      return undefined;
    }
  },
};
