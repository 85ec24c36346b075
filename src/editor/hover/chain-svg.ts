/** Draws how the gradient changes from the loss back to a layer: a row for each layer passed, a bar for its factor. */

import { formatCount, formatFactor, formatMagnitude } from '../../report/format';
import type { GradientChain } from './gradient-chain';
import { openSvg, type Palette, round } from './svg';

/** In a long chain, this many layers at each end have their own row; those in the middle share one. */
const rowsAtEachEnd = 5;

const width = 360;
const rowHeight = 16;
const head = 16;
/** Where a factor of 1 stands; the bar of a smaller factor goes to the left. */
const middle = 196;
const reach = 58;
const longestName = 21;
/** The scale spans at least this many powers of ten to each side, so that small factors have short bars. */
const leastDecades = 1;

interface Row {
  readonly name: string;
  /** Whether several layers share the row. */
  readonly isShared: boolean;
  readonly factor: number;
  /** The gradient norm (L2) after it. */
  readonly gradient: number;
}

/** @param name of the layer that the chain leads to */
export function chainSvg(chain: GradientChain, name: string, palette: Palette): string {
  const rows = rowsOf(chain);
  const decades = Math.max(
    leastDecades,
    ...rows
      .filter((row) => !row.isShared)
      .map(({ factor }) => Math.abs(Math.log10(factor)))
      .filter(Number.isFinite),
  );
  const height = head + rowHeight * (rows.length + 2) + 4;
  const y = (index: number): number => head + rowHeight * (index + 1) - 4;
  const last = rows.length + 1;
  return [
    openSvg(width, height, 11, palette),
    `<g font-size="10"><text x="4" y="10">from the loss back</text>`,
    `<text x="${middle}" y="10" text-anchor="middle">factor</text>`,
    `<text x="${width - 4}" y="10" text-anchor="end">gradient left</text></g>`,
    `<path d="M${middle} ${head}V${y(last) - rowHeight + 6}" stroke="${palette.text}" stroke-opacity="0.6"/>`,
    `<text x="4" y="${y(0)}">loss</text>`,
    `<text x="${width - 4}" y="${y(0)}" text-anchor="end">${formatMagnitude(chain.outputGradient)}</text>`,
    ...rows.map((row, index) => drawRow(row, y(index + 1), decades, palette)),
    `<path d="M4 ${y(last) - 11}H${width - 4}" stroke="${palette.mark}"/>`,
    `<g fill="${palette.mark}" font-weight="bold"><text x="4" y="${y(last)}">▸ ${escapeXml(shorten(name))}</text>`,
    `<text x="${width - 4}" y="${y(last)}" text-anchor="end">${formatMagnitude(chain.gradient)}</text></g>`,
    '</svg>',
  ].join('');
}

/** The same in words, as the picture's alternative text. */
export function chainText(chain: GradientChain, name: string): string {
  const factors = rowsOf(chain).map((row) => `${formatFactor(row.factor)} ${row.name}`);
  const [start, end] = [formatMagnitude(chain.outputGradient), formatMagnitude(chain.gradient)];
  return `${start} at the loss, ${factors.join(', ')}, leaves ${end} at ${name}`;
}

function rowsOf({ links, gradient }: GradientChain): Row[] {
  // What leaves a layer arrives at the next one of the chain, or at the layer that the chain leads to.
  const left = (index: number): number => (index + 1 < links.length ? links[index + 1].arriving : gradient);
  const single = (from: number, to: number): Row[] =>
    links.slice(from, to).map(({ layer: { name }, gain }, index) => ({
      name,
      isShared: false,
      factor: gain,
      gradient: left(from + index),
    }));
  if (links.length <= 2 * rowsAtEachEnd + 1) return single(0, links.length);
  const end = links.length - rowsAtEachEnd;
  const shared = links.slice(rowsAtEachEnd, end);
  const factor = shared.reduce((product, { gain }) => product * gain, 1);
  return [
    ...single(0, rowsAtEachEnd),
    { name: formatCount(shared.length, 'more layer'), isShared: true, factor, gradient: left(end - 1) },
    ...single(end, links.length),
  ];
}

function drawRow(
  { name, isShared, factor, gradient }: Row,
  y: number,
  decades: number,
  { line, mark }: Palette,
): string {
  const label = `<text x="4" y="${y}"${isShared ? ' font-style="italic"' : ''}>${escapeXml(shorten(name))}</text>`;
  const end = `<text x="${width - 4}" y="${y}" text-anchor="end">${formatMagnitude(gradient)}</text>`;
  if (Number.isNaN(factor)) {
    const cross = `<path d="M${middle - 3} ${y - 7}l6 6m0 -6l-6 6" stroke="${mark}" stroke-width="1.5"/>`;
    return label + cross + factorText(middle + 8, y, factor, 'start') + end;
  }
  const size = Math.min(1, Math.abs(Math.log10(factor)) / decades) * reach;
  const shrinks = factor < 1;
  const x = shrinks ? middle - size : middle;
  // Outlined, as its length does not follow the scale.
  const fill = isShared ? `fill="none" stroke="${line}" stroke-dasharray="3 2"` : `fill="${line}"`;
  const bar = `<rect x="${round(x)}" y="${y - 9}" width="${round(Math.max(size, 1))}" height="9" ${fill}/>`;
  return label + bar + factorText(shrinks ? middle + 6 : middle - 6, y, factor, shrinks ? 'start' : 'end') + end;
}

/** The factor in figures, on the side that the bar leaves free. */
function factorText(x: number, y: number, factor: number, anchor: 'start' | 'end'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${formatFactor(factor)}</text>`;
}

function shorten(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

/** XML cannot hold control characters, so they become spaces. */
function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\u0000-\u001f]/g, ' ');
}
