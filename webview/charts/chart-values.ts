/** Picks the numbers that the gradient chart draws, for the chosen quantity and moment. */

import type { ModelReport, Series } from '../../src/report/report';
import { atMoment } from '../facts/layer-facts';
import { quantitySeries } from '../facts/quantity';
import type { ViewState } from '../state/store';

export interface ChartValues {
  /** The quantity of each layer, by seed and step. */
  readonly series: readonly Series[];
  /** One number for each layer of each seed; undefined if the quantity has no meaning for the layer. */
  readonly seedValues: readonly (readonly (number | undefined)[])[];
  /** Smallest and largest value of each layer over steps and seeds, if the chart shows medians. */
  readonly ranges: readonly (readonly number[])[];
}

/** The numbers of the chart over depth, for the chosen quantity and moment. */
export function chartValues(model: ModelReport, { quantity, moment }: ViewState): ChartValues {
  const series = model.layers.map((layer) => quantitySeries(layer, quantity));
  return {
    series,
    seedValues: model.seeds.map((_, seed) => series.map((layer) => atMoment(layer.at(seed) ?? [], moment))),
    ranges: moment === 'median' ? series.map((layer) => rangeOf(layer.flat())) : [],
  };
}

/** The least and the greatest of the values that a log scale can place. */
function rangeOf(values: readonly number[]): [number, number] | [] {
  const onScale = values.filter((value) => Number.isFinite(value) && value > 0);
  return onScale.length > 0 ? [Math.min(...onScale), Math.max(...onScale)] : [];
}
