/** Applies the .gitignore files of a tree as Git does: the deepest one that speaks of a path decides, and what lies in an ignored folder is ignored. */

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
  /** Those that speak of what lies in the folder, the deepest file first. */
  readonly rules: readonly Rules[];
}

/** The folder of the repository that `folder` lies in; undefined where it lies in none. */
export async function repositoryOf(folder: string, { kind }: Pick<FileAccess, 'kind'>): Promise<string | undefined> {
  for (let at = folder; ; at = folderOf(at)) {
    // A file in work trees and submodules.
    if ((await kind(joinPath(at, '.git'))) !== undefined) return at;
    if (at === folderOf(at)) return undefined;
  }
}

export class IgnoreFiles {
  readonly #folders = new Map<string, Promise<Folder>>();

  /**
   * @param root the folder from which on .gitignore files count, such as that of the repository
   * @param start the folder that was asked for, `root` or one below it. It is looked into even where it is ignored:
   *   .gitignore files that would leave it out as a whole do not count.
   */
  constructor(
    private readonly files: Pick<FileAccess, 'readText'>,
    private readonly root: string,
    private readonly start: string = root,
  ) {}

  /** @param path something below `start` */
  async isIgnored(path: string, kind: FileKind): Promise<boolean> {
    const { isIgnored, rules } = await this.#folder(folderOf(path));
    return isIgnored || leavesOut(rules, path, kind);
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
    if (parent && !isOnTheWay && (parent.isIgnored || leavesOut(parent.rules, folder, 'directory')))
      return { isIgnored: true, rules: [] };
    const text = await this.files.readText(joinPath(folder, '.gitignore'));
    const inherited = (parent?.rules ?? []).filter(
      (rules) => folder !== this.start || !rules.patterns.ignores(`${relativePath(rules.folder, folder)}/`),
    );
    if (text === undefined) return { isIgnored: false, rules: inherited };
    return { isIgnored: false, rules: [{ folder, patterns: ignore({ ignorecase: false }).add(text) }, ...inherited] };
  }
}

/** Whether the rules leave out a path whose folder they do not leave out. */
function leavesOut(rules: readonly Rules[], path: string, kind: FileKind): boolean {
  for (const { folder, patterns } of rules) {
    const relative = relativePath(folder, path);
    const above = folderOf(relative);
    // Speaks of the folder, which a deeper file has taken back in; so this one says nothing of what lies in it.
    if (relative.includes('/') && patterns.ignores(`${above}/`)) continue;
    const { ignored, unignored } = patterns.test(kind === 'directory' ? `${relative}/` : relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}
