/** Shows the table of a model's layers: the facts of the chart in numbers, for reading, keyboard and screen reader. */

import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { disabledText, verdictWord } from '../../src/report/badge';
import type { Finding } from '../../src/report/finding';
import { formatShare } from '../../src/report/format';
import { saturatedShare } from '../../src/report/layer-numbers';
import type { Location } from '../../src/report/position';
import type { ModelReport } from '../../src/report/report';
import { Icon } from '../elements/icon';
import type { LayerFacts } from '../facts/layer-facts';
import { descriptions, quantities } from '../facts/quantity';
import { type RovingItem, useRoving } from '../elements/roving-focus';
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

function textOrAbsent(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? absent : format(value);
}

/** A share of exactly zero is no news, so the table leaves it out. */
function nonZeroShare(share: number): string {
  return share === 0 ? absent : formatShare(share);
}

const quantityColumns: readonly Column[] = quantities.map((quantity) => ({
  title: descriptions[quantity].short,
  explained: descriptions[quantity].explained,
  cell: ({ values }) => textOrAbsent(values[quantity], descriptions[quantity].format),
}));

/** The panel is narrow, so a column without any value is left out. */
const optionalColumns: readonly Column[] = [
  {
    title: 'zero',
    explained: 'Share of units that are zero for every example, in the worst seed',
    cell: ({ layer }) => nonZeroShare(layer.output.zeroUnits),
  },
  {
    title: 'saturated',
    explained: "Share of outputs at an end of the activation's range",
    cell: ({ layer }) => nonZeroShare(saturatedShare(layer)),
  },
];

/** The layers' numbers as a table; a row leads to its layer's line. */
export function LayerTable({ model, facts, marked, reveal }: LayerTableProps): JSX.Element {
  const firstMarked = [...marked].at(0);
  const roving = useRoving(facts.length, firstMarked);
  const table = useRef<HTMLTableElement>(null);
  const columns = [
    ...quantityColumns,
    ...optionalColumns.filter(({ cell }) => facts.some((layer) => cell(layer) !== absent)),
  ];
  useEffect(() => {
    // While the chart is in view, it shows the marked layer; the table scrolls only if it fills the panel.
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
      <TableHead columns={columns} />
      <tbody {...roving.container}>
        {facts.map((layerFacts) => (
          <LayerRow
            key={layerFacts.index}
            layerFacts={layerFacts}
            shownFile={model.file}
            columns={columns}
            isMarked={marked.has(layerFacts.index)}
            focus={roving.item(layerFacts.index)}
            reveal={reveal}
          />
        ))}
      </tbody>
    </table>
  );
}

function TableHead({ columns }: { readonly columns: readonly Column[] }): JSX.Element {
  return (
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
  );
}

interface LayerRowProps {
  readonly layerFacts: LayerFacts;
  readonly shownFile: string;
  readonly columns: readonly Column[];
  readonly isMarked: boolean;
  readonly focus: RovingItem;
  readonly reveal: (location: Location) => void;
}

function LayerRow({ layerFacts, shownFile, columns, isMarked, focus, reveal }: LayerRowProps): JSX.Element {
  const { index, layer } = layerFacts;
  return (
    <tr
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
        <button type="button" class="link" title={layer.name} {...focus}>
          {layer.name}
        </button>
      </th>
      <td class="line">{lineText(layer, shownFile)}</td>
      <td class="verdict">
        <Verdict {...layerFacts} />
      </td>
      {columns.map((column) => (
        <td key={column.title} class="number">
          {column.cell(layerFacts)}
        </td>
      ))}
    </tr>
  );
}

function lineText({ file, range }: Location, shownFile: string): string {
  const line = String(range.start.line + 1);
  return file === shownFile ? line : `${fileName(file)}:${line}`;
}

/**
 * Whether a finding stands on the layer's line: a cause names all layers that it starves, and those on its line are at
 * fault.
 */
function standsOnLayer({ role, file, range }: Finding, layer: Location): boolean {
  return role === 'cause' && file === layer.file && range.start.line === layer.range.start.line;
}

/** The worst finding in sign and word, and apart from them whether this layer is its cause. */
function Verdict({ layer, findings, disabled }: LayerFacts): JSX.Element {
  const worst = findings.at(0);
  if (!worst && disabled.length > 0) return <span class="muted">{disabledText(disabled)}</span>;
  if (!worst) return <span class="muted">{layer.trainable ? 'healthy' : 'frozen'}</span>;
  return (
    <span>
      <Icon name={worst.severity} /> <span class="visually-hidden">{severityWords[worst.severity]}: </span>
      {verdictWord(worst)}
      {standsOnLayer(worst, layer) && (
        <>
          <span class="visually-hidden">, the </span>
          <span class="role">cause</span>
        </>
      )}
    </span>
  );
}
