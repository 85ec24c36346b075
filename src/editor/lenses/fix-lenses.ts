/** The lens with the best fix, on the line that causes a finding. */

import type * as vscode from 'vscode';
import type { Fix } from '../../report/finding';
import { toRange } from '../host/documents';
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
  const lines = new Set(lenses.map(({ range }) => range.start.line));
  const shown = new Set<Fix>();
  return offeredFixes(store, document.uri).flatMap(({ result, model, finding, fixes: [best] }) => {
    if (finding.role !== 'cause' || shown.has(best)) return [];
    const places = [finding, model].filter(({ file }) => file === document.uri.path);
    const range = places
      .map((place) => result.modelAnchors.locate(place))
      .find((place) => place !== undefined && lines.has(place.start.line));
    if (!range) return [];
    shown.add(best);
    return [
      new LazyLens(toRange(range), () => ({
        title: `Fix: ${best.title}`,
        tooltip: `${finding.message}\nShow what this fix changes (${best.proof.before} → ${best.proof.after})`,
        command: 'gradline.previewFix',
        arguments: [result.uri, best],
      })),
    ];
  });
}
