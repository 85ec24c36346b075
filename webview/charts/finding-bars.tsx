/** Draws a bar above the chart over the layers that a finding names, with the verdict in sign and word. */

import type { JSX } from 'preact';
import { leftMargin, rightMargin } from './chart-frame';
import type { FindingLane } from './finding-lanes';
import { Icon } from '../elements/icon';

export interface FindingBarsProps {
  readonly lanes: readonly FindingLane[];
  /** Left edge of a layer's column. */
  readonly column: (index: number) => number;
  readonly bandwidth: number;
  readonly width: number;
  readonly bottom: number;
}

export const laneHeight = 22;
/** The width of a character of the label's font, rounded up; it only serves to keep the label inside the chart. */
const characterWidth = 7;

/** A bar over the layers of each finding, one lane for each code. */
export function FindingBars({ lanes, column, bandwidth, width, bottom }: FindingBarsProps): JSX.Element {
  return (
    <g aria-hidden="true">
      {lanes.map(({ code, text, severity, stretches }, lane) => {
        const y = (lane + 1) * laneHeight - 2;
        const farthest = width - rightMargin - text.length * characterWidth - 18;
        const start = Math.max(leftMargin, Math.min(column(stretches[0].first), farthest));
        return (
          <g key={code} class={`finding-bar word-${severity}`} data-finding={code}>
            {stretches.map(({ first, last }) => {
              const left = column(first) + Math.min(2, bandwidth / 4);
              const right = column(last) + bandwidth - Math.min(2, bandwidth / 4);
              return (
                <g key={first}>
                  {lane === 0 && <rect class="tint" x={left} y={y} width={right - left} height={bottom - y} />}
                  <path class="bar" d={`M${left},${y + 4}V${y}H${right}V${y + 4}`} />
                </g>
              );
            })}
            <Icon name={severity} x={start} y={y - 16} size={12} />
            <text x={start + 16} y={y - 6}>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}
