/** Reads where a document makes layers and models. Loads the parser only for documents that mention TensorFlow.js. */

import * as vscode from 'vscode';
import type { LayerSite, ModelSite, SourceSites } from '../../source/sites/sites';
import type { Pins } from './pins';
import { mentionsTensorFlow } from '../../source/text/mentions-tensorflow';
import { trackRangeThrough, type TextChange } from './text-tracking';

interface Reading {
  /** The version of the document that `sites` fit. */
  version: number;
  sites: SourceSites;
  /** Whether `sites` were moved along with edits and not yet read from the present text. */
  isMoved: boolean;
}

export class SiteReader implements vscode.Disposable {
  readonly #readings = new Map<string, Reading>();
  readonly #subscriptions: vscode.Disposable;

  constructor(private readonly pins: Pins) {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        this.#move(document, contentChanges);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#readings.delete(document.uri.toString())),
      pins.onDidChange(() => {
        // The arguments of the sites have changed, so they must be read again.
        for (const reading of this.#readings.values()) reading.isMoved = true;
      }),
    );
  }

  /**
   * The sites of the document as it is now. While half-typed code hides some of them, the last complete answer stays,
   * moved along with the edits.
   *
   * @returns undefined if the text does not mention TensorFlow.js
   */
  async read(document: vscode.TextDocument): Promise<SourceSites | undefined> {
    const key = document.uri.toString();
    if (!mentionsTensorFlow(document.getText())) {
      this.#readings.delete(key);
      return undefined;
    }
    const known = this.#readings.get(key);
    if (known?.version === document.version && !known.isMoved) return known.sites;
    const { parse, readSites } = await import('../../source/index');
    // The document may have changed while the parser loaded. From here on nothing waits, so all is about one version.
    const last = this.#readings.get(key);
    const fresh = readSites(parse(document.uri.path, document.getText()), this.pins.valuesFor(document.uri));
    const sites = last && fresh.broken && count(fresh) < count(last.sites) ? last.sites : fresh;
    if (!document.isClosed) this.#readings.set(key, { version: document.version, sites, isMoved: false });
    return sites;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#readings.clear();
  }

  #move(document: vscode.TextDocument, changes: readonly TextChange[]): void {
    const reading = this.#readings.get(document.uri.toString());
    if (!reading || changes.length === 0) return;
    reading.sites = moveSites(reading.sites, changes);
    reading.version = document.version;
    reading.isMoved = true;
  }
}

function count({ layers, models }: SourceSites): number {
  return layers.length + models.length;
}

function moveSites(sites: SourceSites, changes: readonly TextChange[]): SourceSites {
  const models = sites.models.map((site) => moveSite(site, changes));
  const layers = sites.layers.map((site) => moveSite(site, changes));
  const allModels = models.every((site) => site !== undefined);
  return {
    models: models.filter((site) => site !== undefined),
    // A layer names its model by index, which is wrong once a model is gone.
    layers: layers
      .filter((site) => site !== undefined)
      .map((site) => (allModels ? site : { ...site, model: undefined })),
    entries: [],
    directives: { data: [], errors: [], written: [] },
    broken: true,
    isPageScript: false,
  };
}

function moveSite<T extends LayerSite | ModelSite>(site: T, changes: readonly TextChange[]): T | undefined {
  const range = trackRangeThrough(site.range, changes);
  return range && { ...site, range, calleeRange: trackRangeThrough(site.calleeRange, changes) ?? range };
}
