/** Draws the loss of each step: one line for each seed, with each seed's first and last loss in words. */

import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { JSX } from 'preact';
import { formatDecimal } from '../../src/report/format';
import type { ModelReport } from '../../src/report/report';
import { ChartTitle, leftMargin, rightMargin, seedClass, SeedSample, SpecialMark, ValueGrid } from './chart-frame';
import { useWidth } from '../elements/element-width';
import { linearAxis, logAxis, type ValueAxis } from './value-axis';

const plotHeight = 120;
const top = 6;
const bottom = top + plotHeight;
/** If the largest loss exceeds the smallest by this factor, a linear scale would press most steps onto its bottom. */
const logFromRatio = 50;

/** The loss of each seed over the steps, on a log scale where it spans orders of magnitude. */
export function LossChart({ model }: { readonly model: ModelReport }): JSX.Element {
  const { ref, width } = useWidth();
  const losses = model.losses.flat();
  const finite = losses.filter((loss) => Number.isFinite(loss));
  const wide = finite.length > 0 && Math.min(...finite) > 0 && Math.max(...finite) > logFromRatio * Math.min(...finite);
  const axis = (wide ? logAxis : linearAxis)(losses, { top, bottom });
  const lastStep = Math.max(1, ...model.losses.map((steps) => steps.length - 1));
  const x = scaleLinear([0, lastStep], [leftMargin + 6, Math.max(width - rightMargin - 6, leftMargin + 7)]);
  return (
    <section class="loss" aria-label="Loss">
      <ChartTitle title="Loss per step">{wide && <span class="muted">log scale</span>}</ChartTitle>
      <div class="chart" ref={ref}>
        <svg
          width={width}
          height={bottom + 22}
          role="img"
          aria-label={`Loss over ${lastStep + 1} steps. ${seedTexts(model).join('. ')}`}
        >
          <ValueGrid axis={axis} width={width} />
          <line class="axis" x1={leftMargin} x2={width - rightMargin} y1={bottom} y2={bottom} />
          {x
            .ticks(5)
            .filter((step) => Number.isInteger(step))
            .map((step) => (
              <text key={step} class="tick" x={x(step)} y={bottom + 17} text-anchor="middle">
                {step}
              </text>
            ))}
          {model.losses.map((steps, seed) => (
            <LossLine key={model.seeds[seed]} steps={steps} seed={seed} axis={axis} x={x} />
          ))}
        </svg>
      </div>
      <ul class="legend">
        {seedTexts(model).map((text, seed) => (
          <li key={text}>
            <SeedSample seedIndex={seed} /> {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

function LossLine({
  steps,
  seed,
  axis,
  x,
}: {
  readonly steps: readonly number[];
  readonly seed: number;
  readonly axis: ValueAxis;
  readonly x: (step: number) => number;
}): JSX.Element {
  const path = line<number>()
    .defined((loss) => axis.special(loss) === undefined)
    .x((_, step) => x(step))
    .y((loss) => axis.y(loss))([...steps]);
  return (
    <g class={seedClass(seed)} data-seed={seed}>
      <path class="line" d={path ?? ''} />
      {steps.map((loss, step) => {
        const special = axis.special(loss);
        if (special)
          return <SpecialMark key={step} special={special} x={x(step)} y={axis.y(loss)} class="mark-of-seed" />;
        return isAlone(steps, step) && <circle key={step} class="point" cx={x(step)} cy={axis.y(loss)} r="2.5" />;
      })}
    </g>
  );
}

/** Whether no line reaches a step's loss, as neither neighbor is finite. */
function isAlone(losses: readonly number[], step: number): boolean {
  return !Number.isFinite(losses.at(step + 1) ?? Number.NaN) && (step === 0 || !Number.isFinite(losses[step - 1]));
}

/** `seed 1: 0.693 → 0.412`. */
function seedTexts(model: ModelReport): string[] {
  return model.losses.map((steps, seed) => {
    const first = steps.at(0);
    const last = steps.at(-1);
    const isEmpty = first === undefined || last === undefined;
    return `seed ${model.seeds[seed]}: ${isEmpty ? 'no step' : `${formatDecimal(first)} → ${formatDecimal(last)}`}`;
  });
}
