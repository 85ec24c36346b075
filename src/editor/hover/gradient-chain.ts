/** Follows the gradient from the output back to a layer: the chain rule with the network's measured factors. */

import { typicalGradient } from '../../report/layer-numbers';
import type { LayerReport, ModelReport } from '../../report/report';
import { median } from '../../report/statistics';

/** A layer that the gradient passes on its way back, and how it changes the gradient. */
export interface ChainLink {
  readonly layer: LayerReport;
  /**
   * Backward gain in the first step: gradient norm that leaves towards the inputs, divided by the one that arrives at
   * the output.
   */
  readonly gain: number;
  /** L2 norm of the whole gradient that arrives at its output. */
  readonly arriving: number;
}

export interface GradientChain {
  /** The layer next to the loss, where the chain starts. */
  readonly output: LayerReport;
  /** L2 norm of the gradient that arrives at `output`. */
  readonly outputGradient: number;
  /** From the output layer back to the layer right after the asked one. */
  readonly links: readonly ChainLink[];
  /** L2 norm of the gradient that reaches the asked layer. */
  readonly gradient: number;
  /** Whether there are other paths; the links are then those of the path that carries most of the gradient. */
  readonly hasBranches: boolean;
}

/** A layer's backward gain in the first step, the median over seeds; NaN if no gradient has to leave it. */
function firstGain(layer: LayerReport): number {
  return median(layer.backwardGains.map((steps) => steps[0] ?? NaN));
}

/**
 * Goes from a layer to the layer that reads its output, up to the one next to the loss. If several layers read it, the
 * chain takes the one that sends back the largest gradient.
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
