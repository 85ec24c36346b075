/** Searches fixes for what the last probe found, one search at a time, and puts what is proven into the store. */

import * as vscode from 'vscode';
import { placeFixes } from '../../fixes/place-fixes';
import { proveFixes } from '../../fixes/prove-fixes';
import { mendableFindings } from '../../fixes/search/mendable-findings';
import { fileName } from '../../files/paths';
import { formatCount } from '../../report/format';
import type { ModelReport } from '../../report/report';
import type { Log } from '../host/log';
import { fileSettings } from '../settings/file-settings';
import { explainTrust, mayRunCode } from '../host/trust';
import type { Panel } from '../panel/panel';
import type { ProbeService } from '../probing/probe-service';
import type { FileResult } from '../results/file-result';
import type { ResultStore } from '../results/result-store';

export class FixSearches implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable;
  #current: { readonly controller: AbortController; readonly anchors: FileResult['modelAnchors'] } | undefined;

  constructor(
    private readonly store: ResultStore,
    private readonly service: ProbeService,
    private readonly log: Log,
    panel: Pick<Panel, 'onDidClose'>,
  ) {
    this.#subscriptions = vscode.Disposable.from(
      service.onDidEnd(({ uri, result, isInWalk }) => {
        if (result && !isInWalk) void this.#searchAfterProbe(uri);
      }),
      service.onDidCancel(() => {
        this.cancel();
      }),
      panel.onDidClose(() => {
        this.cancel();
      }),
      // The search and a newer probe would share the worker, and an edit makes each proof one of another text.
      store.onDidChangeRun(() => {
        if (store.run) this.cancel();
      }),
      store.onDidChangeResults(() => {
        if (this.#current?.anchors.isStale) this.cancel();
      }),
    );
  }

  async #searchAfterProbe(uri: vscode.Uri): Promise<void> {
    if ((await fileSettings(uri)).fixes.when === 'auto' && !this.store.run) await this.search(uri);
  }

  /**
   * Searches fixes for the models that the last probe of the file measured, unless their text has changed since.
   * Resolves when the search has ended or was cancelled. Never rejects.
   */
  async search(uri: vscode.Uri): Promise<void> {
    if (!mayRunCode()) {
      void explainTrust();
      return;
    }
    const result = this.store.resultsFor(uri).at(0);
    const faulty = (result?.models ?? []).filter((model) => mendableFindings(model).length > 0);
    if (!result || result.modelAnchors.isStale || faulty.length === 0) return;
    this.cancel();
    const controller = new AbortController();
    const current = { controller, anchors: result.modelAnchors };
    this.#current = current;
    try {
      for (const model of faulty) await this.#searchFor(model, result, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted)
        void this.log.reportFailure(`The search for fixes in ${fileName(uri.path)} stopped`, error);
    } finally {
      if (this.#isCurrent(current)) this.#end();
    }
  }

  cancel(): void {
    this.#current?.controller.abort();
    this.#end();
  }

  dispose(): void {
    this.cancel();
    this.#subscriptions.dispose();
  }

  #isCurrent(search: object): boolean {
    return this.#current === search;
  }

  #end(): void {
    this.#current = undefined;
    this.store.setFixSearch(undefined);
  }

  async #searchFor(model: ModelReport, { uri, models }: FileResult, signal: AbortSignal): Promise<void> {
    let shown = model;
    const show = (next: ModelReport): void => {
      this.store.replaceModel(shown, next);
      shown = next;
    };
    const step = `fixes for ${model.name}`;
    this.store.setFixSearch({ uri, step, text: `${step}: looking for changes to try`, fraction: 0 });
    const { tools, options } = await this.service.meansFor(uri);
    const { timeLimitSeconds } = (await fileSettings(uri)).fixes;
    signal.throwIfAborted();
    const search = await proveFixes({
      file: uri.path,
      model,
      models: models.length,
      tools,
      options,
      // The panel has one worker.
      workers: 1,
      timeLimitSeconds,
      signal,
      onProgress: ({ candidate, state, text, ended, total, proven }) => {
        const step = `fix ${Math.min(ended + 1, total)} of ${total}, ${proven.length} proven`;
        this.store.setFixSearch({
          uri,
          step,
          text: `${step} · ${candidate.change}: ${text}`,
          fraction: total === 0 ? 0 : ended / total,
        });
        if (state === 'proven') show(placeFixes(model, { proven, tried: [], untried: total - ended, ended: 'done' }));
      },
    });
    show(placeFixes(model, search));
    signal.throwIfAborted();
    this.log.info(
      `${model.name}: ${search.proven.length} fixes proven, ${formatCount(search.tried.length, 'change')} tried ` +
        `without success, in ${Math.round(search.durationMs)} ms (${search.ended})`,
    );
  }
}
