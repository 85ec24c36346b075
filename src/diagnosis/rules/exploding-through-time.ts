/**
 * The part of rule exploding-gradient that looks at time: how much larger the gradient is at a recurrent layer's oldest
 * time step than at its newest (Pascanu, Mikolov & Bengio 2013); or, where outputs that have grown from step to step
 * let no gradient back, how large they are. Threshold: `thresholds.exploding.growth`.
 */

import { formatCount, formatFactor, formatMagnitude } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LayerReport } from '../../report/report';
import { median } from '../../report/statistics';
import { outputRms } from '../evidence/depth-profile';
import { isUnbounded } from '../evidence/expected-gain';
import type { Facts } from '../evidence/facts';
import { trainsBelowGuessing } from '../evidence/loss-of-guessing';
import { thresholds } from '../thresholds/thresholds';
import { toFinding } from '../phrases/verdict';

/**
 * One finding for each recurrent layer through whose time steps the gradient grows; information where every seed goes
 * below the loss of a constant answer.
 */
export function explodingThroughTime(facts: Facts): Finding[] {
  const { seeds, model } = facts;
  if (seeds.length === 0) return [];
  const isHarmless = seeds.every((seed) => trainsBelowGuessing(facts, seed));
  return model.layers.flatMap((layer, index) => {
    const gradients = upToNewest(layer.timeSteps ?? []);
    const growth = growthOf(gradients);
    const isBackwards = growth > thresholds.exploding.growth;
    const state = isBackwards || isHarmless ? undefined : grownState(facts, layer);
    const text = isBackwards ? gradientsText(layer, gradients, growth) : state && stateText(layer, state);
    if (text === undefined) return [];
    return [
      toFinding(facts, {
        code: 'exploding-gradient',
        severity: isHarmless ? 'information' : 'error',
        role: 'cause',
        message:
          `${text} ` +
          "Take 'orthogonal' as its recurrentInitializer and 'tanh' as its activation, or give it fewer steps at " +
          'a time.',
        at: layer,
        layers: [index],
        blames: [
          { setting: 'recurrentInitializer', layers: [index] },
          { setting: 'activation', layers: [index] },
        ],
        seeds: seeds.map((seed) => seed.index),
      }),
    ];
  });
}

function gradientsText({ className }: LayerReport, gradients: readonly number[], growth: number): string {
  return (
    `Gradients explode through time in this ${className}: from the newest to the oldest of ` +
    `${formatCount(gradients.length, 'time step')} they grow ${formatMagnitude(growth)} times.`
  );
}

interface GrownState {
  /** Root mean square of the layer's outputs. */
  readonly size: number;
  /** By how much the recurrent weights multiply the state in each step. */
  readonly gain: number;
}

function stateText({ className, timeSteps = [] }: LayerReport, { size, gain }: GrownState): string {
  return (
    `The state of this ${className} explodes through time: its recurrent weights multiply it by about ` +
    `${formatFactor(gain)} in each of ${formatCount(timeSteps.length, 'time step')}, up to a root mean square of ` +
    `${formatMagnitude(size)}, and no gradient comes back.`
  );
}

/**
 * The state that an unbounded activation lets grow from step to step, where no gradient comes back through it and its
 * recurrent weights are large: of n units with independent weights of deviation d, they multiply it by d times the root
 * of n; a ReLU, which keeps half of the signal's square, by that over the root of 2 (He et al. 2015).
 */
function grownState(facts: Facts, layer: LayerReport): GrownState | undefined {
  const { timeSteps = [], activation } = layer;
  const recurrent = layer.weights.find(({ name }) => name === 'recurrent_kernel');
  if (timeSteps.length < thresholds.time.minSteps || timeSteps.some((gradient) => gradient > 0)) return undefined;
  if (!recurrent || recurrent.shape.at(0) !== recurrent.shape.at(1) || !isUnbounded(activation)) return undefined;
  const start = median(facts.seeds.map(({ index }) => recurrent.l2[index]?.at(0) ?? Number.NaN));
  const gain = start / Math.sqrt(recurrent.shape[0]) / (activation === 'linear' ? 1 : Math.SQRT2);
  const size = outputRms(layer);
  return size > thresholds.exploding.growth && gain > thresholds.exploding.growingGain ? { size, gain } : undefined;
}

/** The time steps up to the newest that gets a gradient: a model may read the output of an earlier one alone. */
function upToNewest(gradients: readonly number[]): readonly number[] {
  return gradients.slice(0, gradients.findLastIndex((gradient) => gradient > 0) + 1);
}

/**
 * The gradient at the oldest time step divided by that at the newest; NaN where it does not grow from step to step, as
 * where attention looks at one early step.
 */
function growthOf(gradients: readonly number[]): number {
  const gains = gradients.slice(1).map((newer, older) => gradients[older] / newer);
  const grows = median(gains) > thresholds.exploding.growingGain;
  return gradients.length >= thresholds.time.minSteps && grows
    ? gradients[0] / gradients[gradients.length - 1]
    : Number.NaN;
}
