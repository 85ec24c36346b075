/** Writes the listing for the terminal: each layer's source line with its badge below, then the findings in words. */

import { styleText } from 'node:util';
import {
  notAsRunText,
  unpinnedAssumptions,
  type LayerReport,
  type ModelReport,
  type ProbeError,
  type Report,
  isCommentError,
} from '../../report/report';
import { badgeForLine, fewerStepsText, healthyText } from '../../report/badge';
import {
  disabledAt,
  listedFaults,
  type Finding,
  headlineOf,
  sayingOf,
  type Severity,
  type SuppressedFinding,
} from '../../report/finding';
import { formatCount, formatData, formatDecimal } from '../../report/format';
import { notedPlaceTexts } from '../../report/places/related-places';
import { fixLines, triedLines } from './fix-lines';
import { indentation, type ListingPage, wrappedSentence, type Style } from './page';
import { cutToWidth, wrapToWidth } from './terminal';

export const severityStyle: Record<Severity, Style> = { error: 'red', warning: 'yellow', information: 'cyan' };

export interface ListingInput {
  readonly report: Pick<Report, 'models' | 'errors'>;
  /** The text of each file, by the file's name in the report. */
  readonly texts: ReadonlyMap<string, string>;
  readonly color: boolean;
  /** Columns of the terminal, to which code is cut and sentences are wrapped; undefined for lines of any length. */
  readonly width: number | undefined;
  /** Whether to leave out the layers, and the notes on how each model was probed. */
  readonly findingsOnly?: boolean;
  /** Stands above the listing if it is one of several, such as the file's name. */
  readonly heading?: string;
}

/** Length of a rule if lines may be of any length. */
const widthOfRules = 80;

/** The blanks before a place that a finding names. */
const noteIndentation = '    ';

/** Columns of one assumption, beyond which it is cut. */
const longestItem = 120;

/** @returns the whole listing, ending in a newline */
export function listing({ report, texts, color, width, findingsOnly = false, heading }: ListingInput): string {
  const page = listingPage({ color, width });
  const told = new Set<string>();
  const blocks = report.models.map((model) => {
    if (findingsOnly) return verdict(model, texts, page, told).join('\n');
    return [
      ...modelHeader(model, page),
      '',
      ...layerLines(model, texts, page),
      '',
      ...verdict(model, texts, page, told),
      ...notes(model, page),
    ].join('\n');
  });
  const own = report.errors.filter((error) => error.own);
  const others = report.errors.filter((error) => !error.own);
  blocks.unshift(...own.map((error) => ownErrorLines(error, texts, page).join('\n')));
  blocks.push(...others.map((error) => errorLines(error, page).join('\n')));
  return `${[...(heading === undefined ? [] : [headingLine(heading, page)]), ...blocks].join('\n\n')}\n`;
}

/** How texts are painted and how wide they may be; without colors `paint` leaves a text as it is. */
export function listingPage({ color, width }: Pick<ListingInput, 'color' | 'width'>): ListingPage {
  return { paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text), width };
}

function headingLine(heading: string, { paint, width }: ListingPage): string {
  const start = `── ${heading} `;
  return paint('dim', start + '─'.repeat(Math.max(2, (width ?? widthOfRules) - start.length)));
}

function modelHeader(model: ModelReport, { paint, width }: ListingPage): string[] {
  const facts = [
    formatCount(model.layers.length, 'layer'),
    `${model.loss}, ${model.optimizer} ${formatDecimal(model.learningRate)}`,
    formatData(model.data === 'user' ? 'own data' : 'made-up data', model.batchSize),
    `${formatCount(model.steps, 'step')} × ${formatCount(model.seeds.length, 'seed')}`,
    ...(model.alike === undefined ? [] : [`one of ${model.alike} built alike`]),
    `${model.backend}, ${(model.durationMs / 1000).toFixed(1)} s`,
  ];
  return [
    paint('bold', `${model.file}:${model.range.start.line + 1}  ${model.name}`),
    ...wrapToWidth(facts.join(' · '), width).map((line) => paint('dim', line)),
  ];
}

function layerLines(model: ModelReport, texts: ReadonlyMap<string, string>, page: ListingPage): string[] {
  const byLine = new Map<string, LayerReport[]>();
  for (const layer of model.layers) {
    const key = `${layer.file}:${layer.range.start.line}`;
    const group = byLine.get(key);
    if (group) group.push(layer);
    else byLine.set(key, [layer]);
  }
  // The file of the model first, then its helpers; each from top to bottom.
  const groups = [...byLine.values()].sort(
    ([a], [b]) =>
      Number(b.file === model.file) - Number(a.file === model.file) ||
      a.file.localeCompare(b.file) ||
      a.range.start.line - b.range.start.line,
  );
  const gutter = Math.max(...groups.map(([first]) => String(first.range.start.line + 1).length), 3);
  let file = model.file;
  return groups.flatMap((layers) => {
    const lines = lineWithBadge(model, layers, texts, gutter, page);
    if (layers[0].file === file) return lines;
    file = layers[0].file;
    return [page.paint('bold', file), ...lines];
  });
}

function lineWithBadge(
  model: ModelReport,
  layers: readonly LayerReport[],
  texts: ReadonlyMap<string, string>,
  gutter: number,
  { paint, width }: ListingPage,
): string[] {
  const [{ file, range }] = layers;
  const text = (texts.get(file)?.split(/\r?\n/)[range.start.line] ?? '').replaceAll('\t', '    ');
  const indent = /^\s*/.exec(text)?.[0] ?? '';
  const indices = new Set(layers.map((layer) => model.layers.indexOf(layer)));
  const findings = model.findings.filter((finding) => finding.layers.some((index) => indices.has(index)));
  const worst = worstSeverity(findings);
  const style = worst ? severityStyle[worst] : 'green';
  const badge = badgeForLine(layers, findings, disabledAt([...indices], model)).text;
  const room = width === undefined ? undefined : width - gutter - 3;
  const roomForBadge = room === undefined ? undefined : room - indent.length;
  return [
    `${paint('dim', `${String(range.start.line + 1).padStart(gutter)} │`)} ${cutToWidth(text, room)}`,
    `${' '.repeat(gutter)} ${paint('dim', '│')} ${indent}${paint(style, cutToWidth(badge, roomForBadge))}`,
  ];
}

function worstSeverity(findings: readonly Finding[]): Severity | undefined {
  return (['error', 'warning', 'information'] as const).find((severity) =>
    findings.some((finding) => finding.severity === severity),
  );
}

/** @param told what earlier models said, as `sayingOf` tells it; this one's findings join it */
function verdict(
  model: ModelReport,
  texts: ReadonlyMap<string, string>,
  page: ListingPage,
  told: Set<string>,
): string[] {
  const fixes = fixLines(model, texts, page);
  const before = new Set(told);
  const findings = model.findings.flatMap((finding) => {
    const saying = sayingOf(finding);
    told.add(saying);
    return [...findingLines(finding, page, before.has(saying)), ...(fixes.get(finding) ?? [])];
  });
  findings.push(...triedLines(model, page));
  const headline = notAsRunText(model);
  if (headline !== undefined) return [page.paint('yellow', headline), ...findings];
  const style = model.unjudged === undefined ? 'green' : 'yellow';
  return [...(isQuiet(model) ? [page.paint(style, healthyText(model))] : []), ...findings];
}

/** Whether the model's headline stands above its findings, all of which are information. */
function isQuiet(model: ModelReport): boolean {
  if (notAsRunText(model) !== undefined || model.findings.length === 0) return notAsRunText(model) === undefined;
  return (
    listedFaults(model.findings).length === 0 &&
    (fewerStepsText(model) !== undefined || headlineOf(model) !== undefined)
  );
}

function notes(model: ModelReport, page: ListingPage): string[] {
  return [
    ...(model.cutShort === undefined || isQuiet(model) ? [] : wrapToWidth(model.cutShort, page.width)),
    ...noteLines('pinned', model.pinned ?? [], page),
    ...listLines('assumed', unpinnedAssumptions(model), page),
    ...listLines('disabled', (model.suppressed ?? []).map(disabledLine), page),
    ...listLines('passed over', model.passedOver ?? [], page),
    ...noteLines('stood in for', model.standIns, page),
  ];
}

/** `dead-units model.ts:5 (measured on real images only)`. */
function disabledLine({ code, file, range, suppression: { by, reason } }: SuppressedFinding): string {
  const why = reason ?? (by === 'config' ? 'by gradline.config.json' : undefined);
  return `${code} ${file}:${range.start.line + 1}${why === undefined ? '' : ` (${why})`}`;
}

function noteLines(label: string, items: readonly string[], { paint, width }: ListingPage): string[] {
  return items.length === 0
    ? []
    : wrapToWidth(`${label}: ${items.join(', ')}`, width).map((line) => paint('dim', line));
}

/** The items, each on a line of its own, cut to the terminal or to `longestItem`. */
function listLines(label: string, items: readonly string[], { paint, width }: ListingPage): string[] {
  const room = Math.min(width ?? longestItem, longestItem);
  return items.length === 0
    ? []
    : [`${label}:`, ...items.map((item) => cutToWidth(indentation + item, room))].map((line) => paint('dim', line));
}

/** The lines about an error of the code's own, which stands under its source line. */
function ownErrorLines(error: ProbeError, texts: ReadonlyMap<string, string>, page: ListingPage): string[] {
  const { paint, width } = page;
  const line = error.range?.start.line ?? 0;
  const text = (texts.get(error.file)?.split(/\r?\n/)[line] ?? '').replaceAll('\t', '    ');
  const gutter = Math.max(String(line + 1).length, 3);
  const room = width === undefined ? undefined : width - gutter - 3;
  const bar = `${' '.repeat(gutter)} ${paint('dim', '│')}`;
  return [
    `${paint('red', 'error')} ${error.code} ${paint('dim', `${error.file}:${line + 1}${inBaseline(error)}`)}`,
    `${paint('dim', `${String(line + 1).padStart(gutter)} │`)} ${cutToWidth(text, room)}`,
    ...wrapToWidth(error.message, room).map((words) => `${bar} ${paint('red', words)}`),
  ];
}

/** @param isTold whether an earlier model said the same, as where models share a helper or a loss */
function findingLines(finding: Finding, page: ListingPage, isTold: boolean): string[] {
  const place = `${finding.file}:${finding.range.start.line + 1}${inBaseline(finding)}${isTold ? ' (as above)' : ''}`;
  const severity = page.paint(severityStyle[finding.severity], finding.severity);
  const head = `${severity} ${finding.code} ${page.paint('dim', place)}`;
  if (isTold) return [head];
  return [
    head,
    ...wrappedSentence(finding.message, page),
    ...notedPlaceTexts(finding.related, finding.file).flatMap((text) => wrappedSentence(text, page, noteIndentation)),
  ];
}

function inBaseline({ known }: Pick<Finding, 'known'>): string {
  return known ? ' (in the baseline)' : '';
}

function errorLines(error: ProbeError, page: ListingPage): string[] {
  const place = (error.range ? `${error.file}:${error.range.start.line + 1}` : error.file) + inBaseline(error);
  // Directives that cannot be followed, and data that do not fit, prevent no probe.
  const what = isCommentError(error) ? page.paint('yellow', 'passed over') : page.paint('red', 'not probed');
  return [`${what} ${error.code} ${page.paint('dim', place)}`, ...wrappedSentence(error.message, page)];
}
