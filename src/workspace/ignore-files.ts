/** Applies .gitignore files as Git does: the deepest match decides, and everything in an ignored folder is ignored. */

import ignore, { type Ignore } from 'ignore';
import type { FileAccess, FileKind } from '../files/file-access';
import { isWithin, joinPath, folderOf, relativePath } from '../files/paths';

/** One .gitignore file. */
interface Rules {
  readonly folder: string;
  readonly patterns: Ignore;
}

interface Folder {
  readonly isIgnored: boolean;
  /** The rules that apply in the folder, those of the deepest file first. */
  readonly rules: readonly Rules[];
}

/** The root of the repository that `folder` lies in; undefined if it lies in none. */
export async function repositoryOf(folder: string, { kind }: Pick<FileAccess, 'kind'>): Promise<string | undefined> {
  for (let at = folder; ; at = folderOf(at)) {
    // In work trees and submodules, .git is a file.
    if ((await kind(joinPath(at, '.git'))) !== undefined) return at;
    if (at === folderOf(at)) return undefined;
  }
}

export class IgnoreFiles {
  readonly #folders = new Map<string, Promise<Folder>>();

  /**
   * @param root the topmost folder whose .gitignore counts, such as the root of the repository
   * @param start the folder that was asked for, `root` or one below it. It is searched even if it is ignored:
   *   .gitignore files that would ignore it as a whole do not count.
   */
  constructor(
    private readonly files: Pick<FileAccess, 'readText'>,
    private readonly root: string,
    private readonly start: string = root,
  ) {}

  /** @param path something below `start` */
  async isIgnored(path: string, kind: FileKind): Promise<boolean> {
    const { isIgnored, rules } = await this.#folder(folderOf(path));
    return isIgnored || ignores(rules, path, kind);
  }

  #folder(folder: string): Promise<Folder> {
    const known = this.#folders.get(folder);
    if (known) return known;
    const fresh = this.#read(folder);
    this.#folders.set(folder, fresh);
    return fresh;
  }

  async #read(folder: string): Promise<Folder> {
    const parent =
      folder === this.root || !isWithin(this.root, folder) ? undefined : await this.#folder(folderOf(folder));
    const isOnTheWay = isWithin(folder, this.start);
    if (parent && !isOnTheWay && (parent.isIgnored || ignores(parent.rules, folder, 'directory')))
      return { isIgnored: true, rules: [] };
    const text = await this.files.readText(joinPath(folder, '.gitignore'));
    const inherited = (parent?.rules ?? []).filter(
      (rules) => folder !== this.start || !rules.patterns.ignores(`${relativePath(rules.folder, folder)}/`),
    );
    if (text === undefined) return { isIgnored: false, rules: inherited };
    return { isIgnored: false, rules: [{ folder, patterns: ignore({ ignorecase: false }).add(text) }, ...inherited] };
  }
}

/** Whether the rules ignore a path whose folder they do not ignore. */
function ignores(rules: readonly Rules[], path: string, kind: FileKind): boolean {
  for (const { folder, patterns } of rules) {
    const relative = relativePath(folder, path);
    const above = folderOf(relative);
    // This file ignores the folder above, and a deeper file has included it again. So this file does not decide.
    if (relative.includes('/') && patterns.ignores(`${above}/`)) continue;
    const { ignored, unignored } = patterns.test(kind === 'directory' ? `${relative}/` : relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}
