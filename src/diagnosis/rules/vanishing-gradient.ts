/** Rule vanishing-gradient: the gradient dies on its way back through depth or, in a recurrent layer, through time. */

import { typicalGradientIn } from '../../report/layer-numbers';
import { formatFactor, formatMagnitude } from '../../report/format';
import type { Finding, Severity } from '../../report/finding';
import type { Facts, SeedFacts } from '../evidence/facts';
import { throughTime } from './vanishing-through-time';
import { causesOf, reasonOf } from '../wording/gradient-loss';
import { isTrainable } from '../evidence/layer-graph';
import { degreeOf, isGrave, stepLeftBehind } from '../evidence/starvation';
import { geometricMean, largest } from '../../report/statistics';
import { thresholds } from '../evidence/thresholds';
import { inSeeds, lineOf, mainLine, these, toFinding } from '../wording/wording';

const limits = thresholds.vanishing;

/**
 * The least gradient of a source layer as its badge shows it, and as a share of what reaches the last hidden layer. Where the first step passes nothing back
 * (a head that starts at zero) both are the means of the first steps.
 */
function faintest(
  facts: Facts,
  shown: readonly { seed: SeedFacts; output: number }[],
): { absolute: string; worst: string } {
  const { graph, model } = facts;
  const seeds = shown.map((j) => j.seed.index);
  const arriving = (i: number): number => typicalGradientIn(model.layers[i], seeds) / graph.geometry[i];
  const source = graph.sources.reduce((a, b) => (arriving(b) < arriving(a) ? b : a));
  const share = arriving(source) / largest(graph.lastHidden.map(arriving));
  if (share > 0)
    return { absolute: formatMagnitude(typicalGradientIn(model.layers[source], seeds)), worst: formatMagnitude(share) };
  return {
    absolute: formatMagnitude(geometricMean(shown.map((j) => j.output * j.seed.start.reference))),
    worst: formatMagnitude(geometricMean(shown.map((j) => j.output))),
  };
}

/** The finding about depth, cause first, then the lines that starve without being the cause. */
function throughDepth(facts: Facts): Finding[] {
  const judged = facts.seeds.map((seed) => ({ seed, ...degreeOf(facts, seed) }));
  const fading = judged.filter((j) => j.degree !== 'none');
  const untrained = fading.filter((j) => j.seed.loss.trend !== 'trained');
  const grave = isGrave(facts, untrained) ? untrained : fading.filter((j) => j.degree === 'hopeless');
  const shown = grave.length > 0 ? grave : fading;
  if (shown.length === 0 || (grave.length === 0 && shown.length * 2 < facts.seeds.length)) return [];

  const { layers } = facts.model;
  const seeds = shown.map((j) => j.seed);
  const starving = layers
    .map((_, i) => i)
    .filter(
      (i) =>
        isTrainable(layers[i]) &&
        !facts.graph.head.has(i) &&
        seeds.some((s) => s.start.output[i] < limits.mild || stepLeftBehind(facts, s, i) > 0),
    );
  const severity: Severity = ((): Severity => {
    if (grave.length === 0) return 'information';
    // It does train, if somebody waits for long enough.
    if (grave.every((j) => j.degree === 'mild' && !j.stalled)) return 'warning';
    const still = grave.every((j) => j.seed.loss.trend === 'stuck' || j.seed.loss.trend === 'rising');
    return grave.length * 2 > facts.seeds.length && (still || grave.some((j) => j.degree === 'hopeless'))
      ? 'error'
      : 'warning';
  })();
  const { absolute, worst } = faintest(facts, shown);
  const verb = grave.length === 0 ? 'Gradients fade' : 'Gradients vanish';
  const reach = `so the first layer gets ${absolute} (${worst} of what reaches the last hidden layer)`;
  const { optimizer, learningRate } = facts.model;
  const pace = geometricMean(grave.map((j) => j.leftBehind ?? Number.NaN));
  const outlook =
    grave.length === 0
      ? '; early layers will be slow to learn'
      : pace > 0
        ? `, of which ${optimizer} with learning rate ${learningRate} makes steps of ${formatMagnitude(pace)} of its weights`
        : '';

  const found = causesOf(facts, starving, seeds);
  const inThese = inSeeds(
    facts,
    seeds.map((s) => s.index),
  );
  const seedIndices = seeds.map((s) => s.index);
  const findings = found.map((group) => {
    const why = reasonOf(layers[group.layers[group.layers.length - 1]]);
    const each = `${group.layers.length === 1 ? 'it' : 'each'} passes on about ${formatFactor(group.gain)} of the gradient${why ? ` (${why})` : ''}`;
    return toFinding(facts, {
      code: 'vanishing-gradient',
      severity,
      role: 'cause',
      message: `${verb} through ${these(group.layers.map((i) => layers[i]))}${inThese}: ${each}, ${reach}${outlook}.`,
      at: mainLine(facts, group.layers),
      layers: group.layers,
      seeds: seedIndices,
      related: starving,
    });
  });
  const sufferers = starving.filter((i) => !found.some((group) => group.layers.includes(i)));
  if (sufferers.length > 0) {
    const at = mainLine(facts, sufferers);
    const blame = findings.length > 0 ? `; it is lost at ${lineOf(findings[0])}` : '';
    findings.push(
      toFinding(facts, {
        code: 'vanishing-gradient',
        severity: findings.length > 0 ? 'information' : severity,
        role: 'effect',
        message: `${grave.length === 0 ? 'Little' : 'Almost no'} gradient reaches ${these(sufferers.map((i) => layers[i]))}${inThese}: down to ${absolute} (${worst} of what reaches the last hidden layer)${blame}.`,
        at,
        layers: sufferers,
        seeds: seedIndices,
        related: found.flatMap((group) => group.layers),
      }),
    );
  }
  return findings;
}

/** Both kinds of vanishing. */
export function vanishingGradient(facts: Facts): Finding[] {
  return [...throughDepth(facts), ...throughTime(facts)];
}
