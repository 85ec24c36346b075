/** Candidates: a normalization of the inputs as the first layer, so that it also holds where the model predicts. */

import type { TextEdit } from '../../../report/finding';
import type { LayerReport, ModelReport } from '../../../report/report';
import type { CandidateKind } from '../../contract/candidate';

/** Layers that pass their input on, or normalize it. */
const noInput = new Set(['InputLayer', 'BatchNormalization', 'LayerNormalization', 'Variable']);

export const inputScaling: CandidateKind = {
  kind: 'input-scaling',
  codes: [
    'unscaled-data',
    'saturated-activation',
    'exploding-gradient',
    'non-finite',
    'dead-units',
    'update-too-large',
    'zero-gradient',
  ],
  propose: ({ model, text }) => {
    const edits: TextEdit[] = [];
    for (const layer of firstLayers(model)) {
      if (noInput.has(layer.className)) return [];
      // It reads ids; another input beside it may have a scale.
      if (layer.className === 'Embedding') continue;
      const maker = text.tfName(layer.file, ['layers', 'batchNormalization']);
      if (maker === undefined) return [];
      const shape = ['inputShape', 'batchInputShape'].flatMap((name) =>
        text.definitions(layer, name).map((one) => `${name}: ${one.text}`),
      );
      // Columns are normalized each by itself, so that those of several inputs may be so when they stand side by side.
      const inserted =
        layer.className === 'Concatenate'
          ? text.insertAfter(layer, `${maker}()`)
          : text.insertBefore(layer, `${maker}(${shape.length > 0 ? `{ ${shape[0]} }` : ''})`);
      if (!inserted) return [];
      edits.push(...inserted);
    }
    return edits.length === 0 ? [] : [{ change: 'normalized inputs', edits }];
  },
};

/** The layers that read the model's inputs. */
function firstLayers({ layers }: ModelReport): readonly LayerReport[] {
  const isInput = (index: number): boolean => layers[index].className === 'InputLayer';
  return layers.filter(
    ({ inputs, className }) => className !== 'InputLayer' && (inputs.length === 0 || inputs.every(isInput)),
  );
}
