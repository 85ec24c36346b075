/** Lists a file's calls that make layers and its calls that make models. */

import { Meanings } from '../meaning/meanings';
import { LinkedFile, type OtherFiles } from '../syntax/linked-file';
import type { CallNode } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { layerKind } from './layer-sites';
import type { ModelCall } from './membership';
import { modelKind } from './model-sites';

export interface FileCalls {
  readonly meanings: Meanings;
  /** Calls that make layers, with the kind of each (`LayerSite.kind`). */
  readonly layerCalls: ReadonlyMap<CallNode, string>;
  readonly modelCalls: readonly ModelCall[];
}

/** @param others the files around it, where they are known */
export function fileCalls(parsed: ParsedFile, others?: OtherFiles): FileCalls {
  const meanings = new Meanings(new LinkedFile(parsed, others));
  const layerCalls = new Map<CallNode, string>();
  const modelCalls: ModelCall[] = [];
  for (const call of parsed.tree.calls) {
    const layer = layerKind(call, meanings);
    if (layer !== undefined) layerCalls.set(call, layer);
    const model = layer === undefined ? modelKind(call, meanings) : undefined;
    if (model !== undefined) modelCalls.push({ call, kind: model });
  }
  return { meanings, layerCalls, modelCalls };
}
