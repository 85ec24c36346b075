/**
 * Part of the rule unscaled-data, over two models: a discriminator whose real examples are far beyond what its
 * generator's last activation can give, such as pixels of 0 to 255 beside a tanh. Neither model shows it alone.
 * Threshold: `scale.besideGenerated`.
 */

import { formatDecimal } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LayerReport, ModelReport, PlacedTensorFacts } from '../../report/report';
import { gatherFacts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { thresholds } from '../thresholds/thresholds';
import { dataPlace, rangeText } from '../phrases/data-words';
import { lineText } from '../phrases/phrases';
import { toFinding } from '../phrases/verdict';

/** The ranges of a generator's last activation. */
const ends: Readonly<Partial<Record<string, readonly [low: number, high: number]>>> = {
  tanh: [-1, 1],
  softsign: [-1, 1],
  sigmoid: [0, 1],
  hardSigmoid: [0, 1],
};

/** The models of one file, each with the findings that show only beside the others. */
export function addRealBesideGenerated(models: readonly ModelReport[]): ModelReport[] {
  return models.map((model) => {
    if (model.findings.some(({ code }) => code === 'unscaled-data')) return model;
    const found = models.flatMap((other) => (other === model ? [] : realBesideGenerated(model, other)));
    return found.length === 0 ? model : { ...model, findings: [...found.slice(0, 1), ...model.findings] };
  });
}

/** @param gan the generator, followed by the layers of the discriminator, which do not learn there */
function realBesideGenerated(discriminator: ModelReport, gan: ModelReport): Finding[] {
  const last = discriminator.layers.length > 0 ? generatorsLast(discriminator, gan) : undefined;
  const reach = ends[last?.activation ?? ''];
  if (!last || !reach) return [];
  const real = discriminator.dataFacts?.inputs.find(({ min, max }) => isBeyond({ min, max }, reach));
  if (!real) return [];
  const facts = gatherFacts(discriminator);
  return [
    toFinding(facts, {
      code: 'unscaled-data',
      severity: 'warning',
      role: 'cause',
      message:
        `The real examples ${rangeText(real)}, but the generator that this model judges ends in ${last.activation} ` +
        `(${lineText(last)}), which gives only numbers from ${reach[0]} to ${reach[1]}: they are told apart by their ` +
        `size alone, and the generator can never come near them. ${advice(real, reach)}.`,
      at: dataPlace(facts, real),
      layers: layersWhere(discriminator.layers, isTrainable),
    }),
  ];
}

function isBeyond(
  { min, max }: Pick<PlacedTensorFacts, 'min' | 'max'>,
  [low, high]: readonly [number, number],
): boolean {
  return Math.max(low - min, max - high) > thresholds.scale.besideGenerated;
}

/** The layer that gives what the discriminator's first layer reads; undefined where the two are no GAN. */
function generatorsLast(discriminator: ModelReport, gan: ModelReport): LayerReport | undefined {
  const first = discriminator.layers.find(isTrainable);
  const shared = gan.layers.find(
    (layer) =>
      layer.name === first?.name &&
      layer.file === first.file &&
      layer.range.start.line === first.range.start.line &&
      !isTrainable(layer),
  );
  let index = shared?.inputs.at(0);
  while (index !== undefined && gan.layers[index].activation === null && gan.layers[index].weights.length === 0)
    index = gan.layers[index].inputs.at(0);
  return index === undefined ? undefined : gan.layers[index];
}

function advice({ min, max }: PlacedTensorFacts, [low]: readonly [number, number]): string {
  const isPixels = min >= low && max > 100 && max <= 255;
  if (low === 0)
    return isPixels
      ? 'Divide the real ones by 255'
      : `Scale the real ones to 0 to 1: .sub(${formatDecimal(min)}).div(${formatDecimal(max - min)})`;
  return isPixels
    ? 'Scale the real ones likewise: .div(127.5).sub(1)'
    : `Scale the real ones likewise: .sub(${formatDecimal((max + min) / 2)}).div(${formatDecimal((max - min) / 2)})`;
}
