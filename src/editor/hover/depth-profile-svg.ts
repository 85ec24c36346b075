/** Draws the gradient norms of a model's layers, first to last, with the hovered layer marked. */

import { formatMagnitude } from '../../report/format';
import { openSvg, type Palette, round } from './svg';

const width = 340;
const height = 104;
const left = 58;
const right = 12;
const top = 10;
const bottom = 22;

/**
 * @param norms the gradient norm (L2) of each layer, first layer first; zero, NaN and infinity have their own signs at
 *   the
 *   edges
 * @param marked indices of the layers to mark
 * @param ends labels of the two ends of the axis
 */
export function depthProfileSvg(
  norms: readonly number[],
  marked: readonly number[],
  palette: Palette,
  [from, to]: readonly [string, string] = ['first layer', 'output'],
): string {
  const logs = norms.filter((norm) => norm > 0 && Number.isFinite(norm)).map(Math.log10);
  const low = logs.length > 0 ? Math.min(...logs) : -1;
  // A flat profile must look flat: the axis spans at least one power of ten.
  const high = Math.max(logs.length > 0 ? Math.max(...logs) : 0, low + 1);
  const x = (index: number): number => left + ((width - left - right) * (index + 0.5)) / norms.length;
  const y = (norm: number): number => {
    if (norm === 0) return height - bottom;
    if (!Number.isFinite(norm)) return top;
    return top + ((height - top - bottom) * (high - Math.log10(norm))) / (high - low);
  };
  const points = norms.map((norm, index) => `${round(x(index))},${round(y(norm))}`).join(' ');
  const marks = marked
    .filter((index) => index in norms)
    .map((index) => mark(x(index), y(norms[index]), norms[index], palette));
  return [
    openSvg(width, height, 10, palette),
    axisLabel(top + 4, 10 ** high),
    axisLabel(height - bottom, 10 ** low),
    `<path d="M${left} ${top}V${height - bottom}H${width - right}" fill="none" stroke="${palette.text}" ` +
      'stroke-opacity="0.5"/>',
    `<text x="${left}" y="${height - 6}">${from}</text>`,
    `<text x="${width - right}" y="${height - 6}" text-anchor="end">${to}</text>`,
    `<polyline points="${points}" fill="none" stroke="${palette.line}" stroke-width="${palette.lineWidth}" ` +
      'stroke-linejoin="round"/>',
    ...norms.map((norm, index) => dot(x(index), y(norm), norm, palette)),
    ...marks,
    '</svg>',
  ].join('');
}

function axisLabel(y: number, value: number): string {
  return `<text x="${left - 6}" y="${round(y)}" text-anchor="end">${formatMagnitude(value)}</text>`;
}

function dot(x: number, y: number, norm: number, { line, mark: color }: Palette): string {
  if (Number.isFinite(norm)) return `<circle cx="${round(x)}" cy="${round(y)}" r="1.8" fill="${line}"/>`;
  return `<path d="M${round(x - 3)} ${round(y - 3)}l6 6m0 -6l-6 6" stroke="${color}" stroke-width="1.5"/>`;
}

/** A ring with a line down to the axis, so that the mark does not depend on its color alone. */
function mark(x: number, y: number, norm: number, { mark: color }: Palette): string {
  const label = y < top + 22 ? y + 16 : y - 9;
  const anchor = x > width - 60 ? 'end' : x < left + 40 ? 'start' : 'middle';
  return [
    `<path d="M${round(x)} ${round(y)}V${height - bottom}" stroke="${color}" stroke-dasharray="2 2"/>`,
    `<circle cx="${round(x)}" cy="${round(y)}" r="4.5" fill="none" stroke="${color}" stroke-width="2"/>`,
    `<text x="${round(x)}" y="${round(label)}" text-anchor="${anchor}" fill="${color}" font-weight="bold">` +
      `${formatMagnitude(norm)}</text>`,
  ].join('');
}
