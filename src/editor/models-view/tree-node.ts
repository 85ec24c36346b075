/** A row of the tree of models, and what all kinds of rows share. */

import { fileName } from '../../files/paths';
import type { Severity } from '../../report/finding';
import type { Location, Range } from '../../report/position';
import type { FileResult } from '../results/file-result';

/** What the icon of a row says. */
export type NodeStatus = Severity | 'not-reached' | 'healthy' | 'running' | 'to-change';

export interface TreeNode {
  /**
   * The same from one result to the next, so that the tree keeps what is expanded. It contains the status of a file or
   * model, so that VS Code takes a row whose status changes for a new one, and unfolds it.
   */
  readonly id: string;
  readonly kind: 'file' | 'model' | 'finding' | 'place' | 'layer' | 'error';
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly status: NodeStatus;
  /** The file that was probed. */
  readonly probed: FileResult['uri'];
  /** Where a click leads at present; undefined if that place is gone. */
  place(): Location | undefined;
  /** Where the models are made that *Probe Again* runs; undefined for the whole file. */
  modelsToProbe(): readonly Location[] | undefined;
  readonly children: readonly TreeNode[];
  /** Whether the row unfolds by itself, as something below it is wrong. */
  readonly unfolds: boolean;
}

const worstFirst: readonly NodeStatus[] = ['error', 'warning', 'not-reached', 'information', 'healthy'];

/** The worst of the statuses; `healthy` where there is none. */
export function worstStatus(statuses: readonly NodeStatus[]): NodeStatus {
  return worstFirst.find((status) => statuses.includes(status)) ?? 'healthy';
}

/** Where a measured place lies now; undefined if it is gone. */
export function placeNow({ modelAnchors }: FileResult, place: Location): Location | undefined {
  const range = modelAnchors.locate(place);
  return range && { file: place.file, range };
}

/** `line 12`, with the file's name if it is not the probed one; undefined if the place is gone. */
export function placeText(result: FileResult, place: Location): string | undefined {
  const now = placeNow(result, place);
  if (!now) return undefined;
  const line = now.range.start.line + 1;
  return now.file === result.uri.path ? `line ${line}` : `${fileName(now.file)}:${line}`;
}

/** A description from its parts, without those that are undefined or empty. */
export function joinParts(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

export const wholeFile = (): undefined => undefined;

export const startOfFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
