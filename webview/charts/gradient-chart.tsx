/**
 * Draws a quantity over depth: one line for each seed on a log scale, findings above it, and a column for each layer.
 */

import { scaleBand } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Location } from '../../src/report/position';
import type { ModelReport } from '../../src/report/report';
import { leftMargin, rightMargin, seedClass, SpecialMark, ValueGrid } from './chart-frame';
import { DepthAxis } from './depth-axis';
import { FindingBars, laneHeight } from './finding-bars';
import { findingLanes } from './finding-lanes';
import { atMoment, overSeeds, type LayerFacts } from '../facts/layer-facts';
import { layerLabel, LayerTooltip } from './layer-tooltip';
import { descriptions, quantitySeries } from '../facts/quantity';
import { type RovingItem, useRoving } from '../elements/roving-focus';
import type { ViewState } from '../state/store';
import { useWidth } from '../elements/element-width';
import { logAxis, type ValueAxis } from './value-axis';

export interface GradientChartProps {
  readonly model: ModelReport;
  readonly facts: readonly LayerFacts[];
  readonly view: ViewState;
  readonly marked: ReadonlySet<number>;
  readonly reveal: (location: Location) => void;
}

const plotHeight = 190;
const depthAxisHeight = 34;
/** With more layers the points would merge into a band, so the chart draws the lines alone. */
const mostLayersWithPoints = 60;

export function GradientChart({ model, facts, view, marked, reveal }: GradientChartProps): JSX.Element {
  const { ref, width } = useWidth();
  const [shown, setShown] = useState<number>();
  const firstMarked = [...marked].at(0) ?? 0;
  const roving = useRoving(facts.length, firstMarked);

  const { format, reference } = descriptions[view.quantity];
  const series = model.layers.map((layer) => quantitySeries(layer, view.quantity));
  const seedValues = model.seeds.map((_, seed) => series.map((layer) => atMoment(layer.at(seed) ?? [], view.moment)));
  const ranges = view.moment === 'median' ? series.map((layer) => rangeOf(layer.flat())) : [];
  const lanes = findingLanes(model.findings, 3);
  const top = 6 + lanes.length * laneHeight;
  const bottom = top + plotHeight;
  const axis = logAxis(
    [...seedValues.flat(), ...ranges.flat(), reference?.value].filter((value) => value !== undefined),
    { top, bottom },
  );
  const depth = scaleBand<number>([leftMargin, Math.max(width, leftMargin + rightMargin + 1) - rightMargin]).domain(
    facts.map(({ index }) => index),
  );
  const column = (index: number): number => depth(index) ?? 0;
  const center = (index: number): number => column(index) + depth.bandwidth() / 2;

  return (
    <div class="chart" ref={ref}>
      <svg
        width={width}
        height={bottom + depthAxisHeight}
        role="group"
        aria-label={chartLabel(descriptions[view.quantity].title)}
        onPointerLeave={() => {
          setShown(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setShown(undefined);
          roving.container.onKeyDown(event);
        }}
      >
        <ValueGrid axis={axis} width={width} />
        <FindingBars lanes={lanes} column={column} bandwidth={depth.bandwidth()} width={width} bottom={bottom} />
        <DepthAxis model={model} y={bottom} center={center} step={depth.step()} width={width} />
        {reference && <ReferenceLine y={axis.y(reference.value)} text={reference.text} width={width} />}
        <RangeArea ranges={ranges} axis={axis} center={center} />
        {seedValues.map((values, seed) => (
          <SeedLine
            key={model.seeds[seed]}
            values={values}
            seed={seed}
            axis={axis}
            center={center}
            step={depth.step()}
          />
        ))}
        {facts.map((layer) => (
          <LayerColumn
            key={layer.index}
            layer={layer}
            label={layerLabel(layer, model, view.quantity, overSeeds(series[layer.index], view.moment))}
            isMarked={marked.has(layer.index)}
            focus={roving.item(layer.index)}
            show={setShown}
            reveal={reveal}
            x={column(layer.index)}
            y={top}
            width={depth.bandwidth()}
          />
        ))}
      </svg>
      {shown !== undefined && facts.at(shown) && (
        <LayerTooltip
          facts={facts[shown]}
          model={model}
          quantity={view.quantity}
          seedValues={seedValues.map((values) => values.at(shown))}
          format={format}
          x={center(shown)}
          y={top + 8}
          width={width}
        />
      )}
    </div>
  );
}

function chartLabel(title: string): string {
  return (
    `${title} of each layer from input to output, log scale. ` +
    'Arrow keys move between layers, Enter reveals the line.'
  );
}

/** A value to compare with, as a line over the whole width. */
function ReferenceLine({
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

interface LayerColumnProps {
  readonly layer: LayerFacts;
  readonly label: string;
  readonly isMarked: boolean;
  readonly focus: RovingItem;
  readonly show: (index: number | undefined) => void;
  readonly reveal: (location: Location) => void;
  /** Left edge of the column, and top of the plot. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The stretch of the chart that belongs to a layer: shows its tooltip, and reveals its line. */
function LayerColumn({ layer, label, isMarked, focus, show, reveal, x, y, width }: LayerColumnProps): JSX.Element {
  const { index } = layer;
  const revealLayer = (): void => {
    reveal({ file: layer.layer.file, range: layer.layer.range });
  };
  return (
    <g
      class="column"
      role="button"
      data-layer={index}
      aria-label={label}
      aria-current={isMarked ? 'true' : undefined}
      {...focus}
      onFocus={() => {
        focus.onFocus();
        show(index);
      }}
      onBlur={() => {
        show(undefined);
      }}
      onPointerEnter={() => {
        show(index);
      }}
      onClick={revealLayer}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        revealLayer();
      }}
    >
      <rect x={x} y={y} width={width} height={plotHeight} />
      {isMarked && <path class="marker" d={`M${x + width / 2 - 5},${y + plotHeight + 7}h10l-5,-7z`} />}
    </g>
  );
}

function rangeOf(values: readonly number[]): [number, number] | [] {
  const onScale = values.filter((value) => Number.isFinite(value) && value > 0);
  return onScale.length > 0 ? [Math.min(...onScale), Math.max(...onScale)] : [];
}

interface InChart {
  readonly axis: ValueAxis;
  readonly center: (index: number) => number;
}

function RangeArea({
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

function SeedLine({
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
