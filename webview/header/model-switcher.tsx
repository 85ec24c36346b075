/** Chooses which of a file's models is shown. */

import type { JSX } from 'preact';
import type { ModelReport } from '../../src/report/report';
import { verdictText } from '../facts/words';

export interface ModelSwitcherProps {
  readonly models: readonly ModelReport[];
  readonly shown: number;
  readonly choose: (index: number) => void;
}

/**
 * A native select: it needs the same room for ten models as for two, and works with every keyboard and screen reader.
 */
export function ModelSwitcher({ models, shown, choose }: ModelSwitcherProps): JSX.Element {
  return (
    <label class="field">
      Model
      <select
        value={String(shown)}
        onChange={(event) => {
          choose(Number(event.currentTarget.value));
        }}
      >
        {models.map((model, index) => (
          <option key={index} value={String(index)}>
            {modelLabel(model)}
          </option>
        ))}
      </select>
    </label>
  );
}

function modelLabel(model: ModelReport): string {
  return `${model.name} (line ${model.range.start.line + 1}): ${verdictText(model)}`;
}
