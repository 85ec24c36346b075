/** Changes a setting of several layers where it is defined, and keeps other layers as they are. */

import type { TextEdit } from '../../report/finding';
import type { LayerReport, ModelReport } from '../../report/report';
import type { CandidateContext } from '../contract/candidate';

export interface LayerChange {
  readonly edits: readonly TextEdit[];
  /** Layers that change with the others because they share a definition. */
  readonly alongside: readonly LayerReport[];
}

export interface NewSetting {
  readonly name: string;
  /** Source text of the value for a layer. */
  text(layer: LayerReport): string;
  /** The present value of the layer; only definitions of this value change. */
  instead?(layer: LayerReport): string | undefined;
  readonly beside?: string;
}

/** The layers that no other layer reads. */
export function headLayers({ layers }: ModelReport): readonly LayerReport[] {
  return layers.filter((_, index) => !layers.some(({ inputs }) => inputs.includes(index)));
}

/**
 * @param keep layers that must not change: one that shares a definition gets its present value of its own
 * @returns undefined where the text does not show the definition of some layer
 */
export function changeLayers(
  { model, text }: CandidateContext,
  layers: readonly LayerReport[],
  setting: NewSetting,
  keep: readonly LayerReport[] = [],
): LayerChange | undefined {
  const { name, beside } = setting;
  const edits: TextEdit[] = [];
  for (const layer of layers) {
    const changed = text.change(layer, name, {
      text: setting.text(layer),
      instead: setting.instead?.(layer),
      ...(beside !== undefined && { beside }),
    });
    if (!changed) return undefined;
    edits.push(...changed.filter((edit) => !isSame(layer, name, edit)));
  }
  const keys = new Set(layers.flatMap((layer) => keysOf(layer)));
  function keysOf(layer: LayerReport): string[] {
    return text.definitions(layer, name).map(({ file, range }) => JSON.stringify([file, range.start]));
  }
  function isSame(layer: LayerReport, setting: string, edit: TextEdit): boolean {
    return text
      .definitions(layer, setting)
      .some((one) => one.text === edit.newText && JSON.stringify(one.range) === JSON.stringify(edit.range));
  }
  const sharing = model.layers.filter((layer) => !layers.includes(layer) && keysOf(layer).some((key) => keys.has(key)));
  for (const layer of sharing.filter((one) => keep.includes(one))) {
    const [present] = text.definitions(layer, name);
    const kept = text.override(layer, name, present.text);
    if (!kept) return undefined;
    edits.push(...kept);
  }
  return { edits, alongside: sharing.filter((layer) => !keep.includes(layer)) };
}

/** A call in a loop or a helper makes many layers; the first one of each call stands for them. */
export function onePerCall(layers: readonly LayerReport[]): readonly LayerReport[] {
  const calls = new Map<string, LayerReport>();
  for (const layer of layers) {
    const key = JSON.stringify([layer.file, layer.range]);
    if (!calls.has(key)) calls.set(key, layer);
  }
  return [...calls.values()];
}

/** `It also changes the dense layer at line 12, which shares the definition.`; undefined where nothing else changes. */
export function alongsideNote(layers: readonly LayerReport[]): string | undefined {
  if (layers.length === 0) return undefined;
  const lines = [...new Set(layers.map(({ range }) => range.start.line + 1))].sort((a, b) => a - b);
  const where = `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
  return layers.length === 1
    ? `It also changes the layer at ${where}, which shares the definition.`
    : `It also changes ${layers.length} layers at ${where}, which share the definition.`;
}
