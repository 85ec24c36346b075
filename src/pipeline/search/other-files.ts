/** Reads the files that a file imports and those that import it, for its types, constants and arguments. */

import type { OtherFiles, ParsedFile, ParsedFiles } from '../../source/index';
import { isTooLongToBeHandWritten } from '../../source/text/generated-code';
import { type Caller, callersOf, importPattern } from './callers';
import type { ProbeTools } from '../contract/file-probe';

/** Imports are followed this many times from the file, and into this many files. */
const mostHops = 3;
const mostFiles = 60;
const mostCallers = 12;

type Tools = Pick<ProbeTools, 'bundler' | 'files'>;

/** Gathers the files around a file. Never rejects: a file that cannot be read is left out. */
export async function readOtherFiles(
  parsed: ParsedFile,
  tools: Tools,
  signal: AbortSignal,
  parsedFiles: ParsedFiles,
): Promise<OtherFiles> {
  const callers = await callersOf(parsed.file, tools.files);
  return readWith(callers.slice(0, mostCallers), parsed, tools, signal, parsedFiles);
}

/** Gathers only what a file imports, which takes no search through the project. */
export async function readImportedFiles(
  parsed: ParsedFile,
  tools: Tools,
  signal: AbortSignal,
  parsedFiles: ParsedFiles,
): Promise<OtherFiles> {
  return readWith([], parsed, tools, signal, parsedFiles);
}

async function readWith(
  callers: readonly Caller[],
  { file, text }: ParsedFile,
  { bundler, files }: Tools,
  signal: AbortSignal,
  parsedFiles: ParsedFiles,
): Promise<OtherFiles> {
  const texts = new Map<string, string>();
  const imports = new Map<string, ReadonlyMap<string, string>>();
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
