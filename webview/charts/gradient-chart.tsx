/**
 * Draws a quantity over depth: one line for each seed on a log scale, findings above it, and a column for each layer.
 */

import { scaleBand } from 'd3-scale';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Location } from '../../src/report/position';
import type { ModelReport } from '../../src/report/report';
import { leftMargin, rightMargin, ValueGrid } from './chart-frame';
import { chartValues } from './chart-values';
import { DepthAxis } from './depth-axis';
import { RangeArea, ReferenceLine, SeedLine } from './gradient-lines';
import { LayerColumn } from './layer-column';
import { FindingBars, laneHeight } from './finding-bars';
import { findingLanes } from './finding-lanes';
import { type LayerFacts, overSeeds } from '../facts/layer-facts';
import { layerLabel, LayerTooltip } from './layer-tooltip';
import { descriptions } from '../facts/quantity';
import { useRoving } from '../elements/roving-focus';
import type { ViewState } from '../state/store';
import { useWidth } from '../elements/element-width';
import { logAxis } from './value-axis';

export interface GradientChartProps {
  readonly model: ModelReport;
  readonly facts: readonly LayerFacts[];
  readonly view: ViewState;
  readonly marked: ReadonlySet<number>;
  readonly reveal: (location: Location) => void;
}

const plotHeight = 190;
const depthAxisHeight = 34;

/** The chosen quantity of each layer from input to output, one line for each seed. */
export function GradientChart({ model, facts, view, marked, reveal }: GradientChartProps): JSX.Element {
  const { ref, width } = useWidth();
  const [shown, setShown] = useState<number>();
  const firstMarked = [...marked].at(0) ?? 0;
  const roving = useRoving(facts.length, firstMarked);

  const { format, reference } = descriptions[view.quantity];
  const { series, seedValues, ranges } = chartValues(model, view);
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
            height={plotHeight}
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
