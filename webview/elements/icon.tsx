/** Draws icons in the text's own color. Each stands beside a word, so screen readers skip it. */

import type { JSX } from 'preact';
import type { Severity } from '../../src/report/finding';

type IconName = Severity | 'healthy' | 'stale' | 'mark';

/** Outlines on a 16 by 16 grid. Their shapes differ, so that no icon depends on its color. */
const outlines: Record<IconName, string> = {
  error: 'M5.5 1.5h5l4 4v5l-4 4h-5l-4-4v-5zM5.5 5.5l5 5M10.5 5.5l-5 5',
  warning: 'M8 1.8 15 14.2H1zM8 6v4.2M8 11.6v1',
  information: 'M8 1.5a6.5 6.5 0 1 0 .01 0M8 7v4.5M8 4.3v1.2',
  healthy: 'M2.5 8.5l3.5 4 7.5-9',
  stale: 'M8 1.5a6.5 6.5 0 1 0 .01 0M8 4.2V8l2.8 2',
  mark: 'M4 2.5 12 8l-8 5.5z',
};

export interface IconProps {
  readonly name: IconName;
  /** Position and size in pixels, inside another drawing. */
  readonly x?: number;
  readonly y?: number;
  readonly size?: number;
}

/** One of the icons, 16 pixels wide if no size is given. */
export function Icon({ name, x, y, size = 16 }: IconProps): JSX.Element {
  return (
    <svg class={`icon icon-${name}`} x={x} y={y} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={outlines[name]} />
    </svg>
  );
}
