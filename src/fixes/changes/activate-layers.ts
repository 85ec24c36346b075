/** Gives layers another activation: by their setting, or by a layer of its own in their place or behind them. */

import type { TextEdit } from '../../report/finding';
import type { LayerReport } from '../../report/report';
import type { CandidateContext } from '../contract/candidate';
import { changeLayers, type LayerChange, onePerCall } from './layer-changes';

/** The activation that TensorFlow.js has as a layer only. */
export const leakyReLU = 'leakyReLU';

/** Layers that do nothing but activate, and have no weights. */
const activationLayers = new Set(['Activation', 'ReLU', 'ELU', 'LeakyReLU', 'ThresholdedReLU']);

/**
 * @param keep layers that must not change: one that shares a definition gets its present activation of its own
 * @returns undefined where the text does not show the definition of some layer
 */
export function activateLayers(
  context: CandidateContext,
  layers: readonly LayerReport[],
  activation: string,
  keep: readonly LayerReport[],
): LayerChange | undefined {
  const isReplaced = ({ className }: LayerReport): boolean =>
    activationLayers.has(className) && (activation === leakyReLU || className !== 'Activation');
  const places = layers.filter(isReplaced).map((layer) => replaced(context, layer, activation));
  const set = layers.filter((layer) => !isReplaced(layer));
  const change = activation === leakyReLU ? followed(context, set, keep) : bySetting(context, set, activation, keep);
  if (!change || places.includes(undefined)) return undefined;
  return { ...change, edits: [...change.edits, ...places.flatMap((edits) => edits ?? [])] };
}

function bySetting(
  context: CandidateContext,
  layers: readonly LayerReport[],
  activation: string,
  keep: readonly LayerReport[],
): LayerChange | undefined {
  return changeLayers(
    context,
    layers,
    {
      name: 'activation',
      text: ({ file }) => context.text.quote(file, activation),
      instead: (layer) => layer.activation ?? undefined,
    },
    keep,
  );
}

/** The layers become linear, and a leaky ReLU follows each; so do those that share a definition with them. */
function followed(
  context: CandidateContext,
  layers: readonly LayerReport[],
  keep: readonly LayerReport[],
): LayerChange | undefined {
  const linear = bySetting(context, layers, 'linear', keep);
  if (!linear) return undefined;
  const edits: TextEdit[] = [...linear.edits];
  for (const layer of onePerCall([...layers, ...linear.alongside])) {
    const maker = context.text.tfName(layer.file, ['layers', leakyReLU]);
    const inserted = maker === undefined ? undefined : context.text.insertAfter(layer, `${maker}()`);
    if (!inserted) return undefined;
    edits.push(...inserted);
  }
  return { ...linear, edits };
}

function replaced({ text }: CandidateContext, layer: LayerReport, activation: string): readonly TextEdit[] | undefined {
  if (layer.activation === activation) return [];
  return activation === leakyReLU
    ? text.replaceLayer(layer, ['layers', leakyReLU])
    : text.replaceLayer(layer, ['layers', 'activation'], `activation: ${text.quote(layer.file, activation)}`);
}
