/** Joins what the editor does about fixes: the search, the preview and the quick fixes. */

import * as vscode from 'vscode';
import { selector } from '../host/documents';
import type { Log } from '../host/log';
import type { Panel } from '../panel/panel';
import type { ProbeService } from '../probing/probe-service';
import type { ResultStore } from '../results/result-store';
import { DisableActions } from './disable-actions';
import { FixActions } from './fix-actions';
import { FixPreview } from './fix-preview';
import { FixSearches } from './fix-searches';

export class Fixes implements vscode.Disposable {
  readonly searches: FixSearches;
  readonly preview: FixPreview;
  readonly #actions: vscode.Disposable;

  constructor(store: ResultStore, service: ProbeService, log: Log, panel: Panel) {
    this.searches = new FixSearches(store, service, log, panel);
    this.preview = new FixPreview(store);
    this.#actions = vscode.Disposable.from(
      vscode.languages.registerCodeActionsProvider(selector, new FixActions(store), FixActions.metadata),
      vscode.languages.registerCodeActionsProvider(selector, new DisableActions(), DisableActions.metadata),
    );
  }

  dispose(): void {
    this.#actions.dispose();
    this.preview.dispose();
    this.searches.dispose();
  }
}
