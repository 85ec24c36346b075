/** Draws two rows of numbers over each other: as they were before a change, and as they are after it. */

import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { JSX } from 'preact';
import { ChartTitle, leftMargin, rightMargin, SpecialMark, ValueGrid } from '../charts/chart-frame';
import { linearAxis, logAxis, type ValueAxis } from '../charts/value-axis';
import { useWidth } from '../elements/element-width';

export interface ComparisonChartProps {
  readonly title: string;
  /** What the chart says to a screen reader. */
  readonly label: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Where the two rows begin and end. */
  readonly ends: readonly [string, string];
  readonly isLog: boolean;
}

const plotHeight = 110;
const top = 6;
const bottom = top + plotHeight;

/** Rows of different lengths, as of a model with new layers, both span the whole width. */
export function ComparisonChart({ title, label, before, after, ends, isLog }: ComparisonChartProps): JSX.Element {
  const { ref, width } = useWidth();
  const axis = (isLog ? logAxis : linearAxis)([...before, ...after], { top, bottom });
  const right = Math.max(width - rightMargin - 6, leftMargin + 7);
  return (
    <section class="comparison-chart" aria-label={title}>
      <ChartTitle title={title}>{isLog && <span class="muted">log scale</span>}</ChartTitle>
      <div class="chart" ref={ref}>
        <svg width={width} height={bottom + 22} role="img" aria-label={label}>
          <ValueGrid axis={axis} width={width} />
          <line class="axis" x1={leftMargin} x2={width - rightMargin} y1={bottom} y2={bottom} />
          <text class="tick" x={leftMargin + 6} y={bottom + 17}>
            {ends[0]}
          </text>
          <text class="tick" x={right} y={bottom + 17} text-anchor="end">
            {ends[1]}
          </text>
          <Row values={before} axis={axis} right={right} side="before" />
          <Row values={after} axis={axis} right={right} side="after" />
        </svg>
      </div>
    </section>
  );
}

function Row({
  values,
  axis,
  right,
  side,
}: {
  readonly values: readonly number[];
  readonly axis: ValueAxis;
  readonly right: number;
  readonly side: 'before' | 'after';
}): JSX.Element {
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [leftMargin + 6, right]);
  const path = line<number>()
    .defined((value) => axis.special(value) === undefined)
    .x((_, index) => x(index))
    .y((value) => axis.y(value))([...values]);
  return (
    <g class={`side side-${side}`} data-side={side}>
      <path class="line" d={path ?? ''} />
      {values.map((value, index) => {
        const special = axis.special(value);
        return (
          special && <SpecialMark key={index} special={special} x={x(index)} y={axis.y(value)} class="mark-of-seed" />
        );
      })}
    </g>
  );
}
