/** The layers of a model as a table: the same facts as the chart, for reading, keyboard and screen reader. */

import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { verdictWord } from '../../src/report/badge';
import type { Finding } from '../../src/report/finding';
import { formatShare } from '../../src/report/format';
import type { Location } from '../../src/report/position';
import type { ModelReport } from '../../src/report/report';
import { Icon } from '../elements/icon';
import type { LayerFacts } from '../facts/layer-facts';
import { descriptions, quantities } from '../facts/quantity';
import { useRoving } from '../elements/roving-focus';
import { fileName } from '../../src/files/paths';
import { severityWords } from '../facts/words';

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

const measured: readonly Column[] = quantities.map((quantity) => ({
  title: descriptions[quantity].short,
  explained: descriptions[quantity].explained,
  cell: ({ values }) => whereMeasured(values[quantity], descriptions[quantity].format),
}));

/** Left out where they say nothing of any layer: the panel is narrow. */
const occasional: readonly Column[] = [
  {
    title: 'zero',
    explained: 'Share of units that are zero for every example, in the worst seed',
    cell: ({ layer }) => notable(layer.output.zeroUnits),
  },
  {
    title: 'saturated',
    explained: "Share of outputs at an end of the activation's range",
    cell: ({ layer }) => notable(layer.output.saturated),
  },
];

export function LayerTable({ model, facts, marked, reveal }: LayerTableProps): JSX.Element {
  const firstMarked = [...marked].at(0);
  const roving = useRoving(facts.length, firstMarked);
  const table = useRef<HTMLTableElement>(null);
  const columns = [...measured, ...occasional.filter(({ cell }) => facts.some((layer) => cell(layer) !== absent))];
  useEffect(() => {
    // While the chart is in view it shows the mark; only who has scrolled down to the table is brought to the row.
    if (firstMarked === undefined || !table.current || table.current.getBoundingClientRect().top > 0) return;
    table.current
      .querySelector(`[data-layer="${firstMarked}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [firstMarked]);
  return (
    <table class="layers" ref={table}>
      <caption class="visually-hidden">
        Layers of {model.name} in forward order. Arrow keys move between layers, Enter reveals the line.
      </caption>
      <thead>
        <tr>
          <th scope="col" class="name">
            Layer
          </th>
          <th scope="col" class="line">
            Line
          </th>
          <th scope="col" class="verdict">
            Verdict
          </th>
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
                <button type="button" class="link" title={layer.name} {...roving.item(index)}>
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

/** A cause speaks of every layer that it starves; only the lines that it stands on do it. */
function isOwnCause({ role, file, range }: Finding, layer: Location): boolean {
  return role === 'cause' && file === layer.file && range.start.line === layer.range.start.line;
}

function verdict({ layer, findings }: LayerFacts): ComponentChildren {
  const worst = findings.at(0);
  if (!worst) return <span class="muted">{layer.trainable ? 'healthy' : 'frozen'}</span>;
  return (
    <span>
      <Icon name={worst.severity} /> <span class="visually-hidden">{severityWords[worst.severity]}: </span>
      {verdictWord(worst)}
      {isOwnCause(worst, layer) && <span class="muted"> cause</span>}
    </span>
  );
}
