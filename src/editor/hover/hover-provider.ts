/** Provides the hover over a measured layer or model. */

import * as vscode from 'vscode';
import { isSetting } from '../../report/model-settings';
import type { ModelReport } from '../../report/report';
import { fromPosition, isProbeable, toRange } from '../host/documents';
import { layerHover, modelHover } from './hover-text';
import { layerLines, layersOfSite, siteAt } from '../results/layer-lines';
import { modelsAt } from '../results/probed-models';
import type { SiteReader } from '../host/site-reader';
import type { ResultStore } from '../results/result-store';
import { palettes, type Palette } from './svg';
import { rangeContains, splitLines } from '../host/text-tracking';

/** The only commands that links in a hover may run. */
const linkedCommands = ['gradline.probe', 'gradline.showPanel', 'gradline.changeAssumptions'];

export class HoverProvider implements vscode.HoverProvider {
  constructor(
    private readonly reader: SiteReader,
    private readonly store: ResultStore,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const results = this.store.resultsWithLayersIn(document.uri);
    if (results.length === 0 || !isProbeable(document)) return undefined;
    const sites = await this.reader.read(document);
    if (!sites || token.isCancellationRequested) return undefined;

    const site = siteAt(sites.layers, fromPosition(position));
    const line =
      site &&
      layerLines(document.uri.path, sites, splitLines(document.getText()), results).find(
        (candidate) => candidate.line === site.range.start.line,
      );
    if (site && line) {
      const layers = layersOfSite(line, site);
      if (layers.length === 0) return undefined;
      const text = layerHover(layers, {
        palette: palette(),
        isStale: line.isStale,
        links: links(layers[0].result.uri, layers[0].model, document.uri, line.line),
      });
      return new vscode.Hover(markdown(text), toRange(site.range));
    }

    const modelSite = sites.models.find(({ calleeRange }) => rangeContains(calleeRange, fromPosition(position)));
    if (!modelSite) return undefined;
    const models = modelsAt(results, document.uri, modelSite);
    const first = models.at(0);
    if (!first) return undefined;
    const isStale = models.some(({ result }) => result.modelAnchors.isStale);
    const text = modelHover(models, {
      palette: palette(),
      isStale,
      links: links(first.result.uri, first.model, document.uri, modelSite.range.start.line),
    });
    return new vscode.Hover(markdown(text), toRange(modelSite.calleeRange));
  }
}

function links(
  probed: vscode.Uri,
  { called = [], assumed, range }: ModelReport,
  document: vscode.Uri,
  line: number,
): string[] {
  return [
    link('Probe again', 'gradline.probe', [document.toString(), line]),
    link('Show in Gradient Flow', 'gradline.showPanel', [document.toString(), line]),
    ...(called.length > 0 || assumed.some(isSetting)
      ? [
          link('Change assumptions', 'gradline.changeAssumptions', [
            probed.toString(),
            called.at(0) ?? range.start.line,
          ]),
        ]
      : []),
  ];
}

function link(label: string, command: string, commandArguments: readonly (string | number)[]): string {
  return `[${label}](command:${command}?${encodeURIComponent(JSON.stringify(commandArguments))})`;
}

function markdown(text: string): vscode.MarkdownString {
  const string = new vscode.MarkdownString(text);
  string.isTrusted = { enabledCommands: linkedCommands };
  return string;
}

function palette(): Palette {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return palettes.light;
    case vscode.ColorThemeKind.Dark:
      return palettes.dark;
    case vscode.ColorThemeKind.HighContrast:
      return palettes.highContrast;
    case vscode.ColorThemeKind.HighContrastLight:
      return palettes.highContrastLight;
  }
}
