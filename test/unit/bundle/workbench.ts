/** Bundles in-memory workspaces and runs what comes out, for the tests of the bundle room. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bundle } from '../../../src/bundle/bundle';
import type { WorkspaceFiles } from '../../../src/files/file-access';
import { standIn } from '../../../src/probe/sandbox/stand-in';
import { setProbeGlobals } from '../../../src/report/probe-globals';
import type { ProbeError } from '../../../src/report/report';
import { sharedBundler } from '../shared-by-process';

/** File access over absolute paths and their texts or bytes; every prefix of a path is a directory. */
export function inMemory(contents: Readonly<Record<string, string | Uint8Array>>): WorkspaceFiles {
  const paths = Object.keys(contents);
  const bytesOf = (file: string): Uint8Array | undefined => {
    const content = contents[file] as string | Uint8Array | undefined;
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  return {
    readText: (file) => {
      const content = contents[file] as string | Uint8Array | undefined;
      return Promise.resolve(typeof content === 'string' ? content : undefined);
    },
    size: (file) => Promise.resolve(bytesOf(file)?.length),
    readBytes: (file) => Promise.resolve(bytesOf(file)),
    kind: (file) =>
      Promise.resolve(
        paths.includes(file) ? 'file' : paths.some((one) => one.startsWith(`${file}/`)) ? 'directory' : undefined,
      ),
    list: () => Promise.resolve(paths),
  };
}

export async function tryBundle(
  texts: Readonly<Record<string, string>>,
  entry: string,
  bindings: readonly string[] = [],
): Promise<{ bundle?: Bundle; errors: readonly ProbeError[] }> {
  const result = await (await sharedBundler()).bundle(entry, bindings, inMemory(texts), new AbortController().signal);
  return result.ok ? { bundle: result.bundle, errors: [] } : { errors: result.errors };
}

export async function bundleOf(
  texts: Readonly<Record<string, string>>,
  entry: string,
  bindings: readonly string[] = [],
): Promise<Bundle> {
  const { bundle, errors } = await tryBundle(texts, entry, bindings);
  if (!bundle) throw new Error(`did not bundle: ${JSON.stringify(errors, null, 1)}`);
  return bundle;
}

/** What a run leaves behind. */
export interface Run {
  readonly exports: Record<string, unknown>;
  /** The registered thunks, by file. */
  readonly entries: ReadonlyMap<string, Readonly<Record<string, () => unknown>>>;
  /** What user code handed to the global `note`. */
  readonly notes: readonly unknown[];
  /** Names that stand-ins were asked for. */
  readonly stoodIn: readonly string[];
  /** What the module threw, if it did. */
  readonly thrown?: unknown;
}

/** A minimal tfjs: enough to tell it from everything else. */
export const fakeTf = {
  sequential: () => 'a model',
  layers: { dense: () => 'a dense layer' },
  data: { csv: () => 'a data set' },
};

/** Evaluates the module in this process with fakes for all that the probe provides. */
export async function run(bundle: Bundle, tf: object = fakeTf): Promise<Run> {
  const entries = new Map<string, Record<string, () => unknown>>();
  const notes: unknown[] = [];
  const stoodIn: string[] = [];
  setProbeGlobals({
    tf,
    registerBindings: (file, bindings) => {
      entries.set(file, bindings);
    },
    standIn: (name) => (stoodIn.push(name), standIn(name)),
  });
  Object.assign(globalThis, { note: (value: unknown) => notes.push(value) });
  const folder = await mkdtemp(path.join(tmpdir(), 'gradline-bundle-'));
  const file = path.join(folder, 'bundle.mjs');
  await writeFile(file, bundle.code);
  try {
    const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    return { exports, entries, notes, stoodIn };
  } catch (thrown) {
    return { exports: {}, entries, notes, stoodIn, thrown };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Bundles and evaluates; throws what the module throws. */
export async function bundleAndRun(
  texts: Readonly<Record<string, string>>,
  entry: string,
  bindings: readonly string[] = [],
): Promise<Run> {
  const result = await run(await bundleOf(texts, entry, bindings));
  if (result.thrown !== undefined) throw result.thrown as Error;
  return result;
}

/** The first place of `needle` in the bundle, as a stack frame would name it. */
export function findInBundle(code: string, needle: string): { line: number; column: number } {
  const lines = code.split('\n');
  const line = lines.findIndex((text) => text.includes(needle));
  if (line < 0) throw new Error(`'${needle}' is not in the bundle`);
  return { line, column: lines[line].indexOf(needle) };
}
