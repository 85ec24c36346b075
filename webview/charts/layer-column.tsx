/** Draws the column of a layer in the gradient chart, for pointer and keyboard. */

import type { JSX } from 'preact';
import type { Location } from '../../src/report/position';
import type { RovingItem } from '../elements/roving-focus';
import type { LayerFacts } from '../facts/layer-facts';

export interface LayerColumnProps {
  readonly layer: LayerFacts;
  readonly label: string;
  readonly isMarked: boolean;
  readonly focus: RovingItem;
  readonly show: (index: number | undefined) => void;
  readonly reveal: (location: Location) => void;
  /** Left edge of the column, and top of the plot. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the plot. */
  readonly height: number;
}

/** The stretch of the chart that belongs to a layer: shows its tooltip, and reveals its line. */
export function LayerColumn({
  layer,
  label,
  isMarked,
  focus,
  show,
  reveal,
  x,
  y,
  width,
  height,
}: LayerColumnProps): JSX.Element {
  const { index } = layer;
  const revealLayer = (): void => {
    reveal({ file: layer.layer.file, range: layer.layer.range });
  };
  return (
    <g
      class="column"
      role="button"
      data-layer={index}
      aria-label={label}
      aria-current={isMarked ? 'true' : undefined}
      {...focus}
      onFocus={() => {
        focus.onFocus();
        show(index);
      }}
      onBlur={() => {
        show(undefined);
      }}
      onPointerEnter={() => {
        show(index);
      }}
      onClick={revealLayer}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        revealLayer();
      }}
    >
      <rect x={x} y={y} width={width} height={height} />
      {isMarked && <path class="marker" d={`M${x + width / 2 - 5},${y + height + 7}h10l-5,-7z`} />}
    </g>
  );
}
