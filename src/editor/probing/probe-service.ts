/** Runs one probe at a time: a newer probe cancels the older, and each ends in numbers, errors, or its cancelling. */

import * as vscode from 'vscode';
import type { FileProbe, ProbeListener, ProbeOptions, ProbeTools } from '../../pipeline/contract/file-probe';
import type { ProbeRunner } from '../../probe/protocol/runner';
import type { Location } from '../../report/position';
import type { Anchors } from '../results/anchors';
import { fileName } from '../../files/paths';
import { workspaceFiles } from '../host/workspace-files';
import type { Log } from '../host/log';
import type { Pins } from '../host/pins';
import { fileSettings } from '../settings/file-settings';
import type { ResultStore, RunState } from '../results/result-store';
import { explainTrust, mayRunCode } from '../host/trust';
import { BundlerLoader } from './bundler-loader';
import { reportErrors } from './error-report';

/** A runner that can get ready while the pipeline still reads the code. */
export interface PreparedRunner extends ProbeRunner {
  prepare(): void;
}

export interface EndedRun {
  readonly uri: vscode.Uri;
  readonly only: readonly Location[] | undefined;
  /** Undefined where the run was cancelled. */
  readonly result: FileProbe | undefined;
  /** Whether it was one of a walk through the workspace. */
  readonly isInWalk: boolean;
}

/** What a run is about, as the store shows it. */
type RunSubject = Omit<RunState, 'progress' | 'firstSteps'>;

/** The walk through all files of the workspace that a probe belongs to. */
export interface WorkspaceWalk {
  /** The position of the probed file, such as `file 3 of 12`. */
  readonly position: string;
  /** Aborts the whole walk. */
  readonly signal: AbortSignal;
}

export class ProbeService implements vscode.Disposable {
  readonly #cancelled = new vscode.EventEmitter<vscode.Uri | undefined>();
  readonly #ended = new vscode.EventEmitter<EndedRun>();
  readonly #bundlers: BundlerLoader;
  #current: AbortController | undefined;

  /**
   * Fires when the user cancels, so that no further probe follows; with the file whose probe was running, if one was.
   */
  readonly onDidCancel = this.#cancelled.event;
  readonly onDidEnd = this.#ended.event;

  constructor(
    private readonly store: ResultStore,
    private readonly runner: PreparedRunner,
    private readonly log: Log,
    extensionUri: vscode.Uri,
    private readonly pins: Pins,
  ) {
    this.#bundlers = new BundlerLoader(extensionUri);
  }

  /**
   * Cancels the running probe, runs this one, and resolves when it has ended. Never rejects: a failure becomes an error
   * in the result.
   *
   * @param only where the models to probe are made; without it the whole file is probed
   * @param walk set if the file is one of a walk; its errors then go to the log alone
   * @returns undefined if the probe was cancelled or the workspace is not trusted
   */
  async probe(uri: vscode.Uri, only?: readonly Location[], walk?: WorkspaceWalk): Promise<FileProbe | undefined> {
    if (!mayRunCode()) {
      void explainTrust();
      return undefined;
    }
    this.#current?.abort();
    const controller = new AbortController();
    this.#current = controller;
    const signal = walk ? AbortSignal.any([controller.signal, walk.signal]) : controller.signal;
    const end = (): void => {
      // Otherwise a newer probe has taken this one's place.
      if (this.#current !== controller) return;
      this.#current = undefined;
      this.store.setRun(undefined);
    };
    // Nothing may seem to run while the pipeline still comes to its end.
    walk?.signal.addEventListener('abort', end, { once: true });
    const tracked = this.store.track(uri);
    const started = Date.now();
    this.log.info(`Probing ${uri.toString(true)}`);
    const about = { uri, only, walkPosition: walk?.position };
    this.store.setRun({ ...about, progress: { text: 'reading the code', fraction: 0 } });
    let ended: FileProbe | undefined;
    try {
      this.runner.prepare();
      const result = await this.#run(about, tracked.anchors, signal);
      if (signal.aborted) {
        this.log.info(`Cancelled after ${Date.now() - started} ms`);
        return undefined;
      }
      this.store.merge(uri, result, tracked.anchors, only);
      this.log.info(`Done in ${Date.now() - started} ms: ${modelList(result)}`);
      reportErrors(this.log, uri, result.errors, walk === undefined);
      ended = result;
      return ended;
    } catch (error) {
      if (signal.aborted) return undefined;
      void this.log.reportFailure(`${fileName(uri.path)} could not be probed`, error);
      const message = error instanceof Error ? error.message : String(error);
      ended = { models: [], errors: [{ file: uri.path, code: 'internal', message }] };
      return ended;
    } finally {
      tracked.release();
      walk?.signal.removeEventListener('abort', end);
      end();
      this.#ended.fire({ uri, only, result: ended, isInWalk: walk !== undefined });
    }
  }

  /** Does ahead what only a first probe does. Runs nothing of the workspace. */
  async warmUp(): Promise<void> {
    try {
      await Promise.all([import('../../pipeline/probe-file'), this.#bundlers.warmUp()]);
    } catch (error) {
      // The first probe meets the same failure and reports it.
      this.log.debug(`Warming up failed: ${String(error)}`);
    }
  }

  /** What a search for fixes needs to probe the file again and again, as the last probe did. */
  async meansFor(uri: vscode.Uri): Promise<{ readonly tools: ProbeTools; readonly options: ProbeOptions }> {
    const tools = {
      bundler: await this.#bundlers.load(),
      runner: this.runner,
      files: workspaceFiles(uri, () => undefined),
    };
    const { probe } = await fileSettings(uri);
    return { tools, options: { ...probe, pinned: this.pins.valuesFor(uri) } };
  }

  get isRunning(): boolean {
    return this.#current !== undefined;
  }

  /** Ends the running probe and the walk it belongs to; what it has measured so far stays. */
  cancel(): void {
    const uri = this.store.run?.uri;
    this.#current?.abort();
    this.#current = undefined;
    this.store.setRun(undefined);
    this.#cancelled.fire(uri);
  }

  dispose(): void {
    this.cancel();
    this.#cancelled.dispose();
    this.#ended.dispose();
  }

  async #run(about: RunSubject, anchors: Anchors, signal: AbortSignal): Promise<FileProbe> {
    const { uri, only } = about;
    const files = workspaceFiles(uri, (file, text) => {
      anchors.note(file, text);
    });
    const [{ probeFile }, bundler, settings] = await Promise.all([
      import('../../pipeline/probe-file'),
      this.#bundlers.load(),
      fileSettings(uri),
    ]);
    signal.throwIfAborted();
    const result = await probeFile(
      uri.path,
      { bundler, runner: this.runner, files },
      { ...settings.probe, pinned: this.pins.valuesFor(uri), ...(only && { only }) },
      this.#listener(about, anchors, signal),
      signal,
    );
    return { ...result, errors: [...settings.errors, ...result.errors] };
  }

  /** Puts what the pipeline tells during the run into the store, until the run is cancelled. */
  #listener(about: RunSubject, anchors: Anchors, signal: AbortSignal): ProbeListener {
    const { uri, only } = about;
    let firstSteps: RunState['firstSteps'];
    return {
      progress: (progress) => {
        if (!signal.aborted) this.store.setRun({ ...about, progress, firstSteps });
      },
      firstSteps: (models) => {
        if (signal.aborted || !this.store.run) return;
        firstSteps = { uri, models, modelAnchors: anchors, errors: [], errorAnchors: anchors, only };
        this.store.setRun({ ...this.store.run, firstSteps });
      },
      partial: (result) => {
        if (signal.aborted) return;
        firstSteps = undefined;
        this.store.merge(uri, result, anchors, only);
      },
      log: (level, text) => {
        if (level === 'log') this.log.debug(text);
        else this.log[level](text);
      },
    };
  }
}

/** Such as `net (12 layers, 2 findings), other (3 layers, 0 findings)`. */
function modelList({ models }: FileProbe): string {
  const texts = models.map(
    ({ name, layers, findings }) => `${name} (${layers.length} layers, ${findings.length} findings)`,
  );
  return texts.join(', ') || 'no model';
}
