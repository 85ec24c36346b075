/**
 * Finds the files whose verdict a change may alter: changed files, those that import them, and those that they call.
 */

import type { Bundler } from '../../bundle/bundle';
import { configName } from '../../config/config';
import type { FileAccess } from '../../files/file-access';
import { fileName, folderOf, isWithin, joinPath } from '../../files/paths';
import { mayBeCode } from '../../workspace/file-makes';

/**
 * @param files that could be probed
 * @param changed absolute paths; they may be gone
 */
export async function touchedFiles(
  files: readonly string[],
  changed: readonly string[],
  tools: { readonly bundler: Bundler; readonly files: FileAccess; readonly signal: AbortSignal },
): Promise<Set<string>> {
  const graph = new ImportGraph(tools);
  const settings = changed.filter((file) => isSettings.test(fileName(file))).map(folderOf);
  // The callers of a function decide about its arguments, so changed callers count as well.
  const called = new Set<string>();
  for (const file of changed.filter(mayBeCode)) for (const one of (await graph.node(file)).imports) called.add(one);
  const touched = new Set<string>();
  for (const file of files)
    if (
      called.has(file) ||
      settings.some((folder) => isWithin(folder, file)) ||
      (await graph.reaches(file, new Set(changed)))
    )
      touched.add(file);
  return touched;
}

/** Matches files whose settings apply to all files below them. */
const isSettings = new RegExp(`^(?:${configName.replaceAll('.', '\\.')}|[jt]sconfig(?:\\..*)?\\.json)$`);

interface Node {
  readonly text: string;
  readonly imports: readonly string[];
  /** The paths, without extension, of imports that lead to no file: the change may have removed one of them. */
  readonly missing: readonly string[];
}

class ImportGraph {
  readonly #nodes = new Map<string, Promise<Node>>();

  constructor(private readonly tools: Parameters<typeof touchedFiles>[2]) {}

  node(file: string): Promise<Node> {
    let node = this.#nodes.get(file);
    if (!node) this.#nodes.set(file, (node = this.#read(file)));
    return node;
  }

  /** Whether one of the changed files is the file itself, one that it imports, or data that such a file names. */
  async reaches(file: string, changed: ReadonlySet<string>): Promise<boolean> {
    const data = [...changed].filter((one) => !mayBeCode(one)).map(fileName);
    const seen = new Set([file]);
    for (const at of seen) {
      if (changed.has(at)) return true;
      const { text, imports, missing } = await this.node(at);
      if (data.some((name) => text.includes(name))) return true;
      if (missing.some((stem) => [...changed].some((one) => isFileOf(stem, one)))) return true;
      for (const one of imports) seen.add(one);
    }
    return false;
  }

  async #read(file: string): Promise<Node> {
    const { bundler, files, signal } = this.tools;
    const text = (await files.readText(file)) ?? '';
    const { importedNames } = await import('../../source/index');
    const imports: string[] = [];
    const missing: string[] = [];
    for (const name of importedNames(file, text)) {
      const found = await bundler.resolve(name, file, files, signal);
      if (found !== undefined) imports.push(found);
      else if (/^\.{1,2}(?:\/|$)/.test(name)) missing.push(joinPath(folderOf(file), name));
    }
    return { text, imports, missing };
  }
}

/** Whether an import of `stem` could have meant the file: `./a` means `a.ts` and `a/index.ts`, `./a.js` also `a.ts`. */
function isFileOf(stem: string, file: string): boolean {
  const bare = stem.replace(/\.[cm]?[jt]sx?$/, '');
  return file === stem || file.startsWith(`${bare}.`) || file.startsWith(`${bare}/index.`);
}
