/**
 * Rule vanishing-gradient for hand-written code: its kernels are judged as layers are, by the gradients at their
 * products and by how these read each other.
 */

import type { Finding } from '../../report/finding';
import type { Location } from '../../report/position';
import type { LayerReport, Series } from '../../report/report';
import { geometricMean, norm } from '../../report/statistics';
import { type Facts, gatherFacts } from '../evidence/facts';
import { isTrainable } from '../evidence/layer-graph';
import { type LossyGroup, lossyGroups } from '../evidence/lossy-layers';
import { mainLine, toFinding } from '../phrases/verdict';
import { bounded, type Fade, fadeOf, fadeText } from './vanishing-gradient';

/** Fewer kernels have no two hidden products to compare. */
const fewest = 3;

/** The kernels of hand-written code as a model of their own. */
interface Chain {
  readonly facts: Facts;
  /** For each of its layers, the index in the whole model. */
  readonly indices: readonly number[];
  /** For each of its layers, the activation before it, where the code applies it by an operation. */
  readonly before: readonly (NonNullable<LayerReport['product']>['activation'] | undefined)[];
}

/** The kernels, each behind those that it reads. */
function inForwardOrder(layers: readonly LayerReport[]): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (index: number): void => {
    if (seen.has(index)) return;
    seen.add(index);
    layers[index].product?.reads.forEach(visit);
    if (layers[index].product && isTrainable(layers[index])) order.push(index);
  };
  layers.forEach((_, index) => {
    visit(index);
  });
  return order;
}

/** For each step, the gradient at what a kernel reads, divided by that at its own product. */
function gainsOf(product: Series, read: readonly Series[]): Series {
  return product.map((steps, seed) =>
    steps.map((arriving, step) => {
      const leaving = norm(read.map((series) => series[seed]?.[step] ?? Number.NaN));
      return read.length > 0 && arriving > 0 ? leaving / arriving : Number.NaN;
    }),
  );
}

function chainOf({ model }: Facts): Chain | undefined {
  const order = inForwardOrder(model.layers);
  if (order.length < fewest) return undefined;
  const readsOf = (index: number): number[] =>
    (model.layers[index].product?.reads ?? []).filter(
      (other) => order.includes(other) && order.indexOf(other) < order.indexOf(index),
    );
  const gradientOf = (index: number): Series => model.layers[index].product?.gradient.l2 ?? [];
  const before = order.map((index) => {
    const [read] = readsOf(index);
    return (model.layers[read] as LayerReport | undefined)?.product?.activation;
  });
  const layers = order.map((index, at): LayerReport => {
    const reads = readsOf(index);
    return {
      ...model.layers[index],
      activation: before[at]?.name ?? null,
      inputs: reads.map((other) => order.indexOf(other)),
      outputGradient: { l2: gradientOf(index) },
      backwardGains: gainsOf(gradientOf(index), reads.map(gradientOf)),
      backwardGain: Number.NaN,
      output: { ...model.layers[index].output, mean: 0, std: geometricMean(model.layers[index].product?.sizes ?? []) },
    };
  });
  return { facts: gatherFacts({ ...model, layers }), indices: order, before };
}

/** Where an activation that bounds its outputs is applied before one of these kernels; else where they are made. */
function placeOf({ facts, before }: Chain, { layers }: LossyGroup): Location {
  const applied = layers.flatMap((i) => (bounded.test(before[i]?.name ?? '') ? (before[i]?.at ?? []) : []));
  return applied.at(0) ?? mainLine(facts, layers);
}

function remedyFor(activation: string | null): string {
  return bounded.test(activation ?? '')
    ? `Apply tf.relu or tf.tanh in place of the ${activation}, and draw the weights with a standard deviation of ` +
        'Math.sqrt(2 / inputs) for relu and Math.sqrt(1 / inputs) for tanh.'
    : 'Draw the weights with a standard deviation of Math.sqrt(2 / inputs) where a relu follows, else of ' +
        'Math.sqrt(1 / inputs).';
}

function causeFinding(chain: Chain, fade: Fade, group: LossyGroup): Finding {
  const { facts } = chain;
  const { activation } = facts.model.layers[group.layers[group.layers.length - 1]];
  const isOne = group.layers.length === 1;
  const kernels = isOne ? 'this kernel' : `these ${group.layers.length} kernels`;
  const words = {
    lossy: activation === null ? kernels : `${kernels} and the ${activation} before ${isOne ? 'it' : 'each'}`,
    first: 'the product of the first kernel',
    lastHidden: 'that of the last hidden one',
  };
  return toFinding(facts, {
    code: 'vanishing-gradient',
    severity: fade.severity,
    role: 'cause',
    message: `${fadeText(facts, fade, group, words)} ${remedyFor(activation)}`,
    at: placeOf(chain, group),
    // The first kernels have no activation before them, and get the least.
    layers: [...new Set([...facts.graph.sources.filter((i) => fade.starving.includes(i)), ...group.layers])],
    seeds: fade.seeds.map(({ index }) => index),
    related: fade.starving,
  });
}

/** Findings on gradients that shrink from kernel to kernel; none where no kernel is seen to lose them. */
export function vanishingThroughKernels(facts: Facts): Finding[] {
  const chain = chainOf(facts);
  const fade = chain && fadeOf(chain.facts);
  if (!fade) return [];
  const groups = lossyGroups(chain.facts, fade.starving, fade.seeds);
  return groups.map((group) => {
    const finding = causeFinding(chain, fade, group);
    return { ...finding, layers: finding.layers.map((i) => chain.indices[i]) };
  });
}
