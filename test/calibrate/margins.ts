/** The numbers in a report by which the rules decide, each with its threshold. */

import { gatherFacts, type ProbedModel, type SeedFacts } from '../../src/diagnosis/evidence/facts';
import { largest, medianOfFinite, smallest } from '../../src/report/statistics';
import { thresholds } from '../../src/diagnosis/thresholds/thresholds';
import { isAdaptive } from '../../src/report/model-settings';
import { updateRatios } from '../../src/diagnosis/evidence/update-ratio';
import { canDie } from '../../src/diagnosis/evidence/dead-layers';

export interface Margin {
  readonly name: string;
  /** One value for each seed. */
  readonly values: readonly number[];
  readonly threshold: number;
}

/** The decisive numbers of a model, without those it does not have (a network without ReLU has no dead units). */
export function marginsOf(model: ProbedModel): Margin[] {
  const facts = gatherFacts(model);
  const each = (value: (seed: SeedFacts) => number): number[] => facts.seeds.map(value);
  const { graph } = facts;
  const hidden = model.layers.map((_, i) => i).filter((i) => !graph.head.has(i));
  const ratio = (seed: SeedFacts): number =>
    smallest(graph.sources.map((i) => Math.min(seed.start.output[i], seed.start.weights[i])));
  const time = model.layers
    .map((layer) => layer.timeSteps ?? [])
    .filter((steps) => steps.length >= thresholds.time.minSteps);
  const mortal = model.layers.filter(canDie);
  const all: Margin[] = [
    {
      name: 'first/last gradient',
      values: each((s) => smallest(graph.sources.map((i) => s.start.output[i]))),
      threshold: thresholds.vanishing.mild,
    },
    { name: 'smaller of gradient and weight ratio', values: each(ratio), threshold: thresholds.vanishing.severe },
    {
      name: 'gradient growth',
      values: each((s) => largest(hidden.map((i) => s.start.output[i]))),
      threshold: thresholds.exploding.growth,
    },
    {
      name: 'oldest/strongest time step',
      values: time.map((steps) => steps[0] / largest(steps)),
      threshold: thresholds.time.fade,
    },
    {
      name: 'dead units',
      values: each((s) => largest(mortal.map((layer) => layer.output.zeroUnitsPerSeed[s.index]))),
      threshold: thresholds.dead.many,
    },
    {
      name: 'update ratio',
      values: each((s) => medianOfFinite(updateRatios(facts, s, 'own'))),
      threshold: isAdaptive(model.optimizer)
        ? thresholds.update.smallAdaptive
        : model.learningRate < thresholds.update.lowPlainRate
          ? thresholds.update.smallPlain
          : thresholds.update.tinyPlain,
    },
    {
      name: 'largest early update ratio',
      values: each((s) => largest(updateRatios(facts, s, 'glorot').slice(0, thresholds.steps.early))),
      threshold: thresholds.update.large,
    },
    { name: 'later/first loss', values: each((s) => s.loss.later / s.loss.first), threshold: thresholds.loss.falling },
  ];
  return all.filter((margin) => margin.values.some(Number.isFinite));
}

/** `first/last gradient 1.3e-4…8.4e-4 (1.0e-3: ×0.13…0.84)`. */
export function marginText({ name, values, threshold }: Margin): string {
  const [low, high] = [smallest(values), largest(values)];
  const short = (value: number): string => Number(value.toPrecision(2)).toString();
  const distance = `×${short(low / threshold)}…${short(high / threshold)}`;
  return `${name} ${short(low)}…${short(high)} (threshold ${short(threshold)}: ${distance})`;
}
