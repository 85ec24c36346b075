/** The lenses over each line that makes layers: their gradient and verdict, or that the line was not probed. */

import type * as vscode from 'vscode';
import type { SourceSites } from '../../source/sites/sites';
import { toRange } from '../host/documents';
import { splitLines } from '../host/text-tracking';
import { mayRunCode, untrustedReason } from '../host/trust';
import type { FileResult } from '../results/file-result';
import { type LayerLine, layerLines } from '../results/layer-lines';
import { modelsAt } from '../results/probed-models';
import type { ResultStore } from '../results/result-store';
import { LazyLens } from './lazy-lens';
import { firstStepsText, layerLensText, ownErrorLens } from './lens-text';

/** The number of lenses follows from the text alone, so that no line jumps when results arrive. */
export function layerLenses(document: vscode.TextDocument, sites: SourceSites, store: ResultStore): LazyLens[] {
  const lenses = new LayerLenses(document, sites, store);
  return lenses.ranges.map((range, index) => new LazyLens(range, () => lenses.command(index)));
}

class LayerLenses {
  readonly ranges: readonly vscode.Range[];
  readonly #text: readonly string[];
  #results: readonly FileResult[] = [];
  #lines: readonly LayerLine[];

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly sites: SourceSites,
    private readonly store: ResultStore,
  ) {
    this.#text = splitLines(document.getText());
    this.#lines = layerLines(document.uri.path, sites, this.#text, []);
    this.ranges = this.#lines.map(({ range }) => toRange(range));
  }

  command(index: number): vscode.Command {
    const line = this.#lineNow(index);
    const { uri } = this.document;
    const hasFirstSteps = line.layers.some(({ result }) => result === this.store.run?.firstSteps);
    const ownError = this.store.ownErrorsAt(uri, line.line).at(0);
    const { text: title, tooltip } = ownError
      ? ownErrorLens(ownError)
      : hasFirstSteps
        ? firstStepsText(line)
        : layerLensText(line, line.layers.length === 0 && this.#wasProbed(line));
    if (line.layers.length > 0 || ownError)
      return { title, tooltip, command: 'gradline.showPanel', arguments: [uri, line.line] };
    return {
      title,
      tooltip: mayRunCode() ? tooltip : untrustedReason,
      command: 'gradline.probe',
      arguments: [uri, line.line],
    };
  }

  /** The line with the results of this moment. VS Code resolves lenses one by one, so all of them share one reading. */
  #lineNow(index: number): LayerLine {
    const results = this.#resultsNow();
    if (results.length !== this.#results.length || results.some((result, at) => result !== this.#results[at])) {
      this.#results = results;
      this.#lines = layerLines(this.document.uri.path, this.sites, this.#text, results);
    }
    return this.#lines[index];
  }

  /**
   * While a probe runs, its first steps stand in for numbers that the probed file lacks or has only from before an
   * edit.
   */
  #resultsNow(): readonly FileResult[] {
    const results = this.store.resultsWithLayersIn(this.document.uri);
    const firstSteps = this.store.run?.firstSteps;
    if (!firstSteps) return results;
    const hasFreshNumbers = this.store
      .resultsFor(firstSteps.uri)
      .some(({ models, modelAnchors }) => models.length > 0 && !modelAnchors.isStale);
    if (hasFreshNumbers) return results;
    return [...results.filter(({ uri }) => uri.toString() !== firstSteps.uri.toString()), firstSteps];
  }

  /**
   * Whether the last probe of the file, or of the models that the line's layers join, should have reached this line.
   */
  #wasProbed(line: LayerLine): boolean {
    const { uri } = this.document;
    const own = this.store.resultsFor(uri).filter(({ models }) => models.length > 0);
    if (own.some(({ only }) => !only)) return true;
    const joined = line.sites.flatMap(({ model }) => (model === undefined ? [] : this.sites.models[model]));
    const models = joined.length > 0 ? joined : this.sites.models;
    return own.length > 0 && models.every((site) => modelsAt(own, uri, site).length > 0);
  }
}
