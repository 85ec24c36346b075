/**
 * Probes the models of files, folders and globs: one file after another, each in a worker of its own. Each result is
 * reported as soon as it is there, so that it stays even if the user cancels the rest.
 */

import path from 'node:path';
import type { Bundler } from '../bundle/bundle';
import { probeFile } from '../pipeline/probe-file';
import type { FileProbe, ProbeOptions } from '../pipeline/contract/file-probe';
import type { ModelReport, ProbeError, Report } from '../report/report';
import { type Assumption, UsageError } from './arguments/arguments';
import { Assumptions } from './assume';
import { changedFiles } from './changes/git';
import { touchedFiles } from './changes/touched-files';
import { absolutePath, diskFiles, shownPath } from './files/disk-files';
import { fixModels } from './fix-models';
import { projectFiles } from './files/project-files';
import { findFiles, type FoundFiles } from './files/find-files';
import { nodeBundler } from './runner/node-bundler';
import { createNodeRunner, type NodeRunner } from './runner/node-runner';
import { renameFiles } from './files/rename-files';
import type { FileOptions } from './settings/file-options';
import { repositoryOf } from '../workspace/ignore-files';
import { folderOf } from '../files/paths';

export interface PathsRequest {
  /** Files, folders and globs, relative to the current folder. */
  readonly operands: readonly string[];
  readonly assume: readonly Assumption[];
  readonly optionsFor: (file: string) => Promise<FileOptions>;
  /** Whether to search fixes, and to write them; left out for no fixes. */
  readonly fix?: { readonly write: boolean };
  /** A revision of Git: only files that the changes since then touch are probed. */
  readonly changedSince?: string;
  /** The folder of the bundles, `dist`. */
  readonly distFolder: string;
  readonly signal: AbortSignal;
}

export interface PathsListener {
  /** Shows what is going on; undefined for nothing. */
  progress(text: string | undefined): void;
  /** Prints a whole sentence that belongs to no finding. */
  say(sentence: string): void;
  /** Reports a failure of the probe itself, in words for its developers. */
  failed(text: string): void;
  /** Called before the first result; `isSingle` for one file that the user named. */
  begins(isSingle: boolean): void;
  /**
   * One file is done.
   *
   * @param file absolute path; undefined for what belongs to no file
   * @param result with absolute paths
   * @returns the result as the report shall have it
   */
  probed(file: string | undefined, result: FileProbe): Promise<FileProbe>;
  /** Receives the result with paths for display, and the name of the file. */
  shown(heading: string | undefined, result: FileProbe): Promise<void>;
}

export interface ProbedPaths {
  /** The report, with paths for display. */
  readonly report: Report;
  /** Files that were probed to the end. */
  readonly files: number;
  /** Files that were not probed, because the user cancelled. */
  readonly left: number;
  /** Files and operands without a model, and cancelled ones, except those whose errors are all known. */
  readonly unprobed: number;
}

/** @throws UsageError */
export async function probePaths(request: PathsRequest, listener: PathsListener): Promise<ProbedPaths> {
  const runner = createNodeRunner({ distFolder: request.distFolder });
  try {
    // The probe's thread loads tfjs while this thread searches for files and starts the bundler.
    runner.prepare();
    const [bundler, found] = await Promise.all([
      nodeBundler(request.distFolder),
      findFiles(request.operands, {
        looked: (count) => {
          listener.progress(`looking for models: file ${count}`);
        },
        signal: request.signal,
      }),
    ]);
    listener.progress(undefined);
    return await new PathsRun(request, listener, bundler, runner).run(found);
  } finally {
    runner.dispose();
  }
}

class PathsRun {
  readonly #models: ModelReport[] = [];
  readonly #errors: ProbeError[] = [];
  /** Files with a layer of a probed model. */
  readonly #touched = new Set<string>();
  #unprobed = 0;
  #done = 0;
  #left = 0;

  constructor(
    private readonly request: PathsRequest,
    private readonly listener: PathsListener,
    private readonly bundler: Bundler,
    private readonly runner: NodeRunner,
  ) {}

  async run(all: FoundFiles): Promise<ProbedPaths> {
    const { request, listener } = this;
    const found = request.changedSince === undefined ? all : await this.#touchedOf(all, request.changedSince);
    const files = [...found.files, ...found.layerFiles];
    const assumptions = await Assumptions.read(request.assume, files);
    for (const warning of assumptions.warnings) listener.say(warning);
    listener.begins(
      files.length === 1 && request.operands.length === 1 && found.files[0] === absolutePath(request.operands[0]),
    );
    if (found.errors.length > 0) await this.#take(undefined, { models: [], errors: found.errors });
    for (const [index, file] of files.entries()) {
      const isAlone = files.length === 1 && found.errors.length === 0;
      const place = files.length > 1 ? `${index + 1} of ${files.length} · ` : '';
      await this.#probe(file, { onlyLayers: index >= found.files.length, isAlone, place, assumptions });
    }
    for (const sentence of assumptions.unused(this.#models)) listener.say(sentence);
    const report = { version: 1, models: this.#models, errors: this.#errors } as const;
    return { report, files: this.#done, left: this.#left, unprobed: this.#unprobed };
  }

  async #probe(
    file: string,
    about: {
      readonly onlyLayers: boolean;
      readonly isAlone: boolean;
      readonly place: string;
      readonly assumptions: Assumptions;
    },
  ): Promise<void> {
    const { request, listener } = this;
    const { onlyLayers, isAlone, assumptions } = about;
    if (onlyLayers && this.#touched.has(file)) return;
    const label = about.place + this.#shownPath(file);
    if (this.#isCancelled()) {
      this.#left++;
      const message = 'Cancelled before this file was probed.';
      if (!onlyLayers) this.#errors.push({ file: this.#shownPath(file), code: 'cancelled', message });
      return;
    }
    const { probe, fixTimeLimitSeconds } = await request.optionsFor(file);
    const options: ProbeOptions = { ...probe, pinned: assumptions.valuesFor(file) };
    const result = await this.#probeOne(file, options, label);
    listener.progress(undefined);
    const fixed = request.fix
      ? await fixModels(file, result, {
          write: request.fix.write,
          timeLimitSeconds: fixTimeLimitSeconds,
          tools: { bundler: this.bundler, runner: this.runner, files: projectFiles },
          options,
          signal: request.signal,
          say: (text) => {
            listener.progress(`${label}: ${text}`);
          },
        })
      : { result, write: undefined };
    listener.progress(undefined);
    // A file whose layers only models of other files use needs no error, unless there is nothing else to report.
    if (onlyLayers && result.models.length === 0 && !this.#isCancelled() && !isAlone) return;
    for (const layer of result.models.flatMap(({ layers }) => layers)) this.#touched.add(layer.file);
    if (this.#isCancelled()) this.#left++;
    else this.#done++;
    await this.#take(file, fixed.result);
    // Fixes are written after the listing, which shows the lines that were probed.
    for (const sentence of (await fixed.write?.()) ?? []) listener.say(sentence);
  }

  async #take(file: string | undefined, probed: FileProbe): Promise<void> {
    const { models, errors, ...rest } = await this.listener.probed(file, probed);
    const result = renameFiles({ ...rest, models, errors }, (one) => this.#shownPath(one));
    if (file === undefined) this.#unprobed += errors.filter(({ known }) => !known).length;
    else if (
      models.length === 0 ? !errors.every(({ known }) => known) : errors.some(({ code }) => code === 'cancelled')
    )
      this.#unprobed++;
    this.#models.push(...result.models);
    this.#errors.push(...result.errors);
    await this.listener.shown(file === undefined ? undefined : this.#shownPath(file), result);
  }

  /** Never rejects, so that the other files follow. */
  async #probeOne(file: string, options: ProbeOptions, label: string): Promise<FileProbe> {
    const { bundler, runner, listener, request } = this;
    runner.prepare();
    const printed = new Set<string>();
    try {
      return await probeFile(
        file,
        { bundler, runner, files: projectFiles },
        options,
        {
          progress: ({ text }) => {
            listener.progress(`${label}: ${text}`);
          },
          partial: () => undefined,
          log: (level, text) => {
            // Each seed runs the code, and prints the same.
            if (level !== 'error' || printed.has(text)) return;
            printed.add(text);
            listener.progress(undefined);
            listener.failed(text);
          },
        },
        request.signal,
      );
    } catch (error) {
      const message = `This file could not be probed: ${error instanceof Error ? error.message : String(error)}`;
      return { models: [], errors: [{ file, code: 'internal', message }] };
    }
  }

  /** The found files that the changes touch. An operand that led to no file stays an error. */
  async #touchedOf(found: FoundFiles, revision: string): Promise<FoundFiles> {
    const files = [...found.files, ...found.layerFiles];
    const repositories = new Map<string, string[]>();
    for (const file of files) {
      const repository = await repositoryOf(folderOf(file), diskFiles);
      if (repository === undefined)
        throw new UsageError(`--changed-since ${revision}: ${this.#shownPath(file)} lies in no Git repository.`);
      const some = repositories.get(repository);
      if (some) some.push(file);
      else repositories.set(repository, [file]);
    }
    const touched = new Set<string>();
    const tools = { bundler: this.bundler, files: projectFiles, signal: this.request.signal };
    for (const [repository, some] of repositories)
      for (const file of await touchedFiles(some, await changedFiles(revision, repository), tools)) touched.add(file);
    const isTouched = (file: string): boolean => touched.has(file);
    if (files.length > 0 && touched.size === 0)
      this.listener.say(`Nothing to probe: no change since ${revision} touches a file that makes a model.`);
    return { ...found, files: found.files.filter(isTouched), layerFiles: found.layerFiles.filter(isTouched) };
  }

  #isCancelled(): boolean {
    return this.request.signal.aborted;
  }

  #shownPath(file: string): string {
    return shownPath(
      file,
      this.request.operands.some((operand) => path.isAbsolute(operand)),
    );
  }
}
