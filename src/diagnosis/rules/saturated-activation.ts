/**
 * Rule saturated-activation: sigmoid, tanh or softmax stuck at the ends of its range, where its slope is almost zero.
 * It judges the share of outputs within 0.01 of an end, by `thresholds.saturated`.
 */

import { formatShare } from '../../report/format';
import type { Finding, Severity } from '../../report/finding';
import type { LayerReport } from '../../report/report';
import { medianOfFinite } from '../../report/statistics';
import { isWithoutGradient, stopsGradient } from '../evidence/blocked-gradient';
import { balancedDeviation, type KernelScale, kernelScale, slopeAtZero } from '../evidence/expected-gain';
import { type Facts, lossFalls, isMajority, type SeedFacts } from '../evidence/facts';
import { furtherStepsOf } from '../evidence/further-steps';
import { layersWhere } from '../evidence/layer-graph';
import { lossOfGuessing, shareOfConstantLoss } from '../evidence/loss-of-guessing';
import { thresholds } from '../thresholds/thresholds';
import { greatestProgress } from '../evidence/update-ratio';
import { deviationText, inSeeds, theseLayers } from '../phrases/phrases';
import { largeInputNumbers, largeInputPlaces } from '../phrases/smaller-steps';
import { isAlwaysOne } from '../phrases/softmax-over-one';
import { mainLine, toFinding } from '../phrases/verdict';
import { usualInitializer } from './wide-kernel';

const bounded = new Set(['sigmoid', 'hardSigmoid', 'tanh', 'softmax']);

/**
 * Whether a layer is stuck in a seed.
 * - A hidden layer: more than `saturated.hidden` of its outputs are at an end while the loss does not fall; or more
 *   than `saturated.badly` while the loss falls but does not halve.
 * - An output layer, only while the loss does not fall: more than `saturated.output` and no gradient gets through it (a
 *   converged classifier also has outputs at the ends); or more than `saturated.hidden`, almost no gradient, and a loss
 *   worse than guessing, so that the answers are confident and many are wrong. Further steps that learn all the same
 *   clear it. The rule zero-gradient judges a softmax over one unit.
 */
function isStuck(facts: Facts, seed: SeedFacts, index: number): boolean {
  const { loss } = seed;
  const layer = facts.model.layers[index];
  const activation = layer.behind?.activation ?? layer.activation;
  const { trend } = loss;
  const isHidden = !isInHead(facts, index);
  if (isAlwaysOne(layer)) return false;
  if (!activation || !bounded.has(activation) || (trend === 'trained' && !isBeyondGuessing(facts, seed))) return false;
  const share = stuckShare(layer, seed.index);
  // The layers behind a stuck layer may learn from its signs, which are random features; the layer itself does not
  // learn.
  if (lossFalls(seed) && !(isHidden && share > thresholds.saturated.badly)) return false;
  if (isHidden) return activation !== 'softmax' && share > thresholds.saturated.hidden;
  // A head that further steps bring off its ends passed a gradient back after all.
  if (furtherStepsOf(facts, seed)?.learns === 'below') return false;
  const isConfidentlyWrong =
    share > thresholds.saturated.hidden &&
    loss.later > thresholds.guessing.worse * lossOfGuessing(facts) &&
    greatestProgress(facts, seed) < thresholds.update.stalled;
  return (
    isConfidentlyWrong ||
    (share > thresholds.saturated.output && (isWithoutGradient(facts, seed) || stopsGradient(facts, seed, index)))
  );
}

/** Whether a layer gives the outputs. What user code applies behind a kernel is read by other weights. */
function isInHead({ model, graph }: Facts, index: number): boolean {
  return graph.head.has(index) && model.layers[index].behind === undefined;
}

function stuckShare({ output, behind }: LayerReport, seed: number): number {
  return (behind ?? output).saturatedPerSeed[seed];
}

/**
 * Whether the loss of the data is still over that of a constant answer. Its fall is then no sign that hidden layers
 * learn: the bias of the last layer alone brings it there.
 */
function isBeyondGuessing(facts: Facts, seed: SeedFacts): boolean {
  return shareOfConstantLoss(facts, seed, seed.late) > thresholds.learning.above;
}

/** Whether the loss of the data is below that of a constant answer, wherever its first batch happened to stand. */
function tellsApart(facts: Facts, seed: SeedFacts): boolean {
  return shareOfConstantLoss(facts, seed, seed.late) < thresholds.learning.below;
}

/** One finding for all stuck layers of the head, or for all stuck hidden layers. */
function stuckLayers(facts: Facts, where: 'hidden' | 'head'): Finding[] {
  const { model } = facts;
  const inHead = where === 'head';
  const stuck = layersWhere(
    model.layers,
    (_, i) => isInHead(facts, i) === inHead && facts.seeds.some((seed) => isStuck(facts, seed, i)),
  );
  if (stuck.length === 0) return [];
  const shown = facts.seeds.filter((seed) => stuck.some((i) => isStuck(facts, seed, i)));
  const seeds = shown.map((s) => s.index);
  const share = medianOfFinite(stuck.flatMap((i) => seeds.map((s) => stuckShare(model.layers[i], s))));
  const isBadly = share > thresholds.saturated.badly;
  const starts = inHead ? [] : wideStarts(facts, stuck);
  const wide = starts.find((start) => isBadly || !suitsSlope(start, shown));
  const stillLearns = starts.length > 0 && wide === undefined;
  const severity = ((): Severity => {
    if (inHead) return isMajority(facts, seeds) ? 'error' : 'warning';
    const isMost = isMajority(facts, seeds);
    const isBad =
      (isBadly && (isMost || shown.some((s) => !lossFalls(s) && !tellsApart(facts, s)))) ||
      (wide !== undefined && isMost);
    return isBad ? 'warning' : 'information';
  })();
  const layers = stuck.map((i) => model.layers[i]);
  return [
    toFinding(facts, {
      code: 'saturated-activation',
      severity,
      // What makes the inputs of a head so large lies before it.
      role: inHead ? 'effect' : 'cause',
      message:
        `${formatShare(share)} of the outputs of ${outputsText(layers)} are stuck at the ends of their ` +
        `range${inSeeds(facts, seeds)}: ` +
        `${inHead ? consequenceOfHead : stillLearns ? consequenceOfSlope : consequence(layers, wide)}.`,
      at: mainLine(facts, stuck),
      layers: stuck,
      places: layers.some(({ behind }) => behind) ? largeInputPlaces(facts) : [],
      blames:
        inHead || stillLearns
          ? []
          : [
              { setting: 'kernelInitializer', layers: stuck },
              ...(layers.some(({ behind }) => behind) ? largeInputNumbers(facts) : []),
            ],
      seeds,
    }),
  ];
}

const consequenceOfHead =
  'the loss passes no gradient back although it is not falling; the inputs of this layer are far too large';

const consequenceOfSlope = 'the slope there is almost zero, though training still moves their weights';

/** `these 2 sigmoid layers`, or `the sigmoid behind these weights` where user code applies it by an operation. */
function outputsText(layers: readonly LayerReport[]): string {
  const names = new Set(layers.flatMap(({ behind }) => behind?.activation ?? []));
  return names.size === 0 ? theseLayers(layers) : `the ${[...names].join(' and the ')} behind these weights`;
}

/** @param wide the layer among them whose kernel starts far over its norm */
function consequence(layers: readonly LayerReport[], wide: WideStart | undefined): string {
  const slope = 'the slope there is almost zero';
  if (wide?.layer.isKernel) return `${slope}; the weights ${wide.text}. ${usualInitializer(wide.layer, wide.scale)}`;
  if (wide) return `${slope}; the weights ${wide.text}. Leave kernelInitializer out, or take 'glorotNormal'`;
  const [others, leave] = layers.some(({ behind }) => behind)
    ? ['inputs, weights or steps', 'start the weights smaller, or lower the learning rate']
    : ['inputs or weights', 'leave kernelInitializer out'];
  return `${slope}; ${others} are too large: scale the inputs to about 1, and ${leave}`;
}

interface WideStart {
  readonly layer: LayerReport;
  readonly scale: KernelScale;
  /** The kernel's deviation, as a multiple of its norm. */
  readonly excess: number;
  /** How far over its norm it starts, in words. */
  readonly text: string;
}

/** Those of these layers whose kernels start far over their norm. */
function wideStarts({ model: { layers } }: Facts, indices: readonly number[]): WideStart[] {
  return indices.flatMap((index): WideStart[] => {
    const layer = layers[index];
    const scale = kernelScale(layer);
    if (!scale) return [];
    const excess = scale.deviation / balancedDeviation(layer, scale);
    return excess > thresholds.exploding.farOver ? [{ layer, scale, excess, text: deviationText(layer, scale) }] : [];
  });
}

/**
 * Whether such a start suits the activation, and the kernel still moves. The norm is that of a slope of 1, as tanh has.
 * A sigmoid's is a quarter, so that weights four times as large suit it (LISA lab's Deep Learning Tutorials, after
 * Glorot & Bengio 2010), and through smaller ones its gradient vanishes.
 */
function suitsSlope({ layer, excess }: WideStart, seeds: readonly SeedFacts[]): boolean {
  const slope = slopeAtZero((layer.behind ?? layer).activation);
  return slope * excess <= thresholds.exploding.farOver && stillMoves(layer, seeds);
}

/** Whether the later steps of these seeds move a layer's kernel by more than `saturated.moves` of its size. */
function stillMoves({ weights }: LayerReport, seeds: readonly SeedFacts[]): boolean {
  const kernel = weights.find(({ shape }) => shape.length >= 2);
  const ratios = seeds.flatMap(({ index, late }) => late.map((step) => kernel?.updateRatio[index]?.[step] ?? NaN));
  return medianOfFinite(ratios) > thresholds.saturated.moves;
}

/** Findings on layers whose outputs lie at the flat ends of their activation, hidden ones before heads. */
export function saturatedActivation(facts: Facts): Finding[] {
  return [...stuckLayers(facts, 'hidden'), ...stuckLayers(facts, 'head')];
}
