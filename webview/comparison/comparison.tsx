/** Shows a model before and after a change that was tried, with the choice of the change. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FixMeasures } from '../../src/report/finding';
import { fixMeasures } from '../../src/report/fixes/fix-measures';
import { formatCount, formatDecimal, formatMagnitude } from '../../src/report/format';
import type { ModelReport } from '../../src/report/report';
import { ComparisonChart } from './comparison-chart';

/** A change that was measured. */
interface Measured {
  /** Its title as a fix, or what it changes. */
  readonly name: string;
  readonly isProven: boolean;
  readonly after: FixMeasures;
}

/** If the largest loss exceeds the smallest by this factor, a linear scale would press most steps onto its bottom. */
const logFromRatio = 50;

/** The comparison, with the best change chosen first; nothing where no change was measured. */
export function Comparison({ model }: { readonly model: ModelReport }): JSX.Element | null {
  const [chosen, choose] = useState('');
  const all = measuredChanges(model);
  const shown = all.find(({ name }) => name === chosen) ?? all.at(0);
  if (!shown) return null;
  const before = fixMeasures(model);
  const { after } = shown;
  const losses = [...before.losses, ...after.losses].filter((loss) => Number.isFinite(loss));
  const isWide =
    losses.length > 0 && Math.min(...losses) > 0 && Math.max(...losses) > logFromRatio * Math.min(...losses);
  return (
    <section class="comparison" aria-label="Before and after">
      <div class="chart-title">
        <h2>Before and after</h2>
        <select
          aria-label="Change"
          value={shown.name}
          onChange={(event) => {
            choose(event.currentTarget.value);
          }}
        >
          {all.map(({ name, isProven }) => (
            <option key={name} value={name}>
              {isProven ? name : `${name} (did not help)`}
            </option>
          ))}
        </select>
      </div>
      <div class="charts">
        <ComparisonChart
          title="Gradient per layer"
          label={`Gradient of each layer. Before: ${gradientWords(before)}. After: ${gradientWords(after)}.`}
          before={before.layers.map(({ gradient }) => gradient)}
          after={after.layers.map(({ gradient }) => gradient)}
          ends={['input', 'output']}
          isLog
        />
        <ComparisonChart
          title="Loss"
          label={`Loss of each step. Before: ${lossWords(before)}. After: ${lossWords(after)}.`}
          before={before.losses}
          after={after.losses}
          ends={['step 0', `step ${Math.max(before.losses.length, after.losses.length) - 1}`]}
          isLog={isWide}
        />
      </div>
      <ul class="legend">
        <LegendItem side="before" text={`before: ${lossWords(before)}, ${formatCount(before.seeds, 'seed')}`} />
        <LegendItem side="after" text={`after: ${lossWords(after)}, ${formatCount(after.seeds, 'seed')}`} />
      </ul>
    </section>
  );
}

function LegendItem({ side, text }: { readonly side: 'before' | 'after'; readonly text: string }): JSX.Element {
  return (
    <li>
      <svg class="sample" width="24" height="10" aria-hidden="true">
        <g class={`side side-${side}`}>
          <line class="line" x1="0" x2="24" y1="5" y2="5" />
        </g>
      </svg>{' '}
      {text}
    </li>
  );
}

/** The measured changes, each name once: proven fixes, then those that did not help. */
function measuredChanges({ findings, triedFixes = [] }: ModelReport): readonly Measured[] {
  const proven = findings.flatMap(({ fixes }) =>
    fixes.flatMap(({ title, measured }) => (measured ? [{ name: title, isProven: true, after: measured }] : [])),
  );
  const tried = triedFixes.flatMap(({ change, measured }) =>
    measured ? [{ name: change, isProven: false, after: measured }] : [],
  );
  const all = [...proven, ...tried];
  return all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index);
}

function gradientWords({ layers }: FixMeasures): string {
  const [first, last] = [layers.at(0), layers.at(-1)];
  if (!first || !last) return 'no layer';
  return `${formatMagnitude(first.gradient)} at ${first.name}, ${formatMagnitude(last.gradient)} at ${last.name}`;
}

function lossWords({ losses, loss }: FixMeasures): string {
  const [first, last] = [losses.at(0), losses.at(-1)];
  if (first === undefined || last === undefined) return `${loss} of no step`;
  return `${loss} ${formatDecimal(first)} → ${formatDecimal(last)}`;
}
