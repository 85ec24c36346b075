/** Finds the files to probe for the files, folders and globs of the command line. */

import picomatch from 'picomatch';
import { formatCount } from '../../report/format';
import type { ProbeError } from '../../report/report';
import { mayBeCode, mayMakeModel, whatFileMakes } from '../../workspace/file-makes';
import { isWithin, prefixesOf, relativePath } from '../../files/paths';
import { absolutePath, diskFiles, shownPath } from './disk-files';
import { walkFiles } from './walk';

export interface FoundFiles {
  /** Absolute paths, each once, in the order of the operands and then of the walk. */
  readonly files: readonly string[];
  /** Files that make only layers. They are probed if none of the other files' models has layers there. */
  readonly layerFiles: readonly string[];
  /** Operands that led to no file, and folders that cannot be read. */
  readonly errors: readonly ProbeError[];
}

export interface FindFilesListener {
  /** Called with the number of files looked at so far. */
  looked(count: number): void;
  readonly signal: AbortSignal;
}

/** The folder to walk, and which of its files the operand means. */
interface Search {
  readonly folder: string;
  readonly wants: (file: string) => boolean;
}

/**
 * Finds the files to probe. An operand that is a file is always probed. Folders and globs give only files that make
 * models and that no .gitignore ignores.
 *
 * @param operands paths and globs (`**`, `*`, `?`, `[a-z]`, `{a,b}`) relative to the current folder, with slashes or
 * backslashes
 */
export async function findFiles(operands: readonly string[], listener: FindFilesListener): Promise<FoundFiles> {
  const files = new Set<string>();
  const layerFiles = new Set<string>();
  const errors: ProbeError[] = [];
  let looked = 0;
  for (const operand of operands) {
    const search = await searchFor(operand);
    if (typeof search === 'string') {
      files.add(search);
      continue;
    }
    let code = 0;
    let found = 0;
    const unreadable = (folder: string): void => {
      errors.push({
        file: folder,
        code: 'not-readable',
        message: `The folder ${shownPath(folder, false)} cannot be read.`,
      });
    };
    const isThere = (await diskFiles.kind(search.folder)) === 'directory';
    for await (const file of isThere ? walkFiles(search.folder, { unreadable, signal: listener.signal }) : []) {
      if (!mayBeCode(file) || !search.wants(file)) continue;
      listener.looked(++looked);
      code++;
      const makes = await whatFileMakes(file, (await diskFiles.readText(file)) ?? '');
      if (makes === 'neither') continue;
      found++;
      (makes === 'models' ? files : layerFiles).add(file);
    }
    if (found === 0 && !listener.signal.aborted)
      errors.push({ file: absolutePath(operand), code: 'no-model', message: nothingFound(operand, code) });
  }
  return { files: [...files], layerFiles: [...layerFiles].filter((file) => !files.has(file)), errors };
}

/** The files of a folder that use TensorFlow.js, whether or not they make models. */
export async function* filesWithTensorFlow(folder: string): AsyncGenerator<string> {
  for await (const file of walkFiles(folder, { unreadable: () => undefined })) {
    if (mayBeCode(file) && mayMakeModel((await diskFiles.readText(file)) ?? '')) yield file;
  }
}

/** @returns the path of a single file, or where to look for several */
async function searchFor(operand: string): Promise<string | Search> {
  // A file may be called [id].ts, so only what does not exist is read as a glob. In a glob, backslashes are separators,
  // as on Windows.
  const pattern = (await diskFiles.kind(absolutePath(operand))) === undefined ? operand.replaceAll('\\', '/') : operand;
  const path = absolutePath(pattern);
  const kind = await diskFiles.kind(path);
  if (kind === 'directory') return { folder: path, wants: () => true };
  if (kind === 'file') return path;
  const { base, glob, isGlob } = picomatch.scan(pattern.replace(/\/+$/, ''), { scanToEnd: true });
  if (!isGlob && !/\{.*[,.].*\}/.test(pattern)) return path;
  const folder = absolutePath(base || '.');
  const isMatch = picomatch(glob, { dot: true });
  // A glob such as packages/* matches folders, and means all files in them, as if a shell had expanded it.
  return {
    folder,
    wants: (file) => isWithin(folder, file) && prefixesOf(relativePath(folder, file)).some((prefix) => isMatch(prefix)),
  };
}

function nothingFound(operand: string, code: number): string {
  if (code === 0)
    return (
      `Nothing to probe: no TypeScript or JavaScript file was found for ${operand}. ` +
      `A file that .gitignore ignores is probed only if you name it itself.`
    );
  return (
    `Nothing to probe: ${formatCount(code, 'file')} of code ${code === 1 ? 'was' : 'were'} found for ` +
    `${operand}, but none makes a TensorFlow.js model.`
  );
}
