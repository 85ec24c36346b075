/** Candidates: residual connections around the layers that a finding names, where shapes allow. */

import { isTypeScript } from '../../../files/paths';
import type { TextEdit } from '../../../report/finding';
import { isSameLocation } from '../../../report/position';
import type { LayerReport, ModelReport } from '../../../report/report';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import { onePerCall } from '../../changes/layer-changes';

const name = 'addInput';

/** @param tf how the file calls tfjs */
function wrapper(tf: string, isTyped: boolean): string {
  const head = isTyped ? `function ${name}<L extends ${tf}.layers.Layer>(layer: L): L {` : `function ${name}(layer) {`;
  return `/** Makes a layer add what it reads to what it gives: a residual connection (He et al. 2016). */
${head}
  const call = layer.call.bind(layer);
  layer.call = (inputs, options) => {
    const [x] = Array.isArray(inputs) ? inputs : [inputs];
    return ${tf}.add(x, call(inputs, options)${isTyped ? ` as ${tf}.Tensor` : ''});
  };
  return layer;
}`;
}

export const residual: CandidateKind = {
  kind: 'residual',
  codes: ['vanishing-gradient', 'dead-units'],
  propose: ({ model, text }, finding) => {
    const named = finding.layers.map((index) => model.layers[index]);
    // A call in a helper or a loop makes several layers, and all of them have to keep their shape.
    const keeping = onePerCall(named).filter((layer) =>
      model.layers.filter((one) => isSameLocation(one, layer)).every((one) => keepsShape(model, one)),
    );
    const functional = keeping.flatMap((layer): readonly TextEdit[] => text.addResidual(layer) ?? []);
    if (functional.length > 0) return [{ change: 'residual connections', edits: functional }];
    return byHelper({ model, text }, keeping);
  },
};

/** For layers that are added to a sequential model, which has no way around them. */
function byHelper({ text }: CandidateContext, layers: readonly LayerReport[]): Proposal[] {
  const edits = layers.flatMap((layer): readonly TextEdit[] => {
    const tf = text.tfName(layer.file, []);
    const wrapped = tf === undefined ? undefined : text.wrapLayerMaker(layer, name);
    if (tf === undefined || !wrapped) return [];
    const isTyped = isTypeScript(layer.file);
    return [...text.addFunction(layer.file, name, wrapper(tf, isTyped)), ...wrapped];
  });
  const note = 'A saved model keeps its weights, not these connections: load them into a model that this code makes.';
  return edits.length === 0 ? [] : [{ change: 'residual connections', edits, note }];
}

function keepsShape({ layers }: ModelReport, { inputs, outputShape, className }: LayerReport): boolean {
  return (
    className !== 'Variable' &&
    inputs.length === 1 &&
    layers[inputs[0]].className !== 'InputLayer' &&
    JSON.stringify(layers[inputs[0]].outputShape) === JSON.stringify(outputShape)
  );
}
