/** Probes files in which every call is marked, and collects what the marked calls made. */

import type { Bundle, Bundler } from '../../src/bundle/bundle';
import { probeFile } from '../../src/pipeline/probe-file';
import { Placer } from '../../src/pipeline/assembly/placer';
import type { WorkspaceFiles } from '../../src/files/file-access';
import type { ProbeRunner } from '../../src/probe/protocol/runner';
import * as source from '../../src/source/index';
import { isMarkEvent, markRuntime, Marks, type MarkEvent } from './marks';
import type { Seen } from './site-figures';

export class MarkedProbe {
  readonly marks = new Marks();
  /** The calls that ran, by file and by the call's number. */
  readonly seen = new Map<string, Map<number, Seen>>();
  #bundle: Bundle | undefined;
  #pending: Promise<void>[] = [];

  constructor(
    private readonly bundler: Bundler,
    private readonly runner: ProbeRunner,
    private readonly files: WorkspaceFiles,
    private readonly timeLimitSeconds: number,
  ) {}

  /** @param file absolute path */
  async probe(file: string): Promise<void> {
    await probeFile(
      file,
      { bundler: this.#markingBundler(), runner: this.#listeningRunner(), files: this.files },
      { steps: 1, seeds: [1], maximumSeeds: 1, backend: 'auto', timeLimitSeconds: this.timeLimitSeconds },
      { progress: () => undefined, partial: () => undefined, log: () => undefined },
      new AbortController().signal,
    );
    await Promise.all(this.#pending);
    this.#pending = [];
  }

  #markingBundler(): Bundler {
    return {
      resolve: (specifier, importer, files, signal) => this.bundler.resolve(specifier, importer, files, signal),
      bundle: async (file, bindings, files, signal, bundleOptions = {}) => {
        const insert = (at: string, text: string): ReturnType<Marks['insertions']> =>
          this.marks.insertions(at, text, bundleOptions.insert?.(at, text) ?? []);
        const result = await this.bundler.bundle(file, bindings, files, signal, { ...bundleOptions, insert });
        this.#bundle = result.ok ? result.bundle : undefined;
        return result;
      },
    };
  }

  #listeningRunner(): ProbeRunner {
    return {
      run: (job, listener, signal, answer) => {
        const placer = this.#bundle && new Placer(this.#bundle, this.files, source, new source.ParsedFiles());
        return this.runner.run(
          { ...job, code: job.code + markRuntime },
          (event) => {
            if (isMarkEvent(event)) this.#pending.push(this.#take(event, placer));
            else listener(event);
          },
          signal,
          answer,
        );
      },
    };
  }

  async #take({ id, what, className, stack }: MarkEvent, placer: Placer | undefined): Promise<void> {
    const { file } = this.marks.place(id);
    let calls = this.seen.get(file);
    if (!calls) this.seen.set(file, (calls = new Map<number, Seen>()));
    let call = calls.get(id);
    if (!call) calls.set(id, (call = { made: new Map() }));
    if (what === 'returned' || call.made.has(what)) return;
    call.made.set(what, { className, placed: undefined });
    const placed = await (what === 'model' ? placer?.model(stack) : placer?.layer(stack));
    call.made.set(what, { className, placed });
  }
}
