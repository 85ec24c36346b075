/**
 * Rule vanishing-gradient: the gradient dies on its way back through depth or, in a recurrent layer, through time.
 * Along depth it judges how starved the source layers are (`evidence/starvation`, `thresholds.vanishing`).
 */

import { formatCount, formatFactor, formatMagnitude } from '../../report/format';
import type { Finding, Severity, BlamedText } from '../../report/finding';
import { typicalGradientIn } from '../../report/layer-numbers';
import type { LayerReport } from '../../report/report';
import { geometricMean, largest } from '../../report/statistics';
import { expectedGain, kernelScale } from '../evidence/expected-gain';
import { type Facts, isMajority, type SeedFacts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { type LossyGroup, lossyGroups } from '../evidence/lossy-layers';
import { amountsToFault, type Starvation, starvationOf, updateRatioLeftBehind } from '../evidence/starvation';
import { thresholds } from '../thresholds/thresholds';
import { deviationText, inSeeds, lineText, theseLayers } from '../phrases/phrases';
import { mainLine, toFinding } from '../phrases/verdict';
import { vanishingThroughTime } from './vanishing-through-time';

const limits = thresholds.vanishing;

type JudgedSeed = Starvation & { readonly seed: SeedFacts };

/** The rule's result along depth, for the messages of cause and effect. */
export interface Fade {
  /** The seeds that show it. */
  readonly seeds: readonly SeedFacts[];
  /** The seeds that make it more than information. */
  readonly grave: readonly JudgedSeed[];
  /** Indices of the layers that get too little. */
  readonly starving: readonly number[];
  readonly severity: Severity;
  /** After how many steps most seeds were seen to learn all the same; undefined where they were not. */
  readonly liftedAfter: number | undefined;
  /** Gradient at the output of the most starved source layer, formatted. */
  readonly absolute: string;
  /** This gradient as a share of the one at the last hidden layer. */
  readonly share: string;
}

/**
 * Why a layer loses gradient, from its activation, its weights and what theory expects; empty where nothing is known.
 */
function reasonOf(layer: LayerReport): string {
  const scale = kernelScale(layer);
  const expected = expectedGain(layer);
  const theory = Number.isFinite(expected) ? `, theory expects ${formatFactor(expected)}` : '';
  if (layer.activation === 'sigmoid') return `a sigmoid's slope is at most 0.25${theory}`;
  if (layer.activation === 'hardSigmoid') return `a hard sigmoid's slope is at most 0.2${theory}`;
  if (scale && Number.isFinite(expected) && expected < limits.lossyGain) {
    const drawn = layer.kernelInitializer ? ` drawn by ${layer.kernelInitializer}` : '';
    return `the weights${drawn} ${deviationText(layer, scale)}${theory}`;
  }
  return theory.slice(2);
}

/**
 * The smallest gradient of a source layer, as its badge shows it, and its share of what reaches the last hidden layer.
 * Where the first step passes nothing back (a head that starts at zero), both are means over the first steps.
 */
function faintest(facts: Facts, shown: readonly JudgedSeed[]): Pick<Fade, 'absolute' | 'share'> {
  const { graph, model } = facts;
  const seeds = shown.map((j) => j.seed.index);
  const arriving = (i: number): number => typicalGradientIn(model.layers[i], seeds) / graph.geometry[i];
  const source = graph.sources.reduce((a, b) => (arriving(b) < arriving(a) ? b : a));
  const share = arriving(source) / largest(graph.lastHidden.map(arriving));
  if (share > 0)
    return { absolute: formatMagnitude(typicalGradientIn(model.layers[source], seeds)), share: formatMagnitude(share) };
  return {
    absolute: formatMagnitude(geometricMean(shown.map((j) => j.output * j.seed.start.reference))),
    share: formatMagnitude(geometricMean(shown.map((j) => j.output))),
  };
}

function severityOf(facts: Facts, grave: readonly JudgedSeed[]): Severity {
  if (grave.length === 0) return 'information';
  // Such a network does train, though it takes very long.
  if (grave.every((j) => j.degree === 'mild' && !j.stalled)) return 'warning';
  const still = grave.every((j) => j.seed.loss.trend === 'stuck' || j.seed.loss.trend === 'rising');
  return isMajority(facts, grave) && (still || grave.some((j) => j.degree === 'hopeless')) ? 'error' : 'warning';
}

/**
 * The fade along depth; undefined where no gradient fades, or where one fades harmlessly in less than half of the
 * seeds.
 */
export function fadeOf(facts: Facts): Fade | undefined {
  const judged = facts.seeds.map((seed): JudgedSeed => ({ seed, ...starvationOf(facts, seed) }));
  const fading = judged.filter((j) => j.degree !== 'none');
  const lifted = fading.filter((j) => j.liftedAfter !== undefined);
  // A loss that falls by half to that of a constant answer has not trained the model.
  const untrained = fading.filter((j) => (j.seed.loss.trend !== 'trained' || j.staysUnlearned) && !lifted.includes(j));
  const isLifted = isMajority(facts, lifted);
  const hopeless = isLifted ? [] : fading.filter((j) => j.degree === 'hopeless');
  const grave = amountsToFault(facts, untrained) ? untrained : hopeless;
  const shown = grave.length > 0 ? grave : fading;
  if (shown.length === 0 || (grave.length === 0 && shown.length * 2 < facts.seeds.length)) return undefined;
  const seeds = shown.map((j) => j.seed);
  const starving = layersWhere(
    facts.model.layers,
    (layer, i) =>
      isTrainable(layer) &&
      !facts.graph.head.has(i) &&
      seeds.some((s) => s.start.output[i] < limits.mild || updateRatioLeftBehind(facts, s, i) > 0),
  );
  const after = isLifted ? largest(lifted.map((j) => j.liftedAfter ?? Number.NaN)) : undefined;
  return { seeds, grave, starving, severity: severityOf(facts, grave), liftedAfter: after, ...faintest(facts, shown) };
}

export const bounded = /^(sigmoid|hardSigmoid|softmax)$/;

/** The initializer that suits a layer's activation: its name in tfjs, and the class names of those that do as well. */
function suitingInitializer({ activation }: LayerReport): readonly [name: string, classNames: RegExp] {
  return activation === 'relu' ? ['heNormal', /^He/] : ['glorotNormal', /^Glorot/];
}

/** The setting that `remedyFor` says to change; none where it is the way that layers are joined. */
function blamedSettings(layer: LayerReport, layers: readonly number[]): readonly BlamedText[] {
  if (bounded.test(layer.activation ?? '')) return [{ setting: 'activation', layers }];
  const isSuited = suitingInitializer(layer)[1].test(layer.kernelInitializer ?? '');
  return isSuited ? [] : [{ setting: 'kernelInitializer', layers }];
}

/** What to do about layers of this kind. */
function remedyFor(layer: LayerReport): string {
  const normalized = 'or put a normalization layer between them.';
  if (bounded.test(layer.activation ?? ''))
    return `Give them the activation 'relu' (with 'heNormal') or 'tanh', ${normalized}`;
  const [initializer, className] = suitingInitializer(layer);
  return className.test(layer.kernelInitializer ?? '')
    ? 'Put a normalization layer between them, or add what every second one reads to what it gives.'
    : `Take '${initializer}' as their kernelInitializer, ${normalized}`;
}

/** How a message names what loses the gradient and what gets it. */
export interface FadeWords {
  readonly lossy: string;
  readonly first: string;
  readonly lastHidden: string;
}

/** That the gradient is lost in one group, how much of it arrives, and what comes of that; a sentence. */
export function fadeText(facts: Facts, fade: Fade, group: LossyGroup, words: FadeWords): string {
  const { layers, optimizer, learningRate } = facts.model;
  const isInformation = fade.grave.length === 0;
  const why = reasonOf(layers[group.layers[group.layers.length - 1]]);
  const pace = geometricMean(fade.grave.map((j) => j.leftBehind ?? Number.NaN));
  const outlook = isInformation
    ? fade.liftedAfter === undefined
      ? '; early layers will be slow to learn'
      : `; ${optimizer} makes up for it, and the model learns within ${formatCount(fade.liftedAfter, 'step')}`
    : pace > 0
      ? `; each step of ${optimizer} with learning rate ${learningRate} then changes that layer's weights ` +
        `by only ${formatMagnitude(pace)} of their size`
      : '';
  const seeds = inSeeds(
    facts,
    fade.seeds.map((s) => s.index),
  );
  return (
    `Gradients ${isInformation ? 'fade' : 'vanish'} through ${words.lossy}${seeds}: ` +
    `${group.layers.length === 1 ? 'it' : 'each'} passes on about ${formatFactor(group.gain)} of the gradient` +
    `${why ? ` (${why})` : ''}, so ${words.first} gets ${fade.absolute} (${fade.share} of what reaches ` +
    `${words.lastHidden})${outlook}.`
  );
}

/** The finding on one group of layers that lose the gradient. */
function causeFinding(facts: Facts, fade: Fade, group: LossyGroup): Finding {
  const { layers } = facts.model;
  const last = layers[group.layers[group.layers.length - 1]];
  const words = {
    lossy: theseLayers(group.layers.map((i) => layers[i])),
    first: 'the first layer',
    lastHidden: 'the last hidden layer',
  };
  return toFinding(facts, {
    code: 'vanishing-gradient',
    severity: fade.severity,
    role: 'cause',
    message: `${fadeText(facts, fade, group, words)} ${remedyFor(last)}`,
    at: mainLine(facts, group.layers),
    layers: group.layers,
    seeds: fade.seeds.map((s) => s.index),
    related: fade.starving,
    blames: blamedSettings(last, group.layers),
  });
}

/** The finding on layers that starve without being the cause; without a known cause it has the full severity. */
function effectFinding(facts: Facts, fade: Fade, groups: readonly LossyGroup[], cause: Finding | undefined): Finding[] {
  const { layers } = facts.model;
  const starved = fade.starving.filter((i) => !groups.some((group) => group.layers.includes(i)));
  if (starved.length === 0) return [];
  const seeds = fade.seeds.map((s) => s.index);
  const blame = cause ? `; it is lost at ${lineText(cause)}` : '';
  return [
    toFinding(facts, {
      code: 'vanishing-gradient',
      severity: cause ? 'information' : fade.severity,
      role: 'effect',
      message:
        `${fade.grave.length === 0 ? 'Little' : 'Almost no'} gradient reaches ` +
        `${theseLayers(starved.map((i) => layers[i]))}${inSeeds(facts, seeds)}: down to ${fade.absolute} ` +
        `(${fade.share} of what reaches the last hidden layer)${blame}.`,
      at: mainLine(facts, starved),
      layers: starved,
      seeds,
      related: groups.flatMap((group) => group.layers),
    }),
  ];
}

/** The causes, then the layers that starve because of them. */
function vanishingThroughDepth(facts: Facts): Finding[] {
  const fade = fadeOf(facts);
  if (!fade) return [];
  const groups = lossyGroups(facts, fade.starving, fade.seeds);
  const causes = groups.map((group) => causeFinding(facts, fade, group));
  return [...causes, ...effectFinding(facts, fade, groups, causes.at(0))];
}

/** Findings on gradients that shrink through depth, and through time in recurrent layers. */
export function vanishingGradient(facts: Facts): Finding[] {
  return [...vanishingThroughDepth(facts), ...vanishingThroughTime(facts)];
}
