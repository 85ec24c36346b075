/** The chain rule with a network's own factors: how the gradient at the output becomes the one that reaches a layer. */

import { typicalGradient } from '../../report/layer-numbers';
import type { LayerReport, ModelReport } from '../../report/report';
import { median } from '../../report/statistics';

/** One layer that the gradient passes on its way back, and what it does to it. */
export interface ChainLink {
  readonly layer: LayerReport;
  /** The layer's backward gain in the first step, as its gradient is: what leaves it towards its inputs, over what arrives at its output. */
  readonly gain: number;
  /** L2 norm of the gradient that arrives at its output, from wherever it comes. */
  readonly arriving: number;
}

export interface GradientChain {
  /** The layer next to the loss, where the chain starts. */
  readonly output: LayerReport;
  /** L2 norm of the gradient that arrives at `output`. */
  readonly outputGradient: number;
  /** From the output layer back to the layer right after the one asked for. */
  readonly links: readonly ChainLink[];
  /** L2 norm of the gradient that reaches the layer asked for. */
  readonly gradient: number;
  /** Whether the gradient has other ways as well; then the links are those of the way on which most of it comes. */
  readonly hasBranches: boolean;
}

/** A layer's backward gain in the first step, the median over seeds; NaN where no gradient has to leave it. */
function firstGain(layer: LayerReport): number {
  return median(layer.backwardGains.map((steps) => steps[0] ?? NaN));
}

/**
 * Follows the layers that read this layer's output, up to the one next to the loss; where several do, the one that sends back the most.
 *
 * @param index of the layer in `model.layers`
 */
export function gradientChain(model: ModelReport, index: number): GradientChain {
  const links: ChainLink[] = [];
  let hasBranches = false;
  let current = index;
  for (;;) {
    const readers = model.layers
      .map((layer, reader) => ({ layer, reader }))
      .filter(({ layer, reader }) => reader > current && layer.inputs.includes(current));
    if (readers.length === 0) break;
    hasBranches ||= readers.length > 1;
    const strongest = readers.reduce((best, candidate) =>
      sentBack(candidate.layer) > sentBack(best.layer) ? candidate : best,
    );
    links.unshift({
      layer: strongest.layer,
      gain: firstGain(strongest.layer),
      arriving: typicalGradient(strongest.layer),
    });
    current = strongest.reader;
  }
  const output = model.layers[current];
  return {
    output,
    outputGradient: typicalGradient(output),
    links,
    gradient: typicalGradient(model.layers[index]),
    hasBranches,
  };
}

function sentBack(layer: LayerReport): number {
  const gradient = typicalGradient(layer) * firstGain(layer);
  return Number.isNaN(gradient) ? -1 : gradient;
}
