/** Probes a document: the newest run wins, and every run ends in numbers, a reason, or its cancelling. */

import * as vscode from 'vscode';
import type { Bundler } from '../../bundle/bundle';
import type { FileAccess } from '../../files/file-access';
import type { FileProbe, ProbeListener } from '../../pipeline/contract/file-probe';
import type { ProbeRunner } from '../../probe/protocol/runner';
import type { Location } from '../../report/position';
import type { ProbeError, ProbeErrorCode } from '../../report/report';
import type { Anchors } from '../results/anchors';
import { fileName } from '../../files/paths';
import { workspaceFiles } from '../host/workspace-files';
import type { Log } from '../host/log';
import type { Pins } from '../host/pins';
import { probeOptions } from '../host/settings';
import type { ResultStore, RunState } from '../results/result-store';
import { explainTrust, mayRunCode } from '../host/trust';

/** What the person did themselves needs no toast; what Problems shows while they type needs none either. */
const silent: ReadonlySet<ProbeErrorCode> = new Set(['cancelled', 'directive']);

/** Stands for a file of the person's. */
const warmUpFile = '/gradline/warm-up.ts';
const warmUpText = `import * as tf from '@tensorflow/tfjs';\nexport const model: tf.Sequential = tf.sequential();\n`;

/** Where jobs run; told beforehand that one is coming. */
export interface PreparedRunner extends ProbeRunner {
  prepare(): void;
}

/** A run that has ended. */
export interface EndedRun {
  readonly uri: vscode.Uri;
  readonly only: readonly Location[] | undefined;
  /** Undefined where the run was cancelled. */
  readonly result: FileProbe | undefined;
}

/** What is different for a file that nobody asked for in particular. */
export interface WorkspaceWalk {
  /** Such as `file 3 of 12`. */
  readonly position: string;
  /** Ends them all. */
  readonly signal: AbortSignal;
}

export class ProbeService implements vscode.Disposable {
  readonly #cancelled = new vscode.EventEmitter<void>();
  readonly #ended = new vscode.EventEmitter<EndedRun>();
  #current: AbortController | undefined;
  #bundler: Promise<Bundler> | undefined;

  /** The person wants nothing more to run. */
  readonly onDidCancel = this.#cancelled.event;
  readonly onDidEnd = this.#ended.event;

  constructor(
    private readonly store: ResultStore,
    private readonly runner: PreparedRunner,
    private readonly log: Log,
    private readonly extensionUri: vscode.Uri,
    private readonly pins: Pins,
  ) {}

  /**
   * Resolves when the run has ended, however it did; a run that is going on is cancelled for it.
   *
   * @param only places that the models to probe are made at; the whole file where it is left out
   * @param many where the file is one of many: its errors are told by the log alone
   * @returns undefined where the run was cancelled
   */
  async probe(uri: vscode.Uri, only?: readonly Location[], many?: WorkspaceWalk): Promise<FileProbe | undefined> {
    if (!mayRunCode()) {
      void explainTrust();
      return undefined;
    }
    this.#current?.abort();
    const controller = new AbortController();
    this.#current = controller;
    const signal = many ? AbortSignal.any([controller.signal, many.signal]) : controller.signal;
    const tracked = this.store.track(uri);
    const started = Date.now();
    this.log.info(`Probing ${uri.toString(true)}`);
    const about = { uri, only, walkPosition: many?.position };
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
      this.log.info(
        `Done in ${Date.now() - started} ms: ${result.models.map(({ name, layers, findings }) => `${name} (${layers.length} layers, ${findings.length} findings)`).join(', ') || 'no model'}`,
      );
      this.#report(uri, result.errors, many === undefined);
      ended = result;
      return ended;
    } catch (error) {
      if (signal.aborted) return undefined;
      void this.log.reportFailure(`${fileName(uri.path)} could not be probed`, error);
      ended = {
        models: [],
        errors: [{ file: uri.path, code: 'internal', message: error instanceof Error ? error.message : String(error) }],
      };
      return ended;
    } finally {
      tracked.release();
      // A newer run has taken the place of this one already.
      if (this.#current === controller) {
        this.#current = undefined;
        this.store.setRun(undefined);
      }
      this.#ended.fire({ uri, only, result: ended });
    }
  }

  /** Does ahead what only a first probe does: loads and starts the bundler, and lets it bundle once. Runs nothing of the workspace. */
  async warmUp(): Promise<void> {
    try {
      const [, bundler] = await Promise.all([import('../../pipeline/probe-file'), this.#makeBundler()]);
      const only: FileAccess = {
        readText: (path) => Promise.resolve(path === warmUpFile ? warmUpText : undefined),
        kind: (path) => Promise.resolve(path === warmUpFile ? 'file' : undefined),
      };
      const result = await bundler.bundle(warmUpFile, [], only, new AbortController().signal);
      // Source maps are decoded when they are first asked.
      if (result.ok) result.bundle.locate({ line: 0, column: 0 });
    } catch (error) {
      // The first probe meets it again, and tells.
      this.log.debug(`Warming up failed: ${String(error)}`);
    }
  }

  get isRunning(): boolean {
    return this.#current !== undefined;
  }

  /** Ends the running probe, if there is one, and what was to follow it; what it has found so far stays. */
  cancel(): void {
    this.#current?.abort();
    this.#current = undefined;
    this.store.setRun(undefined);
    this.#cancelled.fire();
  }

  dispose(): void {
    this.cancel();
    this.#cancelled.dispose();
    this.#ended.dispose();
  }

  async #run(
    about: Omit<RunState, 'progress' | 'firstSteps'>,
    anchors: Anchors,
    signal: AbortSignal,
  ): Promise<FileProbe> {
    const { uri, only } = about;
    let firstSteps: RunState['firstSteps'];
    const listener: ProbeListener = {
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
    const files = workspaceFiles(uri, (file, text) => {
      anchors.note(file, text);
    });
    const [{ probeFile }, bundler] = await Promise.all([import('../../pipeline/probe-file'), this.#makeBundler()]);
    signal.throwIfAborted();
    return probeFile(
      uri.path,
      { bundler, runner: this.runner, files },
      { ...probeOptions(uri), pinned: this.pins.valuesFor(uri), ...(only && { only }) },
      listener,
      signal,
    );
  }

  /** Made when first needed; a failure is not kept. */
  #makeBundler(): Promise<Bundler> {
    this.#bundler ??= this.#loadBundler().catch((error: unknown) => {
      this.#bundler = undefined;
      throw error;
    });
    return this.#bundler;
  }

  async #loadBundler(): Promise<Bundler> {
    const [{ createBundler }, wasm] = await Promise.all([
      import('../../bundle/index'),
      vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extensionUri, 'dist', 'esbuild.wasm')),
    ]);
    return createBundler(wasm);
  }

  /** All errors go to the log, the first into one toast where somebody waits for it. */
  #report(uri: vscode.Uri, errors: readonly ProbeError[], isWaitedFor: boolean): void {
    const told = errors.filter(({ code }) => !silent.has(code));
    for (const { file, range, code, message } of told)
      this.log.warn(`${file}${range ? `:${range.start.line + 1}` : ''} ${code}: ${message}`);
    const first = told.at(0);
    if (!first || !isWaitedFor) return;
    if (first.asks) void this.#offer(uri, first, first.asks);
    else void this.log.notify(first.code === 'internal' ? 'error' : 'warning', first.message);
  }

  /** An error that other arguments may mend. */
  async #offer(uri: vscode.Uri, { message }: ProbeError, asks: NonNullable<ProbeError['asks']>): Promise<void> {
    const change = 'Change Assumptions';
    if ((await this.log.notify('warning', message, change)) === change)
      await vscode.commands.executeCommand('gradline.changeAssumptions', uri, asks.function);
  }
}
