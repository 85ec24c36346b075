/**
 * Makes the value axis of a chart: a log or linear scale, its ticks, and lanes at the edges for values off the scale.
 */

import { scaleLinear, scaleLog } from 'd3-scale';
import { formatDecimal } from '../../src/report/format';

export type SpecialValue = 'nan' | 'infinite' | 'zero';

export interface Tick {
  readonly y: number;
  readonly text: string;
}

export interface SpecialLane extends Tick {
  readonly special: SpecialValue;
}

export interface ValueAxis {
  readonly isLog: boolean;
  readonly ticks: readonly Tick[];
  /** The lanes, one for each kind of value off the scale that occurs. */
  readonly lanes: readonly SpecialLane[];
  /** The top of the scale, without the lanes. */
  readonly top: number;
  readonly bottom: number;
  /** The place of a value, in pixels from the top. */
  readonly y: (value: number) => number;
  /** Why a value is off the scale; undefined if it is on it. */
  readonly special: (value: number) => SpecialValue | undefined;
}

export interface AxisBox {
  readonly top: number;
  readonly bottom: number;
}

const laneHeight = 16;
const laneTexts: Record<SpecialValue, string> = { nan: 'NaN', infinite: '∞', zero: '0' };

/** A log axis over the values above 0, of at least two decades. */
export function logAxis(values: readonly number[], box: AxisBox): ValueAxis {
  const onScale = values.filter((value) => Number.isFinite(value) && value > 0);
  return axis(values, box, true, (top, bottom) => {
    // At least two decades, as less would magnify the noise between seeds.
    const low = Math.log10(smallest(onScale, 0.1));
    const high = Math.log10(largest(onScale, 1));
    const missing = Math.max(0, 2 - (high - low)) / 2;
    const exponents = [Math.floor(low - missing), Math.ceil(high + missing)] as const;
    const scale = scaleLog([10 ** exponents[0], 10 ** exponents[1]], [bottom, top]);
    const every = Math.max(1, Math.ceil((exponents[1] - exponents[0]) / tickCount(bottom - top)));
    const ticks: number[] = [];
    for (let exponent = exponents[0]; exponent <= exponents[1]; exponent += every) ticks.push(10 ** exponent);
    return { scale, ticks, text: decadeText };
  });
}

/** A linear axis over the finite values, with round ends. */
export function linearAxis(values: readonly number[], box: AxisBox): ValueAxis {
  const onScale = values.filter((value) => Number.isFinite(value));
  return axis(values, box, false, (top, bottom) => {
    const low = smallest(onScale, 0);
    const high = largest(onScale, 1);
    const scale = scaleLinear(low < high ? [low, high] : [low - 0.5, high + 0.5], [bottom, top]).nice(
      tickCount(bottom - top),
    );
    const count = tickCount(bottom - top);
    const size = Math.max(Math.abs(low), Math.abs(high));
    // The scale's own format has as many digits as its ticks need, but writes every zero of a large or tiny number.
    return {
      scale,
      ticks: scale.ticks(count),
      text: size >= 0.01 && size < 1e4 ? scale.tickFormat(count) : formatDecimal,
    };
  });
}

/** `0.01` to `100`, beyond them `1e-3` and `1e+3`. */
function decadeText(value: number): string {
  return value >= 0.01 && value <= 100 ? formatDecimal(value) : value.toExponential(0);
}

interface Placed {
  readonly scale: (value: number) => number;
  readonly ticks: readonly number[];
  readonly text: (value: number) => string;
}

function axis(
  values: readonly number[],
  box: AxisBox,
  isLog: boolean,
  place: (top: number, bottom: number) => Placed,
): ValueAxis {
  const special = (value: number): SpecialValue | undefined => {
    if (Number.isNaN(value)) return 'nan';
    if (!Number.isFinite(value)) return 'infinite';
    return isLog && value <= 0 ? 'zero' : undefined;
  };
  const present = new Set(values.map(special));
  const above = (['nan', 'infinite'] as const).filter((kind) => present.has(kind));
  const below = (['zero'] as const).filter((kind) => present.has(kind));
  const top = box.top + above.length * laneHeight;
  const bottom = box.bottom - below.length * laneHeight;
  const lanes: SpecialLane[] = [
    ...above.map((kind, index) => ({ special: kind, text: laneTexts[kind], y: box.top + (index + 0.5) * laneHeight })),
    ...below.map((kind) => ({ special: kind, text: laneTexts[kind], y: bottom + laneHeight / 2 })),
  ];
  // Half a lane of space keeps the end of the scale apart from the marks in the lanes.
  const { scale, ticks, text } = place(
    top + (above.length > 0 ? laneHeight / 2 : 0),
    bottom - (below.length > 0 ? laneHeight / 2 : 0),
  );
  return {
    isLog,
    lanes,
    top,
    bottom,
    special,
    ticks: ticks.map((value) => ({ y: scale(value), text: text(value) })),
    y: (value) => {
      const kind = special(value);
      return lanes.find((lane) => lane.special === kind)?.y ?? scale(value);
    },
  };
}

function tickCount(height: number): number {
  return Math.max(2, Math.floor(height / 30));
}

function smallest(values: readonly number[], otherwise: number): number {
  return values.length > 0 ? values.reduce((a, b) => Math.min(a, b)) : otherwise;
}

function largest(values: readonly number[], otherwise: number): number {
  return values.length > 0 ? values.reduce((a, b) => Math.max(a, b)) : otherwise;
}
