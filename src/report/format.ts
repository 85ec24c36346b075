/** Formats numbers for people, the same in a badge, a hover, the panel and the terminal. */

/** A norm or another magnitude with two significant digits: `2.1e-2`, `3.0`, `42`, `1.2e+4`, `0`, `NaN`, `∞`. */
export function formatMagnitude(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (value === 0) return '0';
  const rounded = value.toExponential(1);
  const size = Math.abs(Number(rounded));
  return size >= 1 && size < 100 ? value.toPrecision(2) : rounded;
}

/** A factor such as a backward gain, with an exponent only where a plain number is hard to read: `×0.24`, `×3.1e-9`. */
export function formatFactor(value: number): string {
  if (!Number.isFinite(value)) return `×${formatMagnitude(value)}`;
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.01 || size >= 1000)) return `×${value.toExponential(1)}`;
  if (size === 0 || size >= 100) return `×${Math.round(value)}`;
  return `×${value.toPrecision(2)}`;
}

/** A share between 0 and 1 in whole percent: `83 %`; only exactly 0 and 1 read as `0 %` and `100 %`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return formatMagnitude(share);
  const percent = Math.round(share * 100);
  if (percent === 0 && share > 0) return '<1 %';
  if (percent === 100 && share < 1) return '>99 %';
  return `${percent} %`;
}

/** `1 layer`, `20 layers`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * `own data, batch 32`; without the batch where its size is 0, as in a hand-written loop, where the probe cannot see
 * it.
 */
export function formatData(data: string, batchSize: number): string {
  return batchSize > 0 ? `${data}, batch ${batchSize}` : data;
}

/** A plain number such as a loss or a learning rate with three significant digits: `0.693`, `1e-3`, `2.1e+5`. */
export function formatDecimal(value: number): string {
  if (!Number.isFinite(value)) return formatMagnitude(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-2 || size >= 1e5)) return value.toExponential(2).replace(/\.?0+e/, 'e');
  return Number(value.toPrecision(3)).toString();
}

/**
 * A mean as source text, to be subtracted: with so many digits that what is left of it is at most a quarter of the
 * deviation. Dates in milliseconds lie thousands of deviations from 0, and two digits of them would centre nothing.
 * @param least the digits that are enough for most means
 */
export function meanText(mean: number, std: number, least: number): string {
  let rounded = mean;
  for (let digits = least; digits < 15; digits++) {
    rounded = Number(mean.toPrecision(digits));
    if (Math.abs(rounded - mean) <= std / 4) break;
  }
  const size = Math.abs(rounded);
  return size === 0 || (size >= 1e-2 && size < 1e6) ? String(rounded) : rounded.toExponential().replace('e+', 'e');
}

/** The words of a message with `#` for each number, by which messages that differ in numbers alone are told. */
export function withoutNumbers(message: string): string {
  return message.replace(/\d[\d.]*(?:e[+-]\d+)?/g, '#');
}
