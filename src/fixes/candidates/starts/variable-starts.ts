/** Candidates: variables of a hand-written model that start at random numbers of the size that layers start with. */

import type { TextEdit } from '../../../report/finding';
import type { LayerReport } from '../../../report/report';
import { isSameLocation } from '../../../report/position';
import type { CandidateKind } from '../../contract/candidate';

export const variableStarts: CandidateKind = {
  kind: 'initializers',
  codes: [
    'not-learning',
    'symmetric-weights',
    'zero-gradient',
    'vanishing-gradient',
    'exploding-gradient',
    'saturated-activation',
    'dead-units',
    'non-finite',
    'update-too-large',
    'update-too-small',
  ],
  propose: ({ model, text }) => {
    const calls = new Map(
      model.layers
        .filter((layer) => layer.className === 'Variable' && isMatrix(layer))
        .map((layer) => [JSON.stringify([layer.file, layer.range, layer.callers]), layer]),
    );
    // What a helper makes in several shapes has to compute its deviation.
    const isOfHelper = (layer: LayerReport): boolean =>
      new Set([...calls.values()].filter((one) => isSameLocation(one, layer)).map((one) => String(shapeOf(one)))).size >
      1;
    const helped = [...calls.values()].some(isOfHelper);
    const starts = (share: number): readonly TextEdit[] =>
      [...calls.values()].flatMap(
        (layer) => text.changeVariableStart(layer, isOfHelper(layer) ? undefined : deviation(layer, share)) ?? [],
      );
    return [
      { change: 'variables start as Glorot normal', edits: starts(1) },
      { change: 'variables start near zero', edits: helped ? [] : starts(0.01) },
    ].filter(({ edits }) => edits.length > 0);
  },
};

const shapeOf = ({ weights, outputShape }: LayerReport): readonly (number | null)[] =>
  weights.at(0)?.shape ?? outputShape;

function isMatrix(layer: LayerReport): boolean {
  return shapeOf(layer).length >= 2;
}

/** The root of 2 / (fan-in + fan-out), Glorot & Bengio 2010, or a share of it. */
function deviation(layer: LayerReport, share: number): string {
  const shape = shapeOf(layer).map((size) => size ?? 1);
  const field = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  const fans = (shape.at(-2) ?? 1) + (shape.at(-1) ?? 1);
  return String(Number((share * Math.sqrt(2 / (field * fans))).toPrecision(2)));
}
