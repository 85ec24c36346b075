/**
 * Sends the panel what it shows, from the store and the editor's cursor, and carries out what the user clicks there.
 */

import * as vscode from 'vscode';
import type { FromWebview, PanelState } from '../../../webview/protocol/messages';
import type { Location } from '../../report/position';
import { fileName } from '../../files/paths';
import { editorInFront, isSameFileSystem, toRange, uriOf } from '../host/documents';
import type { Log } from '../host/log';
import type { Panel } from './panel';
import type { ProbeService } from '../probing/probe-service';
import { resultForPlace, modelsInTextOrder } from '../results/probed-models';
import type { ProbedModel } from '../results/file-result';
import type { ResultStore } from '../results/result-store';

/** The least time between two snapshots while a probe runs: for each, the page lays out everything anew. */
const leastPauseMs = 150;

/**
 * New models make a large message, and VS Code takes messages in order: the small ones of other surfaces go first, such
 * as the status bar's that nothing runs any more.
 */
const afterOthersMs = 20;

export class PanelPresenter implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #afterOthers: ReturnType<typeof setTimeout> | undefined;
  #marked: PanelState['marked'] = [];
  #shown: string | undefined;
  /** The file whose probe the user cancelled, until another runs. */
  #cancelled: vscode.Uri | undefined;

  constructor(
    private readonly panel: Panel,
    private readonly store: ResultStore,
    private readonly log: Log,
    private readonly service: Pick<ProbeService, 'probe' | 'cancel' | 'onDidCancel'>,
  ) {
    this.#subscriptions = vscode.Disposable.from(
      panel.onMessage((message) => {
        void this.#receive(message);
      }),
      panel.onDidClose(() => {
        // A new panel needs a snapshot, whatever the closed one showed.
        this.#shown = undefined;
      }),
      store.onDidChangeResults(() => {
        this.#afterOthers ??= setTimeout(() => {
          this.present();
        }, afterOthersMs);
      }),
      service.onDidCancel((uri) => {
        this.#cancelled = uri;
        this.present();
      }),
      store.onDidChangeRun(() => {
        if (store.run) this.#cancelled = undefined;
        this.#presentSoon();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.#follow();
      }),
      vscode.window.onDidChangeTextEditorSelection(() => {
        this.#follow();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#afterOthers);
    this.#subscriptions.dispose();
  }

  /** Sends the panel its present state. */
  present(): void {
    clearTimeout(this.#afterOthers);
    this.#afterOthers = undefined;
    const uri = this.#shownFile();
    const results = uri ? this.store.resultsFor(uri) : [];
    const shown = modelsInTextOrder(results);
    const { run, fixSearch } = this.store;
    const probed = results.at(0)?.only ? shown.findIndex(({ result }) => result === results[0]) : -1;
    this.#marked = marked(shown);
    this.#shown = uri?.toString() ?? '';
    this.panel.show({
      ...(uri && { file: uri.path, title: fileName(uri.path) }),
      models: shown.map(({ model }) => model),
      errors: results.flatMap(({ errors }) => errors),
      stale: shown.flatMap(({ result }, index) => (result.modelAnchors.isStale ? [index] : [])),
      ...(run && {
        running: {
          file: run.uri.path,
          text: run.walkPosition ? `${run.walkPosition}: ${run.progress.text}` : run.progress.text,
          fraction: run.progress.fraction,
        },
      }),
      ...(!run &&
        fixSearch && {
          running: { file: fixSearch.uri.path, text: fixSearch.text, fraction: fixSearch.fraction, isSearch: true },
        }),
      ...(probed >= 0 && { probed }),
      ...(uri && uri.toString() === this.#cancelled?.toString() && { isCancelled: true }),
      marked: this.#marked,
    });
  }

  #presentSoon(): void {
    if (!this.store.run && !this.store.fixSearch) {
      this.present();
      return;
    }
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      this.present();
    }, leastPauseMs);
  }

  /** Sends a new state if the cursor went to another layer or another probed file. */
  #follow(): void {
    if (!this.panel.isOpen) return;
    const uri = this.#shownFile();
    const isSame =
      uri?.toString() === this.#shown &&
      JSON.stringify(uri ? marked(modelsInTextOrder(this.store.resultsFor(uri))) : []) === JSON.stringify(this.#marked);
    if (uri && !isSame) this.present();
  }

  /**
   * The file whose results the panel shows: the one that the user probes, else the active editor's, else the last one
   * probed, or cancelled.
   */
  #shownFile(): vscode.Uri | undefined {
    const { run, latest } = this.store;
    if (run && !run.walkPosition) return run.uri;
    const front = editorInFront()?.document.uri;
    const last = latest?.uri ?? run?.uri ?? this.#cancelled;
    if (!front) return last;
    return (
      this.store.resultsFor(front).at(0)?.uri ??
      this.store.resultsWithLayersIn(front).at(0)?.uri ??
      (front.toString() === this.#cancelled?.toString() ? front : last)
    );
  }

  async #receive(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'reveal':
        await this.#reveal(message.location);
        return;
      case 'probe-again': {
        const uri = this.#shownFile() ?? editorInFront()?.document.uri;
        if (uri) await this.service.probe(uri);
        return;
      }
      case 'change-assumptions': {
        const root = this.#shownFile() ?? vscode.workspace.workspaceFolders?.at(0)?.uri;
        if (root)
          await vscode.commands.executeCommand(
            'gradline.changeAssumptions',
            uriOf(message.file, root),
            message.function,
          );
        return;
      }
      case 'preview-fix':
        await this.#previewFix(message);
        return;
      case 'cancel':
        this.service.cancel();
        return;
      case 'log':
        this.log[message.level](`Panel: ${message.text}`);
        return;
      case 'ready':
      case 'probe-event':
      case 'model-request':
      case 'outcome':
        return;
    }
  }

  async #previewFix({ model, title }: Extract<FromWebview, { type: 'preview-fix' }>): Promise<void> {
    const root = this.#shownFile();
    const shown = root && modelsInTextOrder(this.store.resultsFor(root)).at(model);
    const fix = shown?.model.findings.flatMap(({ fixes }) => fixes).find((one) => one.title === title);
    if (fix) await vscode.commands.executeCommand('gradline.previewFix', root, fix);
  }

  /** Goes to a measured place, where it lies now. */
  async #reveal(location: Location): Promise<void> {
    const subject = this.#shownFile();
    const root = subject ?? vscode.workspace.workspaceFolders?.at(0)?.uri ?? vscode.Uri.file('/');
    const range =
      (subject && resultForPlace(this.store.resultsFor(subject), location)?.modelAnchors.locate(location)) ??
      location.range;
    const uri = uriOf(location.file, root);
    const visible = vscode.window.visibleTextEditors.find(
      (editor) => editor.document.uri.toString() === uri.toString(),
    );
    try {
      await vscode.window.showTextDocument(uri, {
        viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
        selection: toRange({ start: range.start, end: range.start }),
        preserveFocus: false,
      });
    } catch (error) {
      await this.log.reportFailure(`${fileName(location.file)} could not be opened`, error);
    }
  }
}

/** The layers on the cursor's line. */
function marked(shown: readonly ProbedModel[]): PanelState['marked'] {
  const editor = editorInFront();
  if (!editor) return [];
  const { uri } = editor.document;
  const { line } = editor.selection.active;
  return shown.flatMap(({ result, model }, modelIndex) =>
    model.layers.flatMap((layer, layerIndex): (readonly [number, number])[] => {
      if (layer.file !== uri.path || !isSameFileSystem(uri, result.uri)) return [];
      const range = result.modelAnchors.locate(layer);
      return range && range.start.line <= line && line <= range.end.line ? [[modelIndex, layerIndex]] : [];
    }),
  );
}
