/** Lists the fixes that may be applied now: those of models whose text is still the one that was measured. */

import type * as vscode from 'vscode';
import { type Finding, type Fix, listedFindings } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import { isSameFileSystem } from '../host/documents';
import type { FileResult } from '../results/file-result';
import type { ResultStore } from '../results/result-store';

/** As many as a light bulb shows without a search. */
export const mostOffered = 4;

export interface OfferedFixes {
  readonly result: FileResult;
  readonly model: ModelReport;
  readonly finding: Finding;
  /** Best first. */
  readonly fixes: readonly Fix[];
}

/** The fixes of the findings that stand in a file, whichever file was probed. */
export function offeredFixes(store: ResultStore, uri: vscode.Uri): OfferedFixes[] {
  return store
    .allResults()
    .filter((result) => isSameFileSystem(result.uri, uri) && !result.modelAnchors.isStale)
    .flatMap((result) =>
      result.models.flatMap((model) =>
        listedFindings(model.findings)
          .filter(({ file, fixes }) => file === uri.path && fixes.length > 0)
          .map((finding) => ({ result, model, finding, fixes: finding.fixes.slice(0, mostOffered) })),
      ),
    );
}

/** Whether the fix is still one for the text as it is. */
export function isOffered(store: ResultStore, fix: Fix): boolean {
  return store
    .allResults()
    .some(
      ({ models, modelAnchors }) =>
        !modelAnchors.isStale && models.some(({ findings }) => findings.some(({ fixes }) => fixes.includes(fix))),
    );
}
