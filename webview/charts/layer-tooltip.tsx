/** Says the facts of one layer in the chart: in a tooltip, and in a label for screen readers. */

import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { disabledText, verdictWord } from '../../src/report/badge';
import type { ModelReport } from '../../src/report/report';
import { SeedSample } from './chart-frame';
import { Icon } from '../elements/icon';
import type { LayerFacts } from '../facts/layer-facts';
import { descriptions, quantities, type Quantity } from '../facts/quantity';
import { placeText } from '../facts/words';

export interface LayerTooltipProps {
  readonly facts: LayerFacts;
  readonly model: ModelReport;
  readonly quantity: Quantity;
  readonly seedValues: readonly (number | undefined)[];
  readonly format: (value: number) => string;
  /** Center of the layer's column. */
  readonly x: number;
  readonly y: number;
  /** Width of the chart, which the tooltip must not leave. */
  readonly width: number;
}

/** @param value the layer's number for the chart's quantity and moment */
export function layerLabel(
  { index, layer, findings, disabled }: LayerFacts,
  model: ModelReport,
  quantity: Quantity,
  value: number | undefined,
): string {
  const { title, format } = descriptions[quantity];
  const quiet = disabled.length > 0 ? disabledText(disabled) : 'healthy';
  const verdict = findings.length > 0 ? [...new Set(findings.map(verdictWord))].join(', ') : quiet;
  const place = `Layer ${index + 1} of ${model.layers.length}, ${layer.name}, ${placeText(layer, model.file)}`;
  const number = value === undefined ? 'not measured' : format(value);
  return `${place}: ${title.toLowerCase()} ${number}, ${verdict}`;
}

/** Hidden from screen readers: the focused layer's label says the same. */
export function LayerTooltip({
  facts,
  model,
  quantity,
  seedValues,
  format,
  x,
  y,
  width,
}: LayerTooltipProps): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const gap = 12;
    const toTheRight = x + gap + box.offsetWidth <= width;
    box.style.left = `${Math.max(0, toTheRight ? x + gap : x - gap - box.offsetWidth)}px`;
    box.style.top = `${y}px`;
  });
  const { layer, values, findings } = facts;
  return (
    <div class="tooltip" ref={ref} aria-hidden="true">
      <div class="tooltip-title">
        <strong>{layer.name}</strong>{' '}
        <span class="muted">{[layer.className, layer.activation].filter(Boolean).join(', ')}</span>
      </div>
      <div class="muted">
        {placeText(layer, model.file)}, output {shapeText(layer.outputShape)}
      </div>
      {[...new Map(findings.map((finding) => [verdictWord(finding), finding.severity]))].map(([word, severity]) => (
        <div key={word}>
          <Icon name={severity} /> {word}
        </div>
      ))}
      <dl>
        {seedValues.map((value, seed) => (
          <div key={seed}>
            <dt>
              <SeedSample seedIndex={seed} /> seed {model.seeds[seed]}
            </dt>
            <dd>{value === undefined ? '–' : format(value)}</dd>
          </div>
        ))}
        {quantities
          .filter((other) => other !== quantity)
          .map((other) => {
            const value = values[other];
            return (
              <div key={other}>
                <dt>{descriptions[other].short}</dt>
                <dd>{value === undefined ? '–' : descriptions[other].format(value)}</dd>
              </div>
            );
          })}
      </dl>
    </div>
  );
}

function shapeText(shape: readonly (number | null)[]): string {
  return `[${shape.map((size) => size ?? 'batch').join(', ')}]`;
}
