/** Draws the axis along the layers: their names if there is room, else their numbers as in the table. */

import type { JSX } from 'preact';
import type { ModelReport } from '../../src/report/report';
import { leftMargin, rightMargin } from './chart-frame';

export interface DepthAxisProps {
  readonly model: ModelReport;
  readonly y: number;
  readonly center: (index: number) => number;
  /** Pixels from one layer to the next. */
  readonly step: number;
  readonly width: number;
}

const characterWidth = 6.5;
const numberWidth = 26;
const usualStrides = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** The axis below the chart: the layers' names where they have room, or else some of their numbers. */
export function DepthAxis({ model, y, center, step, width }: DepthAxisProps): JSX.Element {
  const room = Math.floor(step / characterWidth) - 1;
  const named = model.layers.every(({ name }) => name.length <= room);
  const stride = named ? 1 : (usualStrides.find((candidate) => candidate * step >= numberWidth) ?? 1000);
  // The first layer always has its number; a layer too close to it has none.
  const isLabeled = (index: number): boolean =>
    index === 0 || ((index + 1) % stride === 0 && (stride === 1 || index * step >= numberWidth));
  return (
    <g class="depth-axis" aria-hidden="true">
      <line class="axis" x1={leftMargin} x2={width - rightMargin} y1={y} y2={y} />
      {model.layers.map(({ name }, index) =>
        isLabeled(index) ? (
          <text key={index} class="tick" x={center(index)} y={y + 17} text-anchor="middle">
            {named ? name : index + 1}
          </text>
        ) : null,
      )}
      <text class="tick axis-end" x={leftMargin} y={y + 31}>
        input
      </text>
      <text class="tick axis-end" x={(leftMargin + width - rightMargin) / 2} y={y + 31} text-anchor="middle">
        layer →
      </text>
      <text class="tick axis-end" x={width - rightMargin} y={y + 31} text-anchor="end">
        output
      </text>
    </g>
  );
}
