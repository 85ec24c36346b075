/** Brings together the lines of a document that make layers and the measured layers that belong to each. */

import type { Finding } from '../../report/finding';
import type { Position, Range } from '../../report/position';
import type { LayerReport, ModelReport } from '../../report/report';
import type { LayerSite, SourceSites } from '../../source/sites/sites';
import type { FileResult } from './file-result';
import { contains } from '../host/text-tracking';

/** A measured layer, with where it comes from. */
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
  /** Where the first of its sites names the layer; a lens stands here. */
  readonly range: Range;
  readonly sites: readonly LayerSite[];
  /** None before a probe, several where a loop or a helper runs through the line. */
  readonly layers: readonly ProbedLayer[];
  /** The numbers are from before an edit. */
  readonly isStale: boolean;
}

/**
 * One entry a line, in order, whether or not anything was measured there, so that results never change how many there are.
 *
 * @param file path of the document as reports name it
 * @param lines the document's text, to find layers again that were moved by cut and paste
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

/** The measured layers of one call: those placed on it, or else all of its line. */
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
    .filter((site) => contains(site.range, position))
    .reduce<LayerSite | undefined>(
      (inner, site) => (!inner || contains(inner.range, site.range.start) ? site : inner),
      undefined,
    );
}

/** What was found about a layer: the findings of its model that speak of it. */
export function findingsOf({ model, layerIndex }: ProbedLayer): readonly Finding[] {
  return model.findings.filter((finding) => finding.layers.includes(layerIndex));
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
    // Every place has to be known to the anchors before lost ones are given to free sites.
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
