/**
 * The lenses over each model: one that probes it and shows its verdict, one for the arguments that the code leaves
 * open.
 */

import type * as vscode from 'vscode';
import { requestedSites } from '../../pipeline/search/requested-sites';
import { ownErrorText } from '../../report/badge';
import type { ProbeError } from '../../report/report';
import type { ModelSite, SourceSites } from '../../source/sites/sites';
import { argumentsLensText, entriesFor, hasArguments, notReachedText } from '../assumptions/arguments-of-model';
import { toRange } from '../host/documents';
import { manageTrustCommand, mayRunCode, untrustedReason } from '../host/trust';
import type { ProbedModel } from '../results/file-result';
import { modelsAt } from '../results/probed-models';
import type { ResultStore } from '../results/result-store';
import { LazyLens } from './lazy-lens';
import { modelSummary, modelTooltip, notReached } from './lens-text';

/** The number of lenses follows from the text alone, so that no line jumps when results arrive. */
export function modelLenses(document: vscode.TextDocument, sites: SourceSites, store: ResultStore): LazyLens[] {
  const siteByLine = new Map(sites.models.map((site) => [site.range.start.line, site]));
  return [...siteByLine.values()].flatMap((site) => {
    const lens = new ModelLens(document, site, sites, store);
    const range = toRange(site.calleeRange);
    return [
      new LazyLens(range, () => lens.probeCommand()),
      // It stands on the same line as the first lens, so it needs no room of its own.
      ...(hasArguments(site, sites) ? [new LazyLens(range, () => lens.argumentsCommand())] : []),
    ];
  });
}

class ModelLens {
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly site: ModelSite,
    private readonly sites: SourceSites,
    private readonly store: ResultStore,
  ) {}

  probeCommand(): vscode.Command {
    if (!mayRunCode())
      return {
        title: 'Probe gradients: needs a trusted workspace',
        tooltip: untrustedReason,
        command: manageTrustCommand,
      };
    if (this.#isRunning()) {
      return {
        title: '$(sync~spin)\u00a0Probing gradients · cancel',
        tooltip: 'Stop this probe',
        command: 'gradline.cancel',
      };
    }
    const probed = this.#probedModels();
    const models = probed.map(({ model }) => model);
    const verdict = this.#verdict(probed);
    return {
      title: ['Probe gradients', ...(verdict === undefined ? [] : [verdict])].join(' · '),
      tooltip: modelTooltip(models),
      command: 'gradline.probe',
      arguments: [this.document.uri, this.site.range.start.line],
    };
  }

  argumentsCommand(): vscode.Command {
    const models = this.#probedModels().map(({ model }) => model);
    const error = models.length === 0 ? this.#notReachedError() : undefined;
    const parameters = entriesFor(this.site, this.sites, models).flatMap((entry) => entry.parameters);
    const title = error?.asks
      ? notReachedText(error)
      : (argumentsLensText(parameters, models) ?? 'arguments from the code');
    return {
      title,
      tooltip: [...(error ? [error.message] : []), 'Choose other values for what the code leaves open'].join('\n'),
      command: 'gradline.changeAssumptions',
      arguments: [this.document.uri, this.site.range.start.line],
    };
  }

  #isRunning(): boolean {
    const { run } = this.store;
    const { uri } = this.document;
    if (run?.uri.toString() !== uri.toString()) return false;
    return (requestedSites(uri.path, this.sites, run.only) ?? this.sites.models).includes(this.site);
  }

  #probedModels(): ProbedModel[] {
    const { uri } = this.document;
    return modelsAt(this.store.resultsWithLayersIn(uri), uri, this.site);
  }

  #verdict(probed: readonly ProbedModel[]): string | undefined {
    const first = probed.at(0);
    const ownError = this.#ownError(probed);
    if (!first) return ownError ? ownErrorText(ownError) : this.#notReachedError() ? notReached : undefined;
    return modelSummary(
      probed.map(({ model }) => model),
      first.result.modelAnchors.isStale,
      !hasArguments(this.site, this.sites),
      ownError,
    );
  }

  /** The code's own error on this line, or about a model that the probe could not run as the code does. */
  #ownError(probed: readonly ProbedModel[]): ProbeError | undefined {
    const { uri } = this.document;
    const here = this.store.ownErrorsAt(uri, this.site.range.start.line).at(0);
    if (here) return here;
    const isReached = probed.length > 0;
    const isAffected = isReached
      ? probed.some(({ model }) => model.notAsRun !== undefined)
      : this.#notReachedError()?.own;
    return isAffected ? this.store.ownErrors(uri).at(0) : undefined;
  }

  /** Why the last probe did not reach this model; undefined if it did, or if its text has changed since. */
  #notReachedError(): ProbeError | undefined {
    return this.store
      .resultsFor(this.document.uri)
      .filter(({ errorAnchors }) => !errorAnchors.isStale)
      .flatMap(({ errors, errorAnchors }) =>
        errors.filter(({ file, models }) =>
          models?.some((range) => errorAnchors.locate({ file, range })?.start.line === this.site.range.start.line),
        ),
      )
      .at(0);
  }
}
