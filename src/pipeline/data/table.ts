/** Reads tables of real data: CSV, TSV, and JSON arrays of records. */

import { csvParseRows, tsvParseRows } from 'd3-dsv';
import type { LabelColumn, Table } from '../../probe/protocol/job';

/** A fault of a data file; the message is a whole sentence that says what to correct. */
export class TableFault extends Error {}

type Row = readonly string[];

/** The usual ways to write a missing value. */
const missing = /^(?:|\?|na|n\/a|nan|null|none|undefined)$/i;

/**
 * @param kind of the text
 * @param labels names of the columns that are labels, in the order of the model's outputs
 * @param name of the file, for messages
 * @throws TableFault
 */
export function readTable(kind: 'csv' | 'tsv' | 'json', text: string, labels: readonly string[], name: string): Table {
  const { header, rows, firstLine } =
    kind === 'json' ? recordRows(text, name) : textRows(kind === 'csv' ? csvParseRows(text) : tsvParseRows(text), name);
  const columns = header.join(', ');
  if (labels.length === 0)
    throw new TableFault(
      `Which columns of ${name} are the labels? Name them behind a #, such as data = ` +
        `./${name}#${header.at(-1) ?? 'label'}. It has ${columns}.`,
    );
  const unknown = labels.find((label) => !header.includes(label));
  if (unknown !== undefined) throw new TableFault(`${name} has no column ${unknown}. It has ${columns}.`);
  const features = header.filter((column) => !labels.includes(column));
  if (features.length === 0)
    throw new TableFault(
      `All columns of ${name} are named as labels, which leaves no features. Name fewer columns behind the #.`,
    );

  const whole = rows.flatMap((row, index) =>
    header.every((_, column) => !missing.test((row.at(column) ?? '').trim())) ? [{ row, line: index + firstLine }] : [],
  );
  const left = rows.length - whole.length;
  if (whole.length === 0)
    throw new TableFault(
      rows.length === 0
        ? `${name} has no rows.`
        : `Every row of ${name} lacks some value. Fill them in, or leave out the columns that are empty.`,
    );
  const place = kind === 'json' ? 'record' : 'line';
  const values = new Float32Array(whole.length * features.length);
  features.forEach((feature, j) => {
    const column = header.indexOf(feature);
    whole.forEach(({ row, line }, i) => {
      const written = row[column].trim();
      const value = Number(written);
      if (!Number.isFinite(value))
        throw new TableFault(
          `The column ${feature} of ${name} is not a number in ${place} ${line} («${written}»). ` +
            `Features have to be numbers: change it, or name the column as a label.`,
        );
      values[i * features.length + j] = value;
    });
  });
  return {
    features,
    rows: whole.length,
    values,
    labels: labels.map((label) =>
      labelColumn(
        label,
        whole.map(({ row }) => row[header.indexOf(label)].trim()),
      ),
    ),
    ...(left > 0 && { note: `${left} of ${rows.length} rows of ${name} left out: values are missing` }),
  };
}

function labelColumn(name: string, written: readonly string[]): LabelColumn {
  const numbers = Float32Array.from(written, Number);
  if (numbers.every(Number.isFinite)) return { name, values: numbers };
  const classes = [...new Set(written)];
  const index = new Map(classes.map((one, i) => [one, i]));
  return { name, values: Float32Array.from(written, (one) => index.get(one) ?? 0), classes };
}

interface Rows {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  /** The number by which people count the first row: line 2 of a text, record 1 of an array. */
  readonly firstLine: number;
}

function textRows(parsed: readonly Row[], name: string): Rows {
  const [header, ...rows] = parsed;
  if (parsed.length === 0) throw new TableFault(`${name} is empty. Its first line has to name the columns.`);
  const names = header.map((column) => column.trim());
  if (names.every((column) => column !== '' && Number.isFinite(Number(column))))
    throw new TableFault(
      `The first line of ${name} has to name the columns, but it has numbers (${names.slice(0, 5).join(', ')}). ` +
        `Put a line of names above it.`,
    );
  const twice = names.find((column, index) => names.indexOf(column) !== index);
  if (twice !== undefined)
    throw new TableFault(`${name} has two columns called «${twice}». Give each a name of its own.`);
  // Many files end in a blank line.
  return { header: names, rows: rows.filter((row) => row.length > 1 || row[0] !== ''), firstLine: 2 };
}

function recordRows(text: string, name: string): Rows {
  const records: unknown = JSON.parse(text);
  if (
    !Array.isArray(records) ||
    !records.every((record) => typeof record === 'object' && record !== null && !Array.isArray(record))
  ) {
    throw new TableFault(
      `${name} is neither an array of records nor an object with xs and ys. Write [{"feature": 1, "label": ` +
        `"a"}, ...] or {"xs": [[...]], "ys": [[...]]}.`,
    );
  }
  const header = [...new Set(records.flatMap((record) => Object.keys(record as object)))];
  const rows = records.map((record) => header.map((column) => cell((record as Record<string, unknown>)[column])));
  return { header, rows, firstLine: 1 };
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return String(Number(value));
  return typeof value === 'string' ? value : JSON.stringify(value);
}
