/** Finds for a loss the layer that gives its outputs, and its targets. */

import type { LossReport } from '../../report/losses';
import type { ModelReport, PlacedTensorFacts } from '../../report/report';
import type { Facts } from './facts';
import { layersWhere } from './layer-graph';

/** The layer that gives a loss its outputs, as an index; without one, the layers that no other reads. */
export function headOf(facts: Facts, call?: LossReport): number[] {
  if (call && call.layer !== null) return [call.layer];
  return layersWhere(facts.model.layers, (_, i) => facts.graph.consumers[i].length === 0);
}

/** The targets of an output's loss; undefined where the losses are not one for each output. */
export function targetsOf({ model }: Facts, call: LossReport): PlacedTensorFacts | undefined {
  const { dataFacts, lossCalls = [] } = model;
  return dataFacts?.targets.length === lossCalls.length ? dataFacts.targets[lossCalls.indexOf(call)] : undefined;
}

/** The numbers of the classes that class weights leave out of the loss; empty for none. */
export function classesLeftOut({ dataFacts }: Pick<ModelReport, 'dataFacts'>): readonly number[] {
  return dataFacts?.targets.flatMap(({ weightless }) => weightless?.classes ?? []) ?? [];
}

/** Whether the targets are the numbers of three classes or more: 0, 1, 2 and so on, without a gap. */
export function areClassNumbers({ values, wholeNumbers, columns }: PlacedTensorFacts): boolean {
  return (
    wholeNumbers &&
    columns === 1 &&
    values !== undefined &&
    values.length > 2 &&
    values.every(({ value }, i) => value === values[0].value + i) &&
    (values[0].value === 0 || values[0].value === 1)
  );
}

/** Whether the targets are pixels of eight bits, such as a mask as its picture file holds it. */
export function arePixels({ wholeNumbers, min, max }: PlacedTensorFacts): boolean {
  return wholeNumbers && min === 0 && max === whitePixel;
}

/** The largest number of a pixel that has eight bits. */
export const whitePixel = 255;

/** Whether a loss gets a single column of outputs: the sum of each row is then its only number. */
export function isOneColumn({ outputs }: LossReport): boolean {
  return (
    outputs.length > 0 &&
    outputs.every(({ min, max, leastSum, greatestSum }) => min < max && leastSum === min && greatestSum === max)
  );
}
