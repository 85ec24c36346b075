/** Lists a model's proven fixes, with the numbers before and after each, and the changes that did not help. */

import type { JSX } from 'preact';
import type { Fix } from '../../src/report/finding';
import { nothingProven } from '../../src/report/fixes/search-words';
import { formatCount } from '../../src/report/format';
import type { ModelReport } from '../../src/report/report';
import { Icon } from '../elements/icon';

export interface FixesListProps {
  readonly model: ModelReport;
  /** Whether the text has changed since the fixes were proven. */
  readonly isStale: boolean;
  readonly preview: (title: string) => void;
}

/** The proven fixes with the way to their diff, and below them what was tried and did not help. */
export function FixesList({ model, isStale, preview }: FixesListProps): JSX.Element | null {
  const fixes = [
    ...new Map(model.findings.flatMap((finding) => finding.fixes).map((fix) => [fix.title, fix])).values(),
  ];
  const tried = model.triedFixes ?? [];
  const nothing = nothingProven(model);
  if (fixes.length === 0 && tried.length === 0 && nothing === undefined) return null;
  return (
    <section aria-label="Fixes">
      {nothing !== undefined && (
        <p class="note">
          <Icon name="information" />
          <span class="note-text">
            <strong>no fix proven</strong> {nothing}
          </span>
        </p>
      )}
      <ul class="notes">
        {fixes.map((fix) => (
          <FixItem key={fix.title} fix={fix} isStale={isStale} preview={preview} />
        ))}
      </ul>
      {tried.length > 0 && (
        <details>
          <summary>{formatCount(tried.length, 'change')} tried without success</summary>
          <ul class="notes">
            {tried.map(({ change, reason }, index) => (
              <li key={index} class="note">
                <span class="note-text">
                  <strong>{change}</strong> {reason}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function FixItem({
  fix: { title, note, proof },
  isStale,
  preview,
}: Pick<FixesListProps, 'isStale' | 'preview'> & { readonly fix: Fix }): JSX.Element {
  return (
    <li class="note note-healthy">
      <Icon name="healthy" />
      <span class="note-text">
        <strong>fix</strong> {title}
        <span class="proof muted">
          Before: {proof.before}. After: {proof.after}.{proof.healthy ? '' : ' Other findings stay.'}
          {note === undefined ? '' : ` ${note}`}
        </span>
      </span>
      <button
        type="button"
        class="link place"
        disabled={isStale}
        title={isStale ? 'The code has changed since this fix was proven. Probe again.' : undefined}
        onClick={() => {
          preview(title);
        }}
      >
        Show change
      </button>
    </li>
  );
}
