/** How the numbers were come by: the run, and everything in it that was not in the user's code. */

import type { JSX } from 'preact';
import type { ModelReport } from '../src/report/report';
import { runFacts } from './words';

export function RunFacts({ model }: { readonly model: ModelReport }): JSX.Element {
  return (
    <section class="run-facts" aria-label="Run">
      <ul class="facts">
        {runFacts(model).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <Named label="Assumed" items={model.assumed} />
      <Named label="Stood in for" items={model.standIns} />
    </section>
  );
}

function Named({ label, items }: { readonly label: string; readonly items: readonly string[] }): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <p>
      <strong>{label}:</strong> {items.join(', ')}
    </p>
  );
}
