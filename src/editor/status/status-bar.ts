/** The item in the status bar: the progress of a probe or a search for fixes, otherwise the active file's verdict. */

import * as vscode from 'vscode';
import { listedFaults } from '../../report/finding';
import { editorInFront } from '../host/documents';
import type { ResultStore } from '../results/result-store';
import { shortVerdict } from '../results/short-verdict';

/** The least time between two updates while something runs, whose progress can change hundreds of times a second. */
const leastPauseMs = 100;

const relativePath = (uri: vscode.Uri): string => vscode.workspace.asRelativePath(uri);

export class StatusBar implements vscode.Disposable {
  /** Empty while it is hidden. */
  readonly item = vscode.window.createStatusBarItem('gradline.status', vscode.StatusBarAlignment.Right, 90);
  readonly #subscriptions: vscode.Disposable;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: ResultStore) {
    this.item.name = 'Gradline';
    this.#subscriptions = vscode.Disposable.from(
      this.item,
      store.onDidChangeRun(() => {
        this.#updateSoon();
      }),
      store.onDidChangeResults(() => {
        this.#update();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.#update();
      }),
    );
    this.#update();
  }

  dispose(): void {
    clearTimeout(this.#pause);
    this.#subscriptions.dispose();
  }

  #updateSoon(): void {
    if (!this.store.run && !this.store.fixSearch) {
      this.#update();
      return;
    }
    if (this.#pause) return;
    this.#update();
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#update();
    }, leastPauseMs);
  }

  #update(): void {
    const { run, fixSearch } = this.store;
    if (run) {
      this.#showRunning(run.walkPosition ?? run.progress.text, `Gradline is probing ${relativePath(run.uri)}.`);
      return;
    }
    if (fixSearch) {
      this.#showRunning(fixSearch.step, `Gradline is trying fixes for ${relativePath(fixSearch.uri)}.`);
      return;
    }
    const uri = editorInFront()?.document.uri;
    const results = uri ? this.store.resultsWithLayersIn(uri) : [];
    if (!uri || (results.length === 0 && this.store.ownErrors(uri).length === 0)) {
      this.item.text = '';
      this.item.hide();
      return;
    }
    const models = results.flatMap((result) => result.models);
    const own = this.store.ownErrors(uri);
    const isFaulty = own.length > 0 || models.some(({ findings }) => listedFaults(findings).length > 0);
    const stale = results.some(({ modelAnchors: measured }) => measured.isStale) ? ' (before edit)' : '';
    const text = `${isFaulty ? '$(warning)' : '$(pulse)'} ${shortVerdict(models, own)}`;
    this.#show(text + stale, 'Show the Gradient Flow panel', 'gradline.showPanel');
  }

  #showRunning(text: string, tooltip: string): void {
    this.#show(`$(loading~spin) ${text}`, `${tooltip} Click to cancel.`, 'gradline.cancel');
  }

  #show(text: string, tooltip: string, command: string): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.command = command;
    this.item.show();
  }
}
