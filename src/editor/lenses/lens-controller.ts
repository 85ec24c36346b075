/** Registers the lenses while their setting is on. */

import * as vscode from 'vscode';
import { selector } from '../host/documents';
import { LensProvider } from './lens-provider';
import type { Pins } from '../host/pins';
import { affectsLenses, lensesEnabled, setLensesEnabled } from '../settings/settings';
import type { SiteReader } from '../host/site-reader';
import type { ResultStore } from '../results/result-store';

export class LensController implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #registered: vscode.Disposable | undefined;

  constructor(
    private readonly reader: SiteReader,
    private readonly store: ResultStore,
    private readonly pins: Pins,
  ) {
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (affectsLenses(event)) this.#apply();
    });
    this.#apply();
  }

  async toggle(): Promise<void> {
    await setLensesEnabled(!lensesEnabled());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#registered?.dispose();
  }

  #apply(): void {
    if (lensesEnabled() === (this.#registered !== undefined)) return;
    if (this.#registered) {
      this.#registered.dispose();
      this.#registered = undefined;
      return;
    }
    const provider = new LensProvider(this.reader, this.store, this.pins);
    this.#registered = vscode.Disposable.from(vscode.languages.registerCodeLensProvider(selector, provider), provider);
  }
}
