/**
 * Provides the lenses over models and over the lines that make layers, and asks VS Code to draw them again when they
 * change.
 */

import * as vscode from 'vscode';
import { fixLenses } from './fix-lenses';
import { isProbeable } from '../host/documents';
import type { Pins } from '../host/pins';
import type { SiteReader } from '../host/site-reader';
import type { FileResult } from '../results/file-result';
import type { ResultStore } from '../results/result-store';
import { layerLenses } from './layer-lenses';
import type { LazyLens } from './lazy-lens';
import { LensRefresh } from './lens-refresh';
import { modelLenses } from './model-lenses';

export class LensProvider implements vscode.CodeLensProvider<LazyLens>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #refresh = new LensRefresh(() => {
    this.#changed.fire();
  });
  readonly #subscriptions: vscode.Disposable;
  /** Which probe ran when the lenses were last drawn. */
  #runKey: string | undefined;
  #firstSteps: FileResult | undefined;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(
    private readonly reader: SiteReader,
    private readonly store: ResultStore,
    pins: Pins,
  ) {
    const refresh = (): void => {
      this.#refresh.now();
    };
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#refresh,
      store.onDidChangeResults(() => {
        if (store.run) this.#refresh.soon();
        else this.#refresh.now();
      }),
      store.onDidChangeRun(() => {
        this.#followRun();
      }),
      pins.onDidChange(refresh),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<LazyLens[]> {
    if (!isProbeable(document)) return [];
    const sites = await this.reader.read(document);
    if (!sites) return [];
    const measured = [...modelLenses(document, sites, this.store), ...layerLenses(document, sites, this.store)];
    const lenses = [...measured, ...fixLenses(document, measured, this.store)];
    // VS Code draws a lens with words at once. During a probe of this file the old lenses stay until the new ones are
    // resolved, so that they show the latest numbers.
    if (this.store.run?.uri.toString() !== document.uri.toString()) {
      for (const lens of lenses) lens.resolve();
      this.#refresh.noteDrawn();
    }
    return lenses;
  }

  resolveCodeLens(lens: LazyLens): LazyLens {
    lens.resolve();
    this.#refresh.noteResolved();
    return lens;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Lenses say whether a probe runs, not how far it is: its progress is no reason to draw them again. */
  #followRun(): void {
    const { run } = this.store;
    const runKey = run && JSON.stringify([run.uri.toString(), run.only]);
    if (runKey !== this.#runKey) {
      this.#runKey = runKey;
      if (run) this.#refresh.startKeepingPending();
      else this.#refresh.stopKeepingPending();
      this.#refresh.now();
    }
    if (run?.firstSteps && run.firstSteps !== this.#firstSteps) this.#refresh.soon();
    this.#firstSteps = run?.firstSteps;
  }
}
