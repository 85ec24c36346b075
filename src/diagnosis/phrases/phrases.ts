/** Names layers, lines and seeds in findings, the same in every rule. */

import { formatCount, formatDecimal, formatMagnitude } from '../../report/format';
import type { Location } from '../../report/position';
import type { LayerReport } from '../../report/report';
import { balancedDeviation, type KernelScale } from '../evidence/expected-gain';
import type { Facts } from '../evidence/facts';

/** `line 12`, as editors count. */
export function lineText(place: Location): string {
  return `line ${place.range.start.line + 1}`;
}

/** ` in 5 of 10 seeds`; empty where every seed shows it. */
export function inSeeds(facts: Facts, seeds: readonly number[]): string {
  return seeds.length === facts.seeds.length ? '' : ` in ${seeds.length} of ${formatCount(facts.seeds.length, 'seed')}`;
}

/** `130 steps`; where some took a part of each batch only, that is said. */
export function stepsText({ steps, rows }: { readonly steps: number; readonly rows: number | undefined }): string {
  const taken = formatCount(steps, 'step');
  return rows === undefined ? taken : `${taken}, most of them on ${rows} rows of a batch,`;
}

/** That nothing is learned, after how many steps, and how the loss of the data compares; a sentence without its end. */
export function nothingLearnedText(
  facts: Facts,
  seeds: readonly number[],
  end: { readonly steps: number; readonly rows: number | undefined; readonly share: number },
): string {
  return (
    `Gradients flow, but nothing is learned${inSeeds(facts, seeds)}: after ${stepsText(end)} the loss of the data is ` +
    `${formatDecimal(end.share)} times that of giving every example the same answer`
  );
}

/** `[64, 1]`; an axis without a size of its own is the batch's. */
export function shapeText(shape: readonly (number | null)[]): string {
  return `[${shape.map((size) => size ?? 'batch').join(', ')}]`;
}

/**
 * Names a layer by its activation, or by its class where it has none or is recurrent: `sigmoid`, `ReLU`, `Conv2D`,
 * `LSTM`.
 */
export function kindText(layer: LayerReport): string {
  if (/LSTM|GRU|RNN|Bidirectional/.test(layer.className)) return layer.className;
  const names: Readonly<Record<string, string | undefined>> = {
    relu: 'ReLU',
    relu6: 'ReLU6',
    elu: 'ELU',
    selu: 'SELU',
    swish: 'SiLU (swish)',
  };
  if (layer.activation && layer.activation !== 'linear') return names[layer.activation] ?? layer.activation;
  return layer.className;
}

function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `this sigmoid layer`, `these 20 sigmoid layers`, `these 5 layers` where they differ. */
export function theseLayers(layers: readonly LayerReport[]): string {
  const kinds = new Set(layers.map(kindText));
  const kind = kinds.size === 1 ? `${[...kinds][0]} ` : '';
  return layers.length === 1 ? `this ${kind}layer` : `these ${layers.length} ${kind}layers`;
}

/**
 * `have a standard deviation of 3.0e-1 where a ReLU layer with 64 inputs needs about 1.8e-1`, about a layer's weights.
 * Weights that all start with the same value have a size instead of a deviation.
 */
export function deviationText(layer: LayerReport, scale: KernelScale): string {
  const isSame = /^(Ones|Constant)$/.test(layer.kernelInitializer ?? '');
  const reader = layer.isKernel ? 'one' : `${withArticle(kindText(layer))} layer`;
  const balanced = formatMagnitude(balancedDeviation(layer, scale));
  return (
    `have a ${isSame ? 'size' : 'standard deviation'} of ${formatMagnitude(scale.deviation)} where ` +
    `${reader} with ${scale.fanIn} inputs needs about ${balanced}`
  );
}

/** Why a batch normalization of one row passes nothing on, and what to do; part of a sentence. */
export const oneRowText =
  'batch normalization over a batch of one row gives its beta whatever the input, since each value is its own ' +
  'mean; use a batchSize of 8 or more, or tf.layers.layerNormalization()';

/** That layers before a blocked one get no gradient; the end of a part of a sentence. */
export function noneBeforeText(layers: number): string {
  return `, so ${formatCount(layers, 'layer')} before it ${layers === 1 ? 'gets' : 'get'} exactly none`;
}
