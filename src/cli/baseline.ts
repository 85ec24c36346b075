/** Marks the findings that a baseline has, and writes the baseline anew. */

import { readFile, writeFile } from 'node:fs/promises';
import { folderOf, joinPath, relativePath } from '../files/paths';
import type { FileProbe } from '../pipeline/contract/file-probe';
import type { Finding } from '../report/finding';
import { isCommentError, type ProbeError } from '../report/report';
import { UsageError } from './arguments/arguments';
import { diskFiles, diskPath, shownPath } from './files/disk-files';

/** What a baseline keeps of a finding or an error. It has no line number, so that code may move. */
interface Entry {
  /** A path relative to the baseline. */
  readonly file: string;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** The text of the line that the finding stands on, with single spaces; empty where it stands on none. */
  readonly line: string;
  /** How many findings are alike. */
  readonly count: number;
}

type Key = Pick<Entry, 'file' | 'code' | 'line'>;

/** A finding with a higher severity than the baseline's is a new one. */
const ranks = { warning: 1, error: 2 } as const;

export class Baseline {
  /** How many findings of each kind the baseline still covers. */
  readonly #left = new Map<string, { entry: Entry; left: number }>();
  readonly #found = new Map<string, Entry>();
  /** For each place and code that was met, whether it is known: several models may run through one line. */
  readonly #met = new Map<string, boolean>();
  /** The files that were probed, and those of their models' layers: their entries are written anew. */
  readonly #probed = new Set<string>();
  readonly #lines = new Map<string, Promise<readonly string[]>>();

  private constructor(
    /** Absolute. */
    readonly path: string,
    private readonly entries: readonly Entry[],
    private readonly isWritten: boolean,
  ) {
    for (const entry of entries) this.#left.set(keyOf(entry), { entry, left: entry.count });
  }

  /**
   * @param path absolute
   * @param isWritten whether the run writes it: then it may be missing, and the run's findings count as known
   * @throws UsageError where it is missing or no baseline
   */
  static async read(path: string, isWritten: boolean): Promise<Baseline> {
    const text = await readFile(diskPath(path), 'utf8').catch(() => undefined);
    const shown = shownPath(path, false);
    if (text === undefined && !isWritten)
      throw new UsageError(`There is no baseline ${shown}. Write it with --update-baseline.`);
    return new Baseline(path, text === undefined ? [] : entriesOf(text, shown), isWritten);
  }

  /**
   * Marks findings and errors that the baseline has as known, and remembers all of them. @param result with absolute
   * paths
   */
  async mark(probed: string | undefined, result: FileProbe): Promise<FileProbe> {
    if (probed !== undefined) this.#probed.add(this.#relative(probed));
    const models = [];
    for (const model of result.models) {
      for (const layer of model.layers) this.#probed.add(this.#relative(layer.file));
      const findings: Finding[] = [];
      for (const finding of model.findings) {
        const { severity } = finding;
        const isKnown = severity !== 'information' && (await this.#meet(finding, finding.code, severity));
        findings.push(isKnown ? { ...finding, known: true } : finding);
      }
      models.push({ ...model, findings });
    }
    const errors: ProbeError[] = [];
    for (const error of result.errors) {
      const counts = error.code !== 'cancelled' && !isCommentError(error);
      const isKnown = counts && (await this.#meet(error, error.code, 'error'));
      errors.push(isKnown ? { ...error, known: true } : error);
    }
    return { ...result, models, errors };
  }

  /** How many entries of probed files were not found again. */
  get gone(): number {
    return [...this.#left.values()].filter(({ entry, left }) => left > 0 && this.#probed.has(entry.file)).length;
  }

  /** Writes the run's findings and errors; entries of files that were not probed stay while their files exist. */
  async write(): Promise<number> {
    const kept = [];
    for (const entry of this.entries) {
      const isThere = (await diskFiles.kind(joinPath(folderOf(this.path), entry.file))) !== undefined;
      if (!this.#probed.has(entry.file) && !this.#found.has(keyOf(entry)) && isThere) kept.push(entry);
    }
    const findings = [...kept, ...this.#found.values()].sort(
      (a, b) => compare(a.file, b.file) || compare(a.code, b.code) || compare(a.line, b.line),
    );
    await writeFile(diskPath(this.path), `${JSON.stringify({ version: 1, findings }, null, 2)}\n`);
    return findings.reduce((sum, { count }) => sum + count, 0);
  }

  /** @returns whether it is known */
  async #meet(place: Pick<ProbeError, 'file' | 'range'>, code: string, severity: Entry['severity']): Promise<boolean> {
    const key = JSON.stringify([place.file, place.range?.start, code]);
    const isKnown = this.#met.get(key) ?? ((await this.#isInBaseline(place, code, severity)) || this.isWritten);
    this.#met.set(key, isKnown);
    return isKnown;
  }

  async #isInBaseline(
    { file, range }: Pick<ProbeError, 'file' | 'range'>,
    code: string,
    severity: Entry['severity'],
  ): Promise<boolean> {
    const line = range ? ((await this.#linesOf(file))[range.start.line] ?? '').trim().replace(/\s+/g, ' ') : '';
    const key = { file: this.#relative(file), code, line };
    const found = this.#found.get(keyOf(key));
    this.#found.set(keyOf(key), {
      ...key,
      severity: found?.severity === 'error' ? 'error' : severity,
      count: (found?.count ?? 0) + 1,
    });
    const known = this.#left.get(keyOf(key));
    if (!known || known.left === 0 || ranks[severity] > ranks[known.entry.severity]) return false;
    known.left--;
    return true;
  }

  #linesOf(file: string): Promise<readonly string[]> {
    let lines = this.#lines.get(file);
    if (!lines) this.#lines.set(file, (lines = diskFiles.readText(file).then((text = '') => text.split(/\r?\n/))));
    return lines;
  }

  #relative(file: string): string {
    return relativePath(folderOf(this.path), file);
  }
}

function keyOf({ file, code, line }: Key): string {
  return JSON.stringify([file, code, line]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function entriesOf(text: string, shown: string): readonly Entry[] {
  let baseline: unknown;
  try {
    baseline = JSON.parse(text);
  } catch {
    // Told below.
  }
  if (!isBaseline(baseline))
    throw new UsageError(`${shown} is no baseline of Gradline. Delete it and write it with --update-baseline.`);
  return baseline.findings;
}

function isBaseline(value: unknown): value is { readonly findings: readonly Entry[] } {
  const { version, findings } = (value ?? {}) as { version?: unknown; findings?: unknown };
  return (
    version === 1 &&
    Array.isArray(findings) &&
    findings.every(
      (entry: Partial<Entry> | null) =>
        typeof entry?.file === 'string' &&
        typeof entry.code === 'string' &&
        typeof entry.line === 'string' &&
        typeof entry.count === 'number' &&
        (entry.severity === 'error' || entry.severity === 'warning'),
    )
  );
}
