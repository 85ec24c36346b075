/** The layers of a model as a table: the same facts as the chart, for reading, keyboard and screen reader. */

import type { ComponentChildren, JSX } from 'preact';
import { formatFactor, formatMagnitude, formatShare } from '../src/report/format';
import type { Location } from '../src/report/position';
import type { ModelReport } from '../src/report/report';
import { Icon } from './icons';
import type { LayerFacts } from './layer-facts';
import { useRoving } from './roving';
import { fileName, findingName, severityWords } from './words';

export interface LayerTableProps {
  readonly model: ModelReport;
  readonly facts: readonly LayerFacts[];
  readonly marked: ReadonlySet<number>;
  readonly reveal: (location: Location) => void;
}

interface Column {
  readonly title: string;
  readonly explained: string;
  readonly cell: (facts: LayerFacts) => string;
}

const absent = '–';

function whereMeasured(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? absent : format(value);
}

/** Shares that are exactly zero say nothing is wrong: they stay quiet. */
function notable(share: number): string {
  return share === 0 ? absent : formatShare(share);
}

const columns: readonly Column[] = [
  { title: '∇ output', explained: "L2 norm of the loss's gradient at the layer's output", cell: (f) => whereMeasured(f.gradient, formatMagnitude) },
  { title: '∇ weights', explained: "L2 norm of the loss's gradient over the layer's trainable weights", cell: (f) => whereMeasured(f.weightGradient, formatMagnitude) },
  { title: 'gain', explained: 'Backward gain: gradient leaving the layer towards its input, divided by the gradient at its output', cell: (f) => whereMeasured(f.backwardGain, formatFactor) },
  { title: 'update', explained: "Update ratio: the optimizer's step divided by the weight's norm", cell: (f) => whereMeasured(f.updateRatio, formatMagnitude) },
  { title: 'zero', explained: 'Share of units that are zero for every example, in the worst seed', cell: (f) => notable(f.zeroUnits) },
  { title: 'saturated', explained: "Share of outputs at an end of the activation's range", cell: (f) => notable(f.saturated) },
];

export function LayerTable({ model, facts, marked, reveal }: LayerTableProps): JSX.Element {
  const roving = useRoving(facts.length);
  return (
    <table class="layers">
      <caption class="visually-hidden">Layers of {model.name} in forward order. Arrow keys move between layers, Enter reveals the line.</caption>
      <thead>
        <tr>
          <th scope="col" class="name">
            Layer
          </th>
          <th scope="col" class="line">
            Line
          </th>
          <th scope="col">Verdict</th>
          {columns.map((column) => (
            <th key={column.title} scope="col" class="number">
              <abbr title={column.explained}>{column.title}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...roving.container}>
        {facts.map((layerFacts) => {
          const { index, layer } = layerFacts;
          const isMarked = marked.has(index);
          return (
            <tr
              key={index}
              data-layer={index}
              aria-current={isMarked ? 'true' : undefined}
              onClick={() => {
                reveal({ file: layer.file, range: layer.range });
              }}
            >
              <th scope="row" class="name">
                <span class="mark">{isMarked && <Icon name="mark" />}</span>
                <span class="layer-number">{index + 1}</span>
                {/* The row's click handler serves the button's Enter and Space too. */}
                <button type="button" class="link" {...roving.item(index)}>
                  {layer.name}
                </button>
              </th>
              <td class="line">{lineText(layer, model.file)}</td>
              <td class="verdict">{verdict(layerFacts)}</td>
              {columns.map((column) => (
                <td key={column.title} class="number">
                  {column.cell(layerFacts)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function lineText({ file, range }: Location, shownFile: string): string {
  const line = String(range.start.line + 1);
  return file === shownFile ? line : `${fileName(file)}:${line}`;
}

function verdict({ layer, findings }: LayerFacts): ComponentChildren {
  const worst = findings.at(0);
  if (!worst) return <span class="muted">{layer.trainable ? 'healthy' : 'frozen'}</span>;
  return (
    <span class={`word-${worst.severity}`}>
      <Icon name={worst.severity} /> <span class="visually-hidden">{severityWords[worst.severity]}: </span>
      {findingName(worst)}
      {worst.role === 'cause' && <span class="muted"> cause</span>}
    </span>
  );
}
