/** Candidates: gradients that pass a layer whose own operations have none, as if the layer gave its input. */

import { isTypeScript } from '../../../files/paths';
import type { TextEdit } from '../../../report/finding';
import type { LayerReport, ModelReport } from '../../../report/report';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';

const name = 'passGradients';

/** @param tf how the file calls tfjs */
function wrapper(tf: string, isTyped: boolean): string {
  const head = isTyped ? `<L extends ${tf}.layers.Layer>(layer: L): L {` : '(layer) {';
  const cast = isTyped ? ` as ${tf}.Tensor` : '';
  return `/** Lets gradients pass a layer as if it gave its input: a straight-through estimator (Bengio 2013). */
function ${name}${head}
  const call = layer.call.bind(layer);
  layer.call = (inputs, options) => {
    const [x] = Array.isArray(inputs) ? inputs : [inputs];
    const pass = ${tf}.customGrad((given) => ({
      value: call(given${cast}, options)${cast},
      gradFunc: (gradient) => gradient.clone(),
    }));
    return pass(x);
  };
  return layer;
}`;
}

export const passGradients: CandidateKind = {
  kind: 'pass-gradients',
  codes: ['zero-gradient'],
  propose: (situation, finding) => {
    // A layer that rounds is meant to; only where rounding has no layer of its own can it be left out.
    const passed = layersOf(situation, finding.layers);
    return passed.length > 0 ? passed : withoutRounding(situation, finding.file);
  },
};

function layersOf({ model, text }: CandidateContext, indices: readonly number[]): Proposal[] {
  const named = indices.map((index) => model.layers[index]).filter((layer) => isStep(model, layer));
  const edits = named.flatMap((layer): readonly TextEdit[] => {
    const tf = text.tfName(layer.file, []);
    const wrapped = tf === undefined ? undefined : text.wrapLayerMaker(layer, name);
    if (tf === undefined || !wrapped) return [];
    const isTyped = isTypeScript(layer.file);
    return [...text.addFunction(layer.file, name, wrapper(tf, isTyped)), ...wrapped];
  });
  if (edits.length === 0) return [];
  const note = 'Gradients pass as if the layer gave its input. A saved model keeps its weights, not this detour.';
  return [{ change: 'gradients passed straight through', edits, note }];
}

/** It has no weights, keeps its input's shape, and gives various numbers: a rounding, not a switch that is off. */
function isStep({ layers }: ModelReport, { inputs, outputShape, parameters, output }: LayerReport): boolean {
  return (
    parameters === 0 &&
    inputs.length === 1 &&
    JSON.stringify(layers[inputs[0]].outputShape.slice(1)) === JSON.stringify(outputShape.slice(1)) &&
    output.std > 0
  );
}

/** The file's own functions without one of their roundings. */
function withoutRounding({ text }: CandidateContext, file: string): Proposal[] {
  return text.roundings(file).map(({ name, edits }) => ({
    change: `without ${name}() in what is learned`,
    edits,
    note: 'Round what the model predicts after training.',
  }));
}
