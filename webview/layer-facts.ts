/** The facts of a layer that chart and table share: one number for each measured series, and the findings that name the layer. */

import type { Finding, Severity } from '../src/report/finding';
import type { LayerReport, ModelReport, Series } from '../src/report/report';
import type { Moment } from './store';

/**
 * One number for a seed's steps; undefined where the seed has none.
 * NaN counts as larger than everything, so the median is NaN only where most steps were.
 */
export function atMoment(steps: readonly number[], moment: Moment): number | undefined {
  if (moment === 'first') return steps[0];
  if (moment === 'last') return steps.at(-1);
  return median(steps);
}

/** The same over all seeds: the median of the seeds' numbers. */
export function overSeeds(series: Series, moment: Moment): number | undefined {
  return median(series.map((steps) => atMoment(steps, moment)).filter((value) => value !== undefined));
}

/** Lower median, so that the result is a number that was measured. */
function median(values: readonly number[]): number | undefined {
  const rank = (value: number): number => (Number.isNaN(value) ? Infinity : value);
  const sorted = [...values].sort((a, b) => (rank(a) === rank(b) ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : rank(a) - rank(b)));
  return sorted[(sorted.length - 1) >> 1];
}

export interface LayerFacts {
  readonly index: number;
  readonly layer: LayerReport;
  /** L2 norm of the gradient at the layer's output. */
  readonly gradient: number | undefined;
  /** L2 norm of the gradient over all of the layer's weights together. */
  readonly weightGradient: number | undefined;
  readonly backwardGain: number | undefined;
  /** The largest of the layer's weights. */
  readonly updateRatio: number | undefined;
  readonly zeroUnits: number;
  readonly saturated: number;
  /** Findings that name the layer, worst first. */
  readonly findings: readonly Finding[];
}

export function layerFacts(model: ModelReport, moment: Moment): LayerFacts[] {
  return model.layers.map((layer, index) => {
    const trained = layer.weights.filter((weight) => weight.trainable);
    const gradients = trained.map((weight) => overSeeds(weight.gradientL2, moment)).filter((value) => value !== undefined);
    const ratios = trained.map((weight) => overSeeds(weight.updateRatio, moment)).filter((value) => value !== undefined);
    const gain = moment === 'median' ? layer.backwardGain : overSeeds(layer.backwardGains, moment);
    return {
      index,
      layer,
      gradient: overSeeds(layer.outputGradient.l2, moment),
      weightGradient: gradients.length > 0 ? Math.hypot(...gradients) : undefined,
      // NaN stands for "no gradient has to leave the layer"; an infinite gain is a fact of its own.
      backwardGain: gain === undefined || Number.isNaN(gain) ? undefined : gain,
      // NaN stands for a weight that was all zero, against which no change can be measured.
      updateRatio: largest(ratios.filter((value) => !Number.isNaN(value))),
      zeroUnits: layer.output.zeroUnits,
      saturated: layer.output.saturated,
      findings: model.findings.filter((finding) => finding.layers.includes(index)).sort(byWeight),
    };
  });
}

function largest(values: readonly number[]): number | undefined {
  return values.length > 0 ? Math.max(...values) : undefined;
}

const severityRank: Record<Severity, number> = { error: 0, warning: 1, information: 2 };

/** Orders findings: the worse first, and a cause before its effects. */
export function byWeight(a: Finding, b: Finding): number {
  return severityRank[a.severity] - severityRank[b.severity] || Number(a.role === 'effect') - Number(b.role === 'effect');
}
