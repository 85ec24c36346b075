/** Candidates: residual connections around the layers that a finding names, where shapes allow. */

import type { TextEdit } from '../../report/finding';
import type { LayerReport, ModelReport } from '../../report/report';
import type { CandidateKind } from '../contract/candidate';

export const residual: CandidateKind = {
  kind: 'residual',
  codes: ['vanishing-gradient', 'dead-units'],
  propose: ({ model, text }, finding) => {
    const named = finding.layers.map((index) => model.layers[index]);
    const calls = new Map(named.map((layer) => [JSON.stringify([layer.file, layer.range]), layer]));
    const edits = [...calls.values()].flatMap((layer): readonly TextEdit[] => {
      // A call in a helper or a loop makes several layers, and all of them have to keep their shape.
      const made = named.filter((one) => one.file === layer.file && isSameRange(one, layer));
      return made.every((one) => keepsShape(model, one)) ? (text.aroundLayer(layer) ?? []) : [];
    });
    return edits.length === 0 ? [] : [{ change: 'residual connections', edits }];
  },
};

function isSameRange(a: LayerReport, b: LayerReport): boolean {
  return JSON.stringify(a.range) === JSON.stringify(b.range);
}

function keepsShape({ layers }: ModelReport, { inputs, outputShape }: LayerReport): boolean {
  return inputs.length === 1 && JSON.stringify(layers[inputs[0]].outputShape) === JSON.stringify(outputShape);
}
