/** The report as a person reads it in a terminal: each layer's source line with its badge under it, then the findings in words. */

import { styleText } from 'node:util';
import { badgeForLine } from '../report/badge';
import type { Finding, Severity } from '../report/finding';
import { formatCount } from '../report/format';
import type { LayerReport, ModelReport, ProbeError, Report } from '../report/report';

type Style = Parameters<typeof styleText>[0];

const severityStyle: Record<Severity, Style> = { error: 'red', warning: 'yellow', information: 'cyan' };

export interface ListingInput {
  readonly report: Report;
  /** Text of a file by the name that the report gives it. */
  readonly texts: ReadonlyMap<string, string>;
  readonly color: boolean;
}

/** @returns the whole listing, ending in a newline */
export function listing({ report, texts, color }: ListingInput): string {
  const paint = (style: Style, text: string): string => (color ? styleText(style, text, { validateStream: false }) : text);
  const blocks = report.models.map((model) => [modelHeader(model, paint), ...layerLines(model, texts, paint), ...notes(model, paint), ...model.findings.map((finding) => findingLine(finding, paint))].join('\n'));
  blocks.push(...report.errors.map((error) => errorLine(error, paint)));
  return `${blocks.join('\n\n')}\n`;
}

type Paint = (style: Style, text: string) => string;

function modelHeader(model: ModelReport, paint: Paint): string {
  const facts = [
    formatCount(model.layers.length, 'layer'),
    `${model.loss}, ${model.optimizer} ${Number(model.learningRate.toPrecision(3))}`,
    `${model.data === 'user' ? 'own' : 'made-up'} data, batch ${model.batchSize}`,
    `${formatCount(model.steps, 'step')} × ${formatCount(model.seeds.length, 'seed')}`,
    `${model.backend}, ${(model.durationMs / 1000).toFixed(1)} s`,
  ];
  return `${paint('bold', `${model.file}:${model.range.start.line + 1}  ${model.name}`)}  ${paint('dim', facts.join(' · '))}\n`;
}

function layerLines(model: ModelReport, texts: ReadonlyMap<string, string>, paint: Paint): string[] {
  const byLine = new Map<string, LayerReport[]>();
  for (const layer of model.layers) {
    const key = `${layer.file}:${layer.range.start.line}`;
    const group = byLine.get(key);
    if (group) group.push(layer);
    else byLine.set(key, [layer]);
  }
  const groups = [...byLine.values()].sort((a, b) => a[0].file.localeCompare(b[0].file) || a[0].range.start.line - b[0].range.start.line);
  const width = Math.max(...groups.map(([first]) => String(first.range.start.line + 1).length), 3);
  let file = model.file;
  return groups.flatMap((layers) => {
    const lines = lineWithBadge(model, layers, texts, width, paint);
    if (layers[0].file === file) return lines;
    file = layers[0].file;
    return [paint('bold', file), ...lines];
  });
}

function lineWithBadge(model: ModelReport, layers: readonly LayerReport[], texts: ReadonlyMap<string, string>, width: number, paint: Paint): string[] {
  const [{ file, range }] = layers;
  const text = texts.get(file)?.split(/\r?\n/)[range.start.line] ?? '';
  const indent = /^\s*/.exec(text)?.[0] ?? '';
  const indices = new Set(layers.map((layer) => model.layers.indexOf(layer)));
  const findings = model.findings.filter((finding) => finding.layers.some((index) => indices.has(index)));
  const worst = worstSeverity(findings);
  const badge = badgeForLine(layers, findings).text;
  return [`${paint('dim', `${String(range.start.line + 1).padStart(width)} │`)} ${text}`, `${' '.repeat(width)} ${paint('dim', '│')} ${indent}${paint(worst ? severityStyle[worst] : 'green', badge)}`];
}

function worstSeverity(findings: readonly Finding[]): Severity | undefined {
  return (['error', 'warning', 'information'] as const).find((severity) => findings.some((finding) => finding.severity === severity));
}

function notes(model: ModelReport, paint: Paint): string[] {
  const lines: string[] = [];
  if (model.assumed.length > 0) lines.push(paint('dim', `assumed: ${model.assumed.join(', ')}`));
  if (model.standIns.length > 0) lines.push(paint('dim', `stood in for: ${model.standIns.join(', ')}`));
  if (model.findings.length === 0) lines.push(paint('green', `healthy in ${formatCount(model.steps, 'step')} × ${formatCount(model.seeds.length, 'seed')}`));
  return ['', ...lines];
}

function findingLine(finding: Finding, paint: Paint): string {
  return `${paint(severityStyle[finding.severity], finding.severity)} ${finding.code} ${paint('dim', `${finding.file}:${finding.range.start.line + 1}`)}  ${finding.message}`;
}

function errorLine(error: ProbeError, paint: Paint): string {
  const place = error.range ? `${error.file}:${error.range.start.line + 1}` : error.file;
  return `${paint('red', 'not probed')} ${error.code} ${paint('dim', place)}  ${error.message}`;
}
