/** Shows the gradient chart with its two selectors, for the quantity and the step, and its legend. */

import type { JSX } from 'preact';
import { ChartTitle, SeedSample } from './chart-frame';
import { GradientChart, type GradientChartProps } from './gradient-chart';
import { descriptions, quantities, type Quantity } from '../facts/quantity';
import type { Moment } from '../facts/layer-facts';
import type { ViewState } from '../state/store';

export interface DepthSectionProps extends GradientChartProps {
  readonly changeView: (change: Partial<ViewState>) => void;
}

const moments: Record<Moment, string> = { first: 'first step', median: 'median of steps', last: 'last step' };

/** The chart over depth, with the choices of quantity and moment over it. */
export function DepthSection({ changeView, ...chart }: DepthSectionProps): JSX.Element {
  const { view, model } = chart;
  return (
    <section class="depth" aria-label="Gradients over depth">
      <ChartTitle title="Per layer">
        <select
          aria-label="Quantity"
          value={view.quantity}
          onChange={(event) => {
            changeView({ quantity: event.currentTarget.value as Quantity });
          }}
        >
          {quantities.map((quantity) => (
            <option key={quantity} value={quantity}>
              {descriptions[quantity].title}
            </option>
          ))}
        </select>
        <select
          aria-label="Steps"
          value={view.moment}
          onChange={(event) => {
            changeView({ moment: event.currentTarget.value as Moment });
          }}
        >
          {Object.entries(moments).map(([moment, text]) => (
            <option key={moment} value={moment}>
              {text}
            </option>
          ))}
        </select>
      </ChartTitle>
      <GradientChart {...chart} />
      <ul class="legend">
        {model.seeds.map((seed, index) => (
          <li key={seed}>
            <SeedSample seedIndex={index} /> seed {seed}
          </li>
        ))}
        {view.moment === 'median' && (
          <li>
            <span class="range-sample" aria-hidden="true" /> range over steps and seeds
          </li>
        )}
      </ul>
    </section>
  );
}
