/** Draws the contents of the gradient chart's plot: the line of each seed, their range, and a value to compare with. */

import { area, line } from 'd3-shape';
import type { JSX } from 'preact';
import { leftMargin, rightMargin, seedClass, SpecialMark } from './chart-frame';
import type { ValueAxis } from './value-axis';

/** With more layers the points would merge into a band, so the chart draws the lines alone. */
const mostLayersWithPoints = 60;

/** A value to compare with, as a line over the whole width. */
export function ReferenceLine({
  y,
  text,
  width,
}: {
  readonly y: number;
  readonly text: string;
  readonly width: number;
}): JSX.Element {
  return (
    <g class="reference" aria-hidden="true">
      <line x1={leftMargin} x2={width - rightMargin} y1={y} y2={y} />
      <text class="tick" x={width - rightMargin} y={y - 4} text-anchor="end">
        {text}
      </text>
    </g>
  );
}

interface InChart {
  readonly axis: ValueAxis;
  readonly center: (index: number) => number;
}

/** The band between the least and the greatest value of each layer over seeds and steps. */
export function RangeArea({
  ranges,
  axis,
  center,
}: InChart & { readonly ranges: readonly (readonly number[])[] }): JSX.Element {
  const path = area<readonly number[]>()
    .defined((range) => range.length === 2)
    .x((_, index) => center(index))
    .y0(([low]) => axis.y(low))
    .y1(([, high]) => axis.y(high))(ranges);
  return <path class="range" d={path ?? ''} aria-hidden="true" />;
}

/** The line of one seed over the layers; a value that is not finite leaves a gap. */
export function SeedLine({
  values,
  seed,
  axis,
  center,
  step,
}: InChart & {
  readonly values: readonly (number | undefined)[];
  readonly seed: number;
  readonly step: number;
}): JSX.Element {
  const isOnScale = (value: number | undefined): value is number =>
    value !== undefined && axis.special(value) === undefined;
  const path = line<number | undefined>()
    .defined(isOnScale)
    .x((_, index) => center(index))
    .y((value) => axis.y(value ?? 0))(values);
  const radius = Math.max(1.2, Math.min(3, step / 5));
  return (
    <g class={seedClass(seed)} data-seed={seed} aria-hidden="true">
      <path class="line" d={path ?? ''} />
      {values.map((value, index) => {
        if (value === undefined) return null;
        const special = axis.special(value);
        if (special)
          return <SpecialMark key={index} special={special} x={center(index)} y={axis.y(value)} class="mark-of-seed" />;
        const isAlone = !isOnScale(values[index - 1]) && !isOnScale(values[index + 1]);
        return values.length <= mostLayersWithPoints || isAlone ? (
          <circle key={index} class="point" cx={center(index)} cy={axis.y(value)} r={radius} />
        ) : null;
      })}
    </g>
  );
}
