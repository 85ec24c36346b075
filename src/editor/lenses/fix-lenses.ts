/** The lens with the best fix, on the line that causes a finding. */

import type * as vscode from 'vscode';
import type { Fix } from '../../report/finding';
import { LazyLens } from './lazy-lens';
import type { ResultStore } from '../results/result-store';
import { offeredFixes } from '../fixes/offered-fixes';

/**
 * @param lenses those of the file's models and layers; a fix stands beside one of them, so that no line jumps when it
 *   arrives
 */
export function fixLenses(
  document: vscode.TextDocument,
  lenses: readonly vscode.CodeLens[],
  store: ResultStore,
): LazyLens[] {
  // VS Code sorts the lenses of a line by their columns: with the column of the last one, a fix stands behind it.
  const rangeByLine = new Map(lenses.map(({ range }) => [range.start.line, range]));
  const shown = new Set<Fix>();
  return offeredFixes(store, document.uri).flatMap(({ result, model, finding, fixes: [best] }) => {
    if (finding.role !== 'cause' || shown.has(best)) return [];
    const places = [finding, model].filter(({ file }) => file === document.uri.path);
    const range = places
      .map((place) => rangeByLine.get(result.modelAnchors.locate(place)?.start.line ?? -1))
      .find((place) => place !== undefined);
    if (!range) return [];
    shown.add(best);
    return [
      new LazyLens(range, () => ({
        title: `Fix: ${best.title}`,
        tooltip: `${finding.message}\nShow what this fix changes (${best.proof.before} → ${best.proof.after})`,
        command: 'gradline.previewFix',
        arguments: [result.uri, best],
      })),
    ];
  });
}
