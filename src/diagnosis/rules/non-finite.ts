/**
 * Rule non-finite: NaN or infinity in loss, outputs or gradients. It stands where the first such number was made:
 * on the operation's line in user code, else on the layer's. Without a threshold: any such number is a fault.
 */

import type { Finding, BlamedText } from '../../report/finding';
import type { Location } from '../../report/position';
import type { NonFiniteOrigin } from '../../report/report';
import { weightGradient } from '../evidence/depth-profile';
import { type Facts, isMajority, isOverflow, type SeedFacts } from '../evidence/facts';
import { inSeeds, kindText, lineText } from '../phrases/phrases';
import { knownWords, operationWords } from '../phrases/operation-words';
import { toFinding, trainingPlace } from '../phrases/verdict';

interface Sight {
  readonly seed: SeedFacts;
  readonly step: number;
  /** The origin of the number; undefined where the probe could not compute the step again. */
  readonly origin: NonFiniteOrigin | undefined;
}

/** Where the number is, and why. */
interface Account {
  readonly at: Location;
  /** Indices of the layers that the message means. */
  readonly layers: readonly number[];
  /** The settings that do it. */
  readonly blames?: readonly BlamedText[];
  /** Part of a sentence: `first in the gradients of Dense layer d1: ...`. */
  readonly text: string;
}

/** Whether a value is there and not finite. */
const bad = (value: number | undefined): boolean => value !== undefined && !Number.isFinite(value);

/** For each layer, whether its gradient in this step, at its output or of its weights, is not finite. */
function badLayers({ model: { layers } }: Facts, seed: SeedFacts, step: number): boolean[] {
  return layers.map(
    (layer) =>
      bad(layer.outputGradient.l2[seed.index]?.[step]) ||
      (layer.weights.length > 0 &&
        layer.weights.some((w) => w.trainable && bad(w.gradientL2[seed.index]?.[step])) &&
        bad(weightGradient(layer, seed.index, step))),
  );
}

function sightIn(facts: Facts, seed: SeedFacts): Sight | undefined {
  const origin = facts.model.nonFinite?.find((one) => one.seed === seed.index);
  if (origin) return { seed, step: origin.step, origin };
  for (let step = 0; step < seed.steps; step++)
    if (bad(facts.model.losses[seed.index][step]) || badLayers(facts, seed, step).includes(true))
      return { seed, step, origin };
  return undefined;
}

/**
 * Without an origin, the first layer in forward order whose outputs were not finite. If all outputs were, it is the
 * layer nearest to the loss whose gradient was not, because gradients spread from there to the input.
 */
function withoutOrigin(facts: Facts, { seed, step }: Sight): Account {
  const { layers } = facts.model;
  // A variable of a hand-written loop has no outputs.
  const forward = layers.findIndex(
    (layer) => layer.className !== 'Variable' && (bad(layer.output.mean) || bad(layer.output.std)),
  );
  const backward = badLayers(facts, seed, step).lastIndexOf(true);
  const index = forward >= 0 ? forward : backward;
  const reason =
    step === 0
      ? 'look for a division by zero, a logarithm of zero or NaN in the data'
      : 'an earlier step was too large, or a logarithm or a division met zero';
  if (index < 0) return { at: trainingPlace(facts), layers: [], text: `first in the loss itself: ${reason}` };
  const layer = layers[index];
  const what = forward >= 0 ? 'outputs' : 'gradients';
  return { at: layer, layers: [index], text: `first in the ${what} of ${layerName(facts, index)}: ${reason}` };
}

function layerName(facts: Facts, index: number): string {
  const layer = facts.model.layers[index];
  return layer.className === 'Variable' ? `variable ${layer.name}` : `${kindText(layer)} layer ${layer.name}`;
}

function account(facts: Facts, sight: Sight): Account {
  const { origin } = sight;
  if (!origin) return withoutOrigin(facts, sight);
  if (origin.by === 'weight') return ofWeight(facts, origin);
  if (origin.by === 'data') return ofData(facts, sight, origin.at);
  const layer = origin.layer === undefined ? undefined : facts.model.layers[origin.layer];
  const { why, remedy } = operationWords(origin, subjectOf(origin));
  const inGradient = origin.by === 'gradient' ? 'in the gradient of ' : 'in ';
  const where = origin.at
    ? `${inGradient}this operation${placeOf(facts, origin)}`
    : layer
      ? `${inGradient}${origin.kernel} of ${layerName(facts, origin.layer ?? 0)}`
      : `${inGradient}the loss (${facts.model.loss})`;
  return {
    at: origin.at ?? layer ?? trainingPlace(facts),
    layers: origin.layer === undefined ? [] : [origin.layer],
    text: `first ${where}: ${why}. ${swapped(origin) ?? remedy}`,
  };
}

function placeOf(facts: Facts, { layer, isInLoss }: NonFiniteOrigin): string {
  if (layer !== undefined) return ` in the call of ${layerName(facts, layer)}`;
  return isInLoss ? ' in the loss function' : '';
}

function ofWeight(facts: Facts, { step, layer = 0 }: NonFiniteOrigin): Account {
  const { optimizer, learningRate } = facts.model;
  const made =
    step === 0
      ? 'which starts so'
      : `which the update of step ${step} made so, though its gradients were finite: ` +
        (Number.isFinite(learningRate)
          ? `${optimizer} with a learning rate of ${learningRate} took too large a step. Lower the learning rate`
          : 'the learning rate, or another factor of the update, is no number. Look where it is set: a setting that ' +
            'is read by another name is undefined');
  return {
    at: step === 0 ? facts.model.layers[layer] : trainingPlace(facts),
    layers: [layer],
    blames: [step === 0 ? { setting: 'kernelInitializer', layers: [layer] } : { setting: 'learningRate' }],
    text: `first in a weight of ${layerName(facts, layer)} (${lineText(facts.model.layers[layer])}), ${made}`,
  };
}

/** Numbers that no operation of the step made: at the line that made them before it, where that is known. */
function ofData(facts: Facts, sight: Sight, made: Location | undefined): Account {
  if (made)
    return {
      at: made,
      layers: [],
      text:
        'first in the numbers that this line makes before the step, for the loss to read: 0 divided by 0 (the ' +
        'deviation of equal numbers is 0), or the logarithm or root of a number that has none. Keep the divisor ' +
        'above 0, such as .div(deviation.add(1e-7)), or leave out what is missing',
    };
  const { at, layers } = withoutOrigin(facts, sight);
  return {
    at,
    layers,
    text:
      'first in the data that come in, inputs or targets. Leave out or fill the rows that hold it before the tensors ' +
      'are made',
  };
}

/** The name of an operation's input, if the loss function has one for it. */
function subjectOf({ argument }: NonFiniteOrigin): string {
  if (!argument) return '';
  const name = argument.names.at(argument.holds === 'targets' ? 0 : 1);
  const whose = argument.holds === 'targets' ? 'the targets' : "the model's outputs";
  return name === undefined ? ` of ${whose}` : ` of ${name} (${whose})`;
}

/** The loss function takes the logarithm of its first argument, or divides by it, and means outputs by its names. */
export function hasSwappedArguments({ argument, kernel }: NonFiniteOrigin): boolean {
  if (argument?.holds !== 'targets' || !/^(?:Log|RealDiv)$/.test(kernel) || argument.names.length < 2) return false;
  const [first, second] = argument.names;
  return /pred|out|hat|logit|prob|^p$/i.test(first) || /true|target|label|^y$|^t$/i.test(second);
}

/** A logarithm or division of targets of 0 is seldom meant: tfjs hands the targets over first. */
function swapped(origin: NonFiniteOrigin): string | undefined {
  const { argument, kernel } = origin;
  if (argument?.holds !== 'targets' || !/^(?:Log|RealDiv)$/.test(kernel) || argument.names.length < 2) return undefined;
  const [first, second] = argument.names;
  return hasSwappedArguments(origin)
    ? `TensorFlow.js calls a loss function with the targets first and the outputs second: write (${second}, ${first})`
    : `TensorFlow.js gives the targets as ${first} and the outputs as ${second}; if they are swapped, swap them ` +
        'back, else keep the targets above 0';
}

/** Nothing for a logarithm of 0 or the like: backends differ in the least number that they do not take for 0. */
function backendReason(facts: Facts, { origin }: Sight, { at, layers }: Account): Account | undefined {
  const { backendFault } = facts.model;
  if (!backendFault || (origin?.by === 'operation' && knownWords(origin, ''))) return undefined;
  const { backend, finiteOn, steps } = backendFault;
  const which = steps === 1 ? 'this step is' : `all of the first ${steps} steps are`;
  const where = layers.length > 0 ? `in ${layerName(facts, layers[0])}` : 'in the loss itself';
  return {
    at,
    layers,
    text:
      `first ${where}: the ${backend} backend of TensorFlow.js causes it, not the model: on the ${finiteOn} backend, ` +
      `from the same start, ${which} finite`,
  };
}

/** Whether the loss grew before, so that only the size of its numbers is wrong with the operation. */
function hasRunAway({ model }: Facts, { seed, step, origin }: Sight): boolean {
  const before = model.losses[seed.index].slice(0, step);
  const grew = before.length > 1 && before[before.length - 1] > 2 * Math.abs(before[0]);
  return grew && (!origin || isOverflow(origin));
}

/**
 * One finding for the earliest. It is an effect where the loss ran away before, since the learning rate causes that.
 */
export function nonFinite(facts: Facts): Finding[] {
  const sights = facts.seeds.flatMap((seed) => sightIn(facts, seed) ?? []);
  if (sights.length === 0 || facts.model.layers.length === 0) return [];
  const earliest = sights.reduce((a, b) => (b.step < a.step ? b : a));
  const ranAway = facts.model.backendFault === undefined && hasRunAway(facts, earliest);
  const found = account(facts, earliest);
  const { at, layers, text, blames = [] } = backendReason(facts, earliest, found) ?? found;
  const when = earliest.step === 0 ? 'in the very first step' : `in step ${earliest.step + 1}`;
  const indices = sights.map((s) => s.seed.index);
  const end = ranAway ? 'the loss grew step by step until it left the range of numbers' : text;
  return [
    toFinding(facts, {
      code: 'non-finite',
      severity: isMajority(facts, sights) ? 'error' : 'warning',
      role: ranAway ? 'effect' : 'cause',
      message: `NaN or infinity ${when}${inSeeds(facts, indices)}${ranAway ? ': ' : ', '}${end}.`,
      at,
      layers,
      blames,
      seeds: indices,
    }),
  ];
}
