/**
 * Shows how far back in time each recurrent layer can learn: its gradient at every time step, drawn small and in
 * numbers.
 */

import type { JSX } from 'preact';
import { formatCount, formatFactor, formatMagnitude } from '../../src/report/format';
import type { Location } from '../../src/report/position';
import type { LayerReport, ModelReport } from '../../src/report/report';
import { ChartTitle } from './chart-frame';

export interface TimeSectionProps {
  readonly model: ModelReport;
  readonly reveal: (location: Location) => void;
}

const width = 120;
const height = 30;
const padding = 3;

/** The gradients of recurrent layers over their time steps; nothing where no layer is recurrent. */
export function TimeSection({ model, reveal }: TimeSectionProps): JSX.Element | null {
  const recurrent = model.layers.filter((layer) => (layer.timeSteps?.length ?? 0) > 1);
  if (recurrent.length === 0) return null;
  return (
    <section class="time" aria-label="Gradients through time">
      <ChartTitle title="Through time">
        <span class="muted">oldest to newest time step, log scale</span>
      </ChartTitle>
      <ul class="notes">
        {recurrent.map((layer, index) => (
          <TimeLine key={index} layer={layer} steps={layer.timeSteps ?? []} reveal={reveal} />
        ))}
      </ul>
    </section>
  );
}

function TimeLine({
  layer,
  steps,
  reveal,
}: {
  readonly layer: LayerReport;
  readonly steps: readonly number[];
  readonly reveal: TimeSectionProps['reveal'];
}): JSX.Element {
  const oldest = steps[0];
  const newest = steps[steps.length - 1];
  const count = formatCount(steps.length, 'time step');
  const norms = `${count}: newest ${formatMagnitude(newest)}, oldest ${formatMagnitude(oldest)}`;
  return (
    <li class="time-layer">
      <button
        type="button"
        class="link"
        onClick={() => {
          reveal({ file: layer.file, range: layer.range });
        }}
      >
        {layer.name}
      </button>
      <svg class="time-profile" width={width} height={height} aria-hidden="true">
        <line x1={padding} x2={width - padding} y1={height - padding} y2={height - padding} />
        <polyline points={points(steps)} />
      </svg>
      <span>
        {norms} <span class="muted">({formatFactor(oldest / newest)})</span>
      </span>
    </li>
  );
}

/**
 * The points span at least one power of ten, so that an even profile looks even. A value off the log scale lies at the
 * bottom.
 */
function points(steps: readonly number[]): string {
  const logs = steps.map((step) => (step > 0 && Number.isFinite(step) ? Math.log10(step) : undefined));
  const known = logs.filter((log) => log !== undefined);
  const high = Math.max(...known, -300);
  const low = Math.min(...known, high - 1);
  return logs
    .map((log, index) => {
      const x = padding + ((width - 2 * padding) * index) / (steps.length - 1);
      const y = height - padding - (height - 2 * padding) * (((log ?? low) - low) / (high - low));
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}
