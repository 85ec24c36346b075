/** Part of the rule not-learning: a softmax inside the network, which makes the signal of many units faint. */

import type { LayerReport } from '../../report/report';
import type { Facts } from '../evidence/facts';
import { layersWhere, readLayerGraph } from '../evidence/layer-graph';
import type { Hold } from '../phrases/hold';
import { theseLayers } from '../phrases/phrases';
import { mainLine } from '../phrases/verdict';
import { thresholds } from '../thresholds/thresholds';

/** Layers without a kernel that hand on what they read, place by place. */
const passing = /Pooling[123]D$|Activation|Dropout|Normalization|^(?:Flatten|Reshape|ReLU|ELU|LeakyReLU)$/;
/** Layers whose kernel weighs what they read. */
const weighing = /^(?:Dense|TimeDistributed|Bidirectional|SimpleRNN|LSTM|GRU|(?:Separable|Depthwise)?Conv.*)$/;

/** @returns undefined where no hidden layer hands a softmax on to the next kernel */
export function softmaxHold(facts: Facts): Hold | undefined {
  const layers = softmaxInside(facts.model.layers);
  if (layers.length === 0) return undefined;
  const these = layers.map((index) => facts.model.layers[index]);
  const { outputShape } = these[0];
  const units = outputShape.at(-1) ?? 0;
  const kind = outputShape.length > 3 ? 'channels' : 'units';
  const [what, them] =
    layers.length === 1
      ? [`The softmax of this layer shares a single whole among ${units} ${kind}: each`, 'it']
      : [`Each of ${theseLayers(these)} shares a single whole among its ${kind}: of ${units}, each`, 'them'];
  return {
    reason:
      `${what} hands on about 1/${units}, whatever comes in, and as little of the gradient. Give ${them} the ` +
      "activation 'relu'.",
    at: mainLine(facts, layers),
    layers,
    blames: [{ setting: 'activation', layers }],
  };
}

/**
 * The softmax layers, of `thresholds.learning.softmaxInside` units or more, that only kernels read. What attention or a
 * mixture weighs by a softmax is multiplied with it instead.
 *
 * @param layers in forward order
 * @returns their places
 */
export function softmaxInside(layers: readonly LayerReport[]): number[] {
  const { consumers, head } = readLayerGraph(layers);
  const isWeighed = (index: number): boolean =>
    consumers[index].length > 0 &&
    consumers[index].every((reader) => {
      const { className } = layers[reader];
      return weighing.test(className) || (passing.test(className) && isWeighed(reader));
    });
  return layersWhere(
    layers,
    ({ activation, outputShape }, index) =>
      activation === 'softmax' &&
      (outputShape.at(-1) ?? 0) >= thresholds.learning.softmaxInside &&
      !head.has(index) &&
      isWeighed(index),
  );
}
