/** Says how the numbers were measured, and what of that run did not come from the user's code. */

import type { ComponentChildren, JSX } from 'preact';
import { unpinnedAssumptions, type ModelReport } from '../../src/report/report';
import { isSetting } from '../../src/report/model-settings';
import { runFacts } from '../facts/words';

export interface RunFactsProps {
  readonly model: ModelReport;
  /** The probed file. */
  readonly file: string | undefined;
  readonly changeAssumptions: (file: string, name?: string) => void;
}

/** How the model was run: loss, optimizer, steps, seeds, and what was assumed for it. */
export function RunFacts({ model, file, changeAssumptions }: RunFactsProps): JSX.Element {
  const { called = [], pinned = [] } = model;
  const canChange = called.length > 0 || model.assumed.some(isSetting);
  const change = canChange && file !== undefined && (
    <button
      type="button"
      class="link"
      onClick={() => {
        changeAssumptions(file, called.length === 1 ? called[0] : undefined);
      }}
    >
      Change…
    </button>
  );
  return (
    <section class="run-facts" aria-label="Run">
      <ul class="facts">
        {runFacts(model).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <Named label="Pinned" items={pinned}>
        {change}
      </Named>
      <Named label="Assumed" items={unpinnedAssumptions(model)}>
        {pinned.length === 0 && change}
      </Named>
      <Named label="Passed over" items={model.passedOver ?? []} />
      <Named label="Stood in for" items={model.standIns} />
    </section>
  );
}

function Named({
  label,
  items,
  children,
}: {
  readonly label: string;
  readonly items: readonly string[];
  readonly children?: ComponentChildren;
}): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <p>
      <strong>{label}:</strong> {items.join(', ')} {children}
    </p>
  );
}
