/** Lenses over models and over the lines that make layers: as many before a probe as after it, so that the text never jumps. */

import * as vscode from 'vscode';
import { sitesAskedFor } from '../../pipeline/attempts/asked-for';
import type { ProbeError } from '../../report/report';
import type { ModelSite, SourceSites } from '../../source/sites/sites';
import { argumentsLensText, entriesFor, hasArguments, notReachedText } from '../assumptions/arguments-of-model';
import { isProbeable, toRange } from '../host/documents';
import { type LayerLine, layerLines } from '../results/layer-lines';
import { LensRefresh } from './lens-refresh';
import { firstStepsText, layerLensText, modelSummary, modelTooltip, notReached } from './lens-text';
import type { Pins } from '../host/pins';
import { modelsAt } from '../results/probed-models';
import type { SiteReader } from '../host/site-reader';
import type { ResultStore } from '../results/result-store';
import type { FileResult } from '../results/file-result';
import { splitLines } from '../host/text-tracking';
import { manageTrustCommand, mayRunCode, untrustedReason } from '../host/trust';

/** A lens whose words are chosen when it is shown. */
class LateLens extends vscode.CodeLens {
  constructor(
    range: vscode.Range,
    readonly say: () => vscode.Command,
  ) {
    super(range);
  }
}

export class LensProvider implements vscode.CodeLensProvider<LateLens>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #refresh = new LensRefresh(() => {
    this.#changed.fire();
  });
  readonly #subscriptions: vscode.Disposable;
  #running: string | undefined;
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
        this.#noteRun();
      }),
      pins.onDidChange(refresh),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<LateLens[]> {
    if (!isProbeable(document)) return [];
    const sites = await this.reader.read(document);
    if (!sites) return [];
    const lenses = [...this.#modelLenses(document, sites), ...this.#layerLenses(document, sites)];
    // New lenses are drawn at once if they have words; those of a probed file are there, and keep theirs until they are resolved.
    if (this.store.run?.uri.toString() !== document.uri.toString()) {
      for (const lens of lenses) lens.command = lens.say();
      this.#refresh.given();
    }
    return lenses;
  }

  resolveCodeLens(lens: LateLens): LateLens {
    lens.command ??= lens.say();
    this.#refresh.givenAhead();
    return lens;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Lenses say whether a probe runs, not how far it is: each step of a run is no reason to draw them again. */
  #noteRun(): void {
    const { run } = this.store;
    const running = run && JSON.stringify([run.uri.toString(), run.only]);
    if (running !== this.#running) {
      this.#running = running;
      if (run) this.#refresh.startAhead();
      else this.#refresh.stopAhead();
      this.#refresh.now();
    }
    if (run?.firstSteps && run.firstSteps !== this.#firstSteps) this.#refresh.soon();
    this.#firstSteps = run?.firstSteps;
  }

  #modelLenses(document: vscode.TextDocument, sites: SourceSites): LateLens[] {
    const byLine = new Map(sites.models.map((site) => [site.range.start.line, site]));
    return [...byLine.values()].flatMap((site) => [
      new LateLens(toRange(site.calleeRange), () =>
        this.#modelCommand(document, site, sites, this.#runningSites(document, sites).includes(site)),
      ),
      // On the same line, so that it takes no room of its own; and there from the parse on.
      ...(hasArguments(site, sites)
        ? [new LateLens(toRange(site.calleeRange), () => this.#argumentsCommand(document, site, sites))]
        : []),
    ]);
  }

  /** The models that are being probed. */
  #runningSites(document: vscode.TextDocument, sites: SourceSites): readonly ModelSite[] {
    const { run } = this.store;
    if (run?.uri.toString() !== document.uri.toString()) return [];
    return sitesAskedFor(document.uri.path, sites, run.only) ?? sites.models;
  }

  #argumentsCommand(document: vscode.TextDocument, site: ModelSite, sites: SourceSites): vscode.Command {
    const models = modelsAt(this.store.resultsWithLayersIn(document.uri), document.uri, site).map(({ model }) => model);
    const reason = models.length === 0 ? this.#unreached(document, site) : undefined;
    const parameters = entriesFor(site, sites, models).flatMap((entry) => entry.parameters);
    const title = reason?.asks
      ? notReachedText(reason)
      : (argumentsLensText(parameters, models) ?? 'arguments from the code');
    return {
      title,
      tooltip: [...(reason ? [reason.message] : []), 'Choose other values for what the code leaves open'].join('\n'),
      command: 'gradline.changeAssumptions',
      arguments: [document.uri, site.range.start.line],
    };
  }

  /** Why the last probe did not get at the model. */
  #unreached(document: vscode.TextDocument, site: ModelSite): ProbeError | undefined {
    return this.store
      .resultsFor(document.uri)
      .filter(({ errorAnchors: failed }) => !failed.isStale)
      .flatMap(({ errors, errorAnchors: failed }) =>
        errors.filter(({ file, models }) =>
          models?.some((range) => failed.locate({ file, range })?.start.line === site.range.start.line),
        ),
      )
      .at(0);
  }

  #modelCommand(
    document: vscode.TextDocument,
    site: ModelSite,
    sites: SourceSites,
    isRunning: boolean,
  ): vscode.Command {
    if (!mayRunCode())
      return {
        title: 'Probe gradients: needs a trusted workspace',
        tooltip: untrustedReason,
        command: manageTrustCommand,
      };
    if (isRunning) {
      return {
        title: '$(sync~spin)\u00a0Probing gradients · cancel',
        tooltip: 'Stop this probe',
        command: 'gradline.cancel',
      };
    }
    const measured = modelsAt(this.store.resultsWithLayersIn(document.uri), document.uri, site);
    const first = measured.at(0);
    const models = measured.map(({ model }) => model);
    const more = first
      ? modelSummary(models, first.result.modelAnchors.isStale, !hasArguments(site, sites))
      : this.#unreached(document, site)
        ? notReached
        : undefined;
    const title = ['Probe gradients', ...(more === undefined ? [] : [more])].join(' · ');
    return {
      title,
      tooltip: modelTooltip(models),
      command: 'gradline.probe',
      arguments: [document.uri, site.range.start.line],
    };
  }

  /** Whether the last probe of the file, or of the model that the line's layers join, should have come by here. */
  #wasProbed(uri: vscode.Uri, sites: SourceSites, line: LayerLine): boolean {
    const own = this.store.resultsFor(uri).filter(({ models }) => models.length > 0);
    if (own.some(({ only }) => !only)) return true;
    const joined = line.sites.flatMap(({ model }) => (model === undefined ? [] : sites.models[model]));
    return (
      own.length > 0 && (joined.length > 0 ? joined : sites.models).every((site) => modelsAt(own, uri, site).length > 0)
    );
  }

  #layerLenses(document: vscode.TextDocument, sites: SourceSites): LateLens[] {
    const text = splitLines(document.getText());
    const read = (results: readonly FileResult[]): LayerLine[] => layerLines(document.uri.path, sites, text, results);
    let of: readonly FileResult[] = [];
    let lines: readonly LayerLine[] = [];
    /** As it is when the lens is shown; read once for all lenses that are shown together. */
    const lineAt = (index: number): LayerLine => {
      const results = this.#resultsFor(document);
      if (results.length !== of.length || results.some((result, at) => result !== of[at])) lines = read((of = results));
      return lines[index];
    };
    lines = read([]);
    return lines.map(
      ({ range }, index) => new LateLens(toRange(range), () => this.#layerCommand(document, sites, lineAt(index))),
    );
  }

  /** Where the file under way has no numbers, or only some from before an edit, those of its first steps stand for it. */
  #resultsFor({ uri }: vscode.TextDocument): readonly FileResult[] {
    const known = this.store.resultsWithLayersIn(uri);
    const first = this.store.run?.firstSteps;
    if (
      !first ||
      this.store
        .resultsFor(first.uri)
        .some(({ models, modelAnchors: measured }) => models.length > 0 && !measured.isStale)
    )
      return known;
    return [...known.filter((result) => result.uri.toString() !== first.uri.toString()), first];
  }

  #layerCommand(document: vscode.TextDocument, sites: SourceSites, line: LayerLine): vscode.Command {
    const isFirst = line.layers.some(({ result }) => result === this.store.run?.firstSteps);
    const { text: title, tooltip } = isFirst
      ? firstStepsText(line)
      : layerLensText(line, line.layers.length === 0 && this.#wasProbed(document.uri, sites, line));
    if (line.layers.length > 0)
      return { title, tooltip, command: 'gradline.showPanel', arguments: [document.uri, line.line] };
    return {
      title,
      tooltip: mayRunCode() ? tooltip : untrustedReason,
      command: 'gradline.probe',
      arguments: [document.uri, line.line],
    };
  }
}
