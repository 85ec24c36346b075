/**
 * Draws a quantity over depth: one line for each seed on a log scale, findings above it, and a column for each layer.
 */

import { scaleBand } from 'd3-scale';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Location } from '../../src/report/position';
import type { ModelReport } from '../../src/report/report';
import { leftMargin, rightMargin, ValueGrid } from './chart-frame';
import { type ChartValues, chartValues } from './chart-values';
import { DepthAxis } from './depth-axis';
import { RangeArea, ReferenceLine, SeedLine } from './gradient-lines';
import { LayerColumn } from './layer-column';
import { FindingBars, laneHeight } from './finding-bars';
import { findingLanes } from './finding-lanes';
import { type LayerFacts, overSeeds } from '../facts/layer-facts';
import { layerLabel, LayerTooltip } from './layer-tooltip';
import { descriptions } from '../facts/quantity';
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

/** Where the parts of the chart lie, in pixels. */
interface ChartLayout {
  /** Edges of the plot. */
  readonly top: number;
  readonly bottom: number;
  readonly axis: ValueAxis;
  /** Left edge of a layer's column. */
  readonly column: (index: number) => number;
  readonly center: (index: number) => number;
  /** Width of a column. */
  readonly bandwidth: number;
  /** From one column to the next. */
  readonly step: number;
}

/** @param values all that the value axis has to reach */
function chartLayout(
  facts: readonly LayerFacts[],
  lanes: number,
  values: readonly (number | undefined)[],
  width: number,
): ChartLayout {
  const top = 6 + lanes * laneHeight;
  const bottom = top + plotHeight;
  const depth = scaleBand<number>([leftMargin, Math.max(width, leftMargin + rightMargin + 1) - rightMargin]).domain(
    facts.map(({ index }) => index),
  );
  const column = (index: number): number => depth(index) ?? 0;
  return {
    top,
    bottom,
    axis: logAxis(
      values.filter((value) => value !== undefined),
      { top, bottom },
    ),
    column,
    center: (index) => column(index) + depth.bandwidth() / 2,
    bandwidth: depth.bandwidth(),
    step: depth.step(),
  };
}

/** The chosen quantity of each layer from input to output, one line for each seed. */
export function GradientChart({ model, facts, view, marked, reveal }: GradientChartProps): JSX.Element {
  const { ref, width } = useWidth();
  const [shown, setShown] = useState<number>();
  const firstMarked = [...marked].at(0) ?? 0;
  const roving = useRoving(facts.length, firstMarked);

  const { title, format, reference } = descriptions[view.quantity];
  const values = chartValues(model, view);
  const { seedValues, ranges } = values;
  const lanes = findingLanes(model.findings, 3);
  const layout = chartLayout(facts, lanes.length, [...seedValues.flat(), ...ranges.flat(), reference?.value], width);
  const { top, bottom, axis, column, center, bandwidth, step } = layout;

  return (
    <div class="chart" ref={ref}>
      <svg
        width={width}
        height={bottom + depthAxisHeight}
        role="group"
        aria-label={chartLabel(title)}
        onPointerLeave={() => {
          setShown(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setShown(undefined);
          roving.container.onKeyDown(event);
        }}
      >
        <ValueGrid axis={axis} width={width} />
        <FindingBars lanes={lanes} column={column} bandwidth={bandwidth} width={width} bottom={bottom} />
        <DepthAxis model={model} y={bottom} center={center} step={step} width={width} />
        {reference && <ReferenceLine y={axis.y(reference.value)} text={reference.text} width={width} />}
        <RangeArea ranges={ranges} axis={axis} center={center} />
        {seedValues.map((line, seed) => (
          <SeedLine key={model.seeds[seed]} values={line} seed={seed} axis={axis} center={center} step={step} />
        ))}
        <LayerColumns {...{ model, facts, view, marked, reveal, values, layout }} focus={roving.item} show={setShown} />
      </svg>
      {shown !== undefined && facts.at(shown) && (
        <LayerTooltip
          facts={facts[shown]}
          model={model}
          quantity={view.quantity}
          seedValues={seedValues.map((line) => line.at(shown))}
          format={format}
          x={center(shown)}
          y={top + 8}
          width={width}
        />
      )}
    </div>
  );
}

/** What pointer and keyboard reach: a column for each layer. */
function LayerColumns({
  model,
  facts,
  view,
  marked,
  reveal,
  values: { series },
  layout: { top, column, bandwidth },
  focus,
  show,
}: GradientChartProps & {
  readonly values: ChartValues;
  readonly layout: ChartLayout;
  readonly focus: (index: number) => RovingItem;
  readonly show: (index: number | undefined) => void;
}): JSX.Element {
  return (
    <>
      {facts.map((layer) => (
        <LayerColumn
          key={layer.index}
          layer={layer}
          label={layerLabel(layer, model, view.quantity, overSeeds(series[layer.index], view.moment))}
          isMarked={marked.has(layer.index)}
          focus={focus(layer.index)}
          show={show}
          reveal={reveal}
          x={column(layer.index)}
          y={top}
          width={bandwidth}
          height={plotHeight}
        />
      ))}
    </>
  );
}

function chartLabel(title: string): string {
  return (
    `${title} of each layer from input to output, log scale. ` +
    'Arrow keys move between layers, Enter reveals the line.'
  );
}
