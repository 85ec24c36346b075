/** Describes the quantities that the chart can show, and picks each layer's series. */

import { updatedWeights } from '../../src/report/layer-numbers';
import { formatFactor, formatMagnitude } from '../../src/report/format';
import type { LayerReport, Series } from '../../src/report/report';

export const quantities = ['output', 'weights', 'gain', 'update'] as const;

export type Quantity = (typeof quantities)[number];

interface Description {
  /** The text of the chart's title and of its selector. */
  readonly title: string;
  /** The text of the table's head. */
  readonly short: string;
  /** Explains the table's number, which is the median over seeds. */
  readonly explained: string;
  readonly format: (value: number) => string;
  /** A value to compare with, and what it stands for. */
  readonly reference?: { readonly value: number; readonly text: string };
}

export const descriptions: Record<Quantity, Description> = {
  output: {
    title: 'Gradient at output',
    short: '∇ output',
    explained: "L2 norm of the loss's gradient at the layer's output in the first step",
    format: formatMagnitude,
  },
  weights: {
    title: 'Gradient of weights',
    short: '∇ weights',
    explained: "L2 norm of the loss's gradient over the layer's trainable weights in the first step",
    format: formatMagnitude,
  },
  gain: {
    title: 'Backward gain',
    short: 'gain',
    explained:
      'Backward gain: gradient leaving the layer towards its input, divided by the gradient at its output; ' +
      'median of the steps',
    format: formatFactor,
    reference: { value: 1, text: '×1 keeps the gradient' },
  },
  update: {
    title: 'Update ratio',
    short: 'update',
    explained:
      "Update ratio: the optimizer's step divided by the weight's norm, largest of the layer's kernels; " +
      'median of the steps',
    format: formatMagnitude,
    // Rule of thumb of Stanford's CS231n notes, "Ratio of weights:updates".
    reference: { value: 1e-3, text: '1e-3 is usual' },
  },
};

/** A layer's numbers, by seed and step; empty if the quantity has no meaning for the layer. */
export function quantitySeries(layer: LayerReport, quantity: Quantity): Series {
  switch (quantity) {
    case 'output':
      return layer.outputGradient.l2;
    case 'weights':
      return combine(
        layer.weights.filter((weight) => weight.trainable).map((weight) => weight.gradientL2),
        (values) => Math.hypot(...values),
      );
    case 'gain':
      // NaN means that no gradient has to leave the layer.
      return layer.backwardGains.map((steps) => steps.filter((value) => !Number.isNaN(value)));
    case 'update':
      // NaN means that the weight was all zero, so that no ratio to its size exists.
      return combine(
        updatedWeights(layer).map((weight) => weight.updateRatio),
        (values) => values.filter((value) => !Number.isNaN(value)).reduce((a, b) => Math.max(a, b), -Infinity),
      ).map((steps) => steps.filter((value) => value >= 0));
  }
}

function combine(all: readonly Series[], join: (values: readonly number[]) => number): Series {
  return (all.at(0) ?? []).map((steps, seed) => steps.map((_, step) => join(all.map((series) => series[seed][step]))));
}
