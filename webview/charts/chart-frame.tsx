/** Draws what the charts share: grid, value ticks, lanes at the edges, and the marks and line styles of seeds. */

import { symbol, symbolTimes, symbolTriangle } from 'd3-shape';
import type { ComponentChildren, JSX } from 'preact';
import type { SpecialValue, ValueAxis } from './value-axis';

/** Room for value ticks such as `1.25e-13`. */
export const leftMargin = 54;
export const rightMargin = 10;

/** How many line styles charts.css has. Further seeds repeat them; every label has the seed's number. */
const seedStyles = 6;

/** The CSS class of what belongs to a seed; after a few seeds the styles begin again. */
export function seedClass(seedIndex: number): string {
  return `seed seed-${seedIndex % seedStyles}`;
}

export interface ValueGridProps {
  readonly axis: ValueAxis;
  readonly width: number;
}

/** Horizontal lines at the values of the axis, with their texts on the left. */
export function ValueGrid({ axis, width }: ValueGridProps): JSX.Element {
  const line = (y: number): JSX.Element => <line class="grid" x1={leftMargin} x2={width - rightMargin} y1={y} y2={y} />;
  return (
    <g aria-hidden="true">
      {axis.ticks.map(({ y, text }) => (
        <g key={text}>
          {line(y)}
          <text class="tick" x={leftMargin - 8} y={y} dy="0.32em" text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      {axis.lanes.map(({ special, y, text }) => (
        <g key={special}>
          <line class="lane" x1={leftMargin} x2={width - rightMargin} y1={y} y2={y} />
          <text class="tick lane-name" x={leftMargin - 8} y={y} dy="0.32em" text-anchor="end">
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}

const crossPath = symbol(symbolTimes, 44)() ?? '';
const trianglePath = symbol(symbolTriangle, 40)() ?? '';

/** The mark of a value that the scale cannot place: a cross for NaN, a triangle up for infinity, one down for zero. */
export function SpecialMark({
  special,
  x,
  y,
  class: className,
}: {
  readonly special: SpecialValue;
  readonly x: number;
  readonly y: number;
  readonly class: string;
}): JSX.Element {
  const turn = special === 'zero' ? ' rotate(180)' : '';
  return (
    <path
      class={`special special-${special} ${className}`}
      data-special={special}
      d={special === 'nan' ? crossPath : trianglePath}
      transform={`translate(${x},${y})${turn}`}
    />
  );
}

/** A piece of a seed's line, for the legend. */
export function SeedSample({ seedIndex }: { readonly seedIndex: number }): JSX.Element {
  return (
    <svg class="sample" width="24" height="10" aria-hidden="true">
      <line class={seedClass(seedIndex)} x1="0" x2="24" y1="5" y2="5" />
    </svg>
  );
}

/** The heading over a chart, with what belongs beside it. */
export function ChartTitle({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="chart-title">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
