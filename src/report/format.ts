/** Numbers as people read them, the same in a badge, a hover, the panel and the terminal. */

/** A norm or other magnitude with two significant digits: `2.1e-2`, `0`, `NaN`, `∞`. */
export function formatMagnitude(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (value === 0) return '0';
  return value.toExponential(1);
}

/** A factor such as a backward gain: `×0.24`, `×1.0`, `×12`, `×3.1e-9` where a plain number would be unreadable. */
export function formatFactor(value: number): string {
  if (!Number.isFinite(value)) return `×${formatMagnitude(value)}`;
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.01 || size >= 1000)) return `×${value.toExponential(1)}`;
  if (size === 0 || size >= 100) return `×${Math.round(value)}`;
  return `×${value.toPrecision(2)}`;
}

/** A share between 0 and 1 as a whole percentage: `83 %`; a share that is not quite none or all never reads as 0 or 100. */
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

/** Whose data and in what batches: `own data, batch 32`; a loop of the user's own has no batch that the probe could count (0), and none is named. */
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
