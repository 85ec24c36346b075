/** Reads the files that a file imports and those that import it, for its types, constants and arguments. */

import type { OtherFiles, ParsedFile, ParsedFiles } from '../../source/index';
import { isTooLongToBeHandWritten } from '../../source/text/generated-code';
import { callersOf, importPattern } from './callers';
import type { ProbeTools } from '../contract/file-probe';

/** Imports are followed this many times from the file, and into this many files. */
const mostHops = 3;
const mostFiles = 60;
const mostCallers = 12;

/** Gathers the files around a file. Never rejects: a file that cannot be read is left out. */
export async function readOtherFiles(
  { file, text }: ParsedFile,
  { bundler, files }: Pick<ProbeTools, 'bundler' | 'files'>,
  signal: AbortSignal,
  parsedFiles: ParsedFiles,
): Promise<OtherFiles> {
  const texts = new Map<string, string>();
  const imports = new Map<string, ReadonlyMap<string, string>>();
  const callers = (await callersOf(file, files)).slice(0, mostCallers);
  for (const caller of callers) texts.set(caller.file, caller.text);

  const follow = async (importer: string, its: string): Promise<string[]> => {
    const found = new Map<string, string>();
    for (const specifier of new Set([...its.matchAll(importPattern)].map((match) => match[2]))) {
      const path = specifier.startsWith('@tensorflow/')
        ? undefined
        : await bundler.resolve(specifier, importer, files, signal).catch(() => undefined);
      if (path !== undefined) found.set(specifier, path);
    }
    imports.set(importer, found);
    return [...found.values()];
  };
  let next = [
    ...(await follow(file, text)),
    ...(await Promise.all(callers.map((caller) => follow(caller.file, caller.text)))).flat(),
  ];
  for (let hop = 1; hop <= mostHops && next.length > 0; hop++) {
    const further: string[] = [];
    for (const path of new Set(next)) {
      if (path === file || texts.has(path) || texts.size >= mostFiles || !/\.[cm]?[jt]sx?$/.test(path)) continue;
      const its = await files.readText(path);
      if (its === undefined || isTooLongToBeHandWritten(its)) continue;
      texts.set(path, its);
      further.push(...(await follow(path, its)));
    }
    next = further;
  }
  return {
    parsed: (path) => {
      const its = texts.get(path);
      return its === undefined ? undefined : parsedFiles.get(path, its);
    },
    imports,
    callers: callers.map((caller) => caller.file),
  };
}
