/** Candidates: a softmax over the steps of a sequence, where it runs over the one score of each step. */

import type { TextEdit } from '../../../report/finding';
import type { LayerReport, ModelReport } from '../../../report/report';
import type { CandidateKind, CandidateContext } from '../../contract/candidate';

export const softmaxAxis: CandidateKind = {
  kind: 'softmax-axis',
  codes: ['zero-gradient', 'saturated-activation', 'output-loss-mismatch'],
  propose: ({ model, text }) => {
    const layers = model.layers.filter((layer) => isOverOne(layer) && isRead(model, layer));
    const edits: TextEdit[] = [];
    for (const layer of layers) {
      const texts = overSteps({ model, text }, layer);
      const made =
        texts &&
        both(
          text.change(layer, 'activation', { text: text.quote(layer.file, 'linear'), instead: 'softmax' }),
          text.insertAfter(layer, ...texts),
        );
      if (!made) return [];
      edits.push(...made);
    }
    return edits.length > 0 ? [{ change: 'softmax over the steps', edits }] : [];
  },
};

/** tfjs makes a softmax over the last axis alone, so that the scores lie flat meanwhile. */
function overSteps({ text }: CandidateContext, { file, outputShape }: LayerReport): string[] | undefined {
  const make = (name: string): string | undefined => text.tfName(file, ['layers', name]);
  const [flatten, activation, reshape] = [make('flatten'), make('activation'), make('reshape')];
  const steps = outputShape[1];
  if (flatten === undefined || activation === undefined || reshape === undefined || steps === null) return undefined;
  return [
    `${flatten}()`,
    `${activation}({ activation: ${text.quote(file, 'softmax')} })`,
    `${reshape}({ targetShape: [${steps}, 1] })`,
  ];
}

function both(
  first: readonly TextEdit[] | undefined,
  second: readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  return first && second && [...first, ...second];
}

/** One score for each of several steps: [batch, steps, 1]. */
function isOverOne({ activation, outputShape }: LayerReport): boolean {
  return activation === 'softmax' && outputShape.length === 3 && outputShape[2] === 1 && outputShape[1] !== 1;
}

function isRead({ layers }: ModelReport, layer: LayerReport): boolean {
  const index = layers.indexOf(layer);
  return layers.some(({ inputs }) => inputs.includes(index));
}
