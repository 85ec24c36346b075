/** Gathers the facts of a layer for chart and table: one number for each quantity, and the findings that name it. */

import { findingWeight } from '../../src/report/badge';
import { typicalGradient } from '../../src/report/layer-numbers';
import { disabledAt, type Finding, type FindingCode } from '../../src/report/finding';
import type { LayerReport, ModelReport, Series } from '../../src/report/report';
import { quantitySeries, type Quantity } from './quantity';

/** The number that represents a series: that of the first step, the median over the steps, or that of the last step. */
export type Moment = 'first' | 'median' | 'last';

/**
 * One number for a seed's steps; undefined without steps. NaN counts as larger than every number, so the median is NaN
 * only if most steps are.
 */
export function atMoment(steps: readonly number[], moment: Moment): number | undefined {
  if (moment === 'first') return steps.at(0);
  if (moment === 'last') return steps.at(-1);
  return median(steps);
}

/** The median over all seeds of the numbers that `atMoment` gives. */
export function overSeeds(series: Series, moment: Moment): number | undefined {
  return median(series.map((steps) => atMoment(steps, moment)).filter((value) => value !== undefined));
}

/** The median; of an even count the upper of the two middle numbers, so that the result is a measured one. */
function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || Math.sign(a - b));
  return sorted.at(sorted.length >> 1);
}

export interface LayerFacts {
  readonly index: number;
  readonly layer: LayerReport;
  /**
   * The number of each quantity, as `descriptions` explains it; undefined if the quantity has no meaning for the layer.
   */
  readonly values: Readonly<Record<Quantity, number | undefined>>;
  /** Findings that name the layer, worst first. */
  readonly findings: readonly Finding[];
  /** Codes of the findings that the user has disabled on the layer. */
  readonly disabled: readonly FindingCode[];
}

/** What chart and table show of each layer, in order from input to output. */
export function layerFacts(model: ModelReport): LayerFacts[] {
  return model.layers.map((layer, index) => ({
    index,
    layer,
    values: {
      // The gradient that the layer's badge shows.
      output: layer.outputGradient.l2.some((steps) => steps.length > 0) ? typicalGradient(layer) : undefined,
      weights: overSeeds(quantitySeries(layer, 'weights'), 'first'),
      gain: Number.isNaN(layer.backwardGain) ? undefined : layer.backwardGain,
      update: overSeeds(quantitySeries(layer, 'update'), 'median'),
    },
    findings: model.findings.filter((finding) => finding.layers.includes(index)).sort(compareByWeight),
    disabled: disabledAt([index], model),
  }));
}

/** Orders findings as a badge chooses between them, the worst first. */
export function compareByWeight(a: Finding, b: Finding): number {
  return findingWeight(b) - findingWeight(a);
}
