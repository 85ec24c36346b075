/** Matches the lines of a document that make layers with the layers measured there. */

import { disabledAt, type Finding, type FindingCode } from '../../report/finding';
import type { Position, Range } from '../../report/position';
import type { LayerReport, ModelReport } from '../../report/report';
import type { LayerSite, SourceSites } from '../../source/sites/sites';
import type { FileResult } from './file-result';
import { rangeContains } from '../host/text-tracking';

/** A measured layer, with its result and model. */
export interface ProbedLayer {
  readonly result: FileResult;
  readonly model: ModelReport;
  readonly modelIndex: number;
  readonly layer: LayerReport;
  readonly layerIndex: number;
}

/** A line on which at least one call makes a layer. */
export interface LayerLine {
  readonly line: number;
  /** Where the line's first call names the layer; its lens stands here. */
  readonly range: Range;
  readonly sites: readonly LayerSite[];
  /** None before a probe; several if a loop or a helper runs the line more than once. */
  readonly layers: readonly ProbedLayer[];
  /** Whether the numbers are from before an edit. */
  readonly isStale: boolean;
}

/**
 * One entry for each line that makes layers, in order, measured or not: so results never change their number.
 *
 * @param file path of the document as reports name it
 * @param lines the document's text, to find layers again that cut and paste has moved
 * @param results those that may have layers in the file
 */
export function layerLines(
  file: string,
  sites: SourceSites,
  lines: readonly string[],
  results: readonly FileResult[],
): LayerLine[] {
  const layersAt = measuredByLine(file, sites, lines, results);
  const byLine = new Map<number, LayerSite[]>();
  for (const site of sites.layers) {
    const { line } = site.range.start;
    const same = byLine.get(line);
    if (same) same.push(site);
    else byLine.set(line, [site]);
  }
  return [...byLine.entries()]
    .sort(([a], [b]) => a - b)
    .map(([line, siteGroup]) => {
      const layers = layersAt.get(line) ?? [];
      return {
        line,
        range: siteGroup[0].calleeRange,
        sites: siteGroup,
        layers,
        isStale: layers.some(({ result }) => result.modelAnchors.isStale),
      };
    });
}

/** The measured layers of one call, or all of its line if none lies exactly there. */
export function layersOfSite(line: LayerLine, site: LayerSite): readonly ProbedLayer[] {
  const exact = line.layers.filter(({ result, layer }) => {
    const start = result.modelAnchors.locate(layer)?.start;
    return start?.line === site.range.start.line && start.character === site.range.start.character;
  });
  return exact.length > 0 ? exact : line.layers;
}

/** The innermost layer call around a position. */
export function siteAt(sites: readonly LayerSite[], position: Position): LayerSite | undefined {
  return sites
    .filter((site) => rangeContains(site.range, position))
    .reduce<LayerSite | undefined>(
      (inner, site) => (!inner || rangeContains(inner.range, site.range.start) ? site : inner),
      undefined,
    );
}

/** The findings that name the layer. */
export function findingsOf({ model, layerIndex }: ProbedLayer): readonly Finding[] {
  return model.findings.filter((finding) => finding.layers.includes(layerIndex));
}

/** The codes of the findings that the user has disabled on any of the layers. */
export function disabledOn(layers: readonly ProbedLayer[]): readonly FindingCode[] {
  return [...new Set(layers.flatMap(({ model, layerIndex }) => disabledAt([layerIndex], model)))];
}

function measuredByLine(
  file: string,
  sites: SourceSites,
  lines: readonly string[],
  results: readonly FileResult[],
): Map<number, ProbedLayer[]> {
  const ranges = [...sites.layers, ...sites.models].map(({ range }) => range);
  const layersAt = new Map<number, ProbedLayer[]>();
  for (const result of results) {
    const here = result.models.flatMap((model, modelIndex) =>
      model.layers.flatMap((layer, layerIndex) =>
        layer.file === file ? [{ result, model, modelIndex, layer, layerIndex }] : [],
      ),
    );
    // The anchors must know every place before they assign lost ones to free sites.
    for (const { layer } of here) result.modelAnchors.locate(layer);
    result.modelAnchors.claim(file, ranges, lines);
    for (const probed of here) {
      const line = result.modelAnchors.locate(probed.layer)?.start.line;
      if (line === undefined) continue;
      const same = layersAt.get(line);
      if (same) same.push(probed);
      else layersAt.set(line, [probed]);
    }
  }
  return layersAt;
}
