/** The facts of a layer that chart and table share: one number for each quantity, and the findings that name the layer. */

import type { Finding, Severity } from '../src/report/finding';
import type { LayerReport, ModelReport, Series } from '../src/report/report';
import { quantitySeries, type Quantity } from './quantity';
import type { Moment } from './store';

/**
 * One number for a seed's steps; undefined where the seed has none.
 * NaN counts as larger than everything, so the median is NaN only where most steps were.
 */
export function atMoment(steps: readonly number[], moment: Moment): number | undefined {
  if (moment === 'first') return steps.at(0);
  if (moment === 'last') return steps.at(-1);
  return median(steps);
}

/** The same over all seeds: the median of the seeds' numbers. */
export function overSeeds(series: Series, moment: Moment): number | undefined {
  return median(series.map((steps) => atMoment(steps, moment)).filter((value) => value !== undefined));
}

/** Lower median, so that the result is a number that was measured. */
function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || Math.sign(a - b));
  return sorted.at((sorted.length - 1) >> 1);
}

export interface LayerFacts {
  readonly index: number;
  readonly layer: LayerReport;
  /** Undefined where the quantity has no meaning for the layer. */
  readonly values: Readonly<Record<Quantity, number | undefined>>;
  /** Findings that name the layer, worst first. */
  readonly findings: readonly Finding[];
}

export function layerFacts(model: ModelReport, moment: Moment): LayerFacts[] {
  return model.layers.map((layer, index) => ({
    index,
    layer,
    values: {
      output: overSeeds(layer.outputGradient.l2, moment),
      weights: overSeeds(quantitySeries(layer, 'weights'), moment),
      // The report has its own median over steps and seeds, which lens and hover show too.
      gain: moment === 'median' && !Number.isNaN(layer.backwardGain) ? layer.backwardGain : overSeeds(quantitySeries(layer, 'gain'), moment),
      update: overSeeds(quantitySeries(layer, 'update'), moment),
    },
    findings: model.findings.filter((finding) => finding.layers.includes(index)).sort(byWeight),
  }));
}

const severityRank: Record<Severity, number> = { error: 0, warning: 1, information: 2 };

/** Orders findings: the worse first, and a cause before its effects. */
export function byWeight(a: Finding, b: Finding): number {
  return severityRank[a.severity] - severityRank[b.severity] || Number(a.role === 'effect') - Number(b.role === 'effect');
}
