/** Writes a report as a page of Markdown, for the summary of a workflow or a comment on a pull request. */

import { healthyText } from '../../report/badge';
import { listedFaults, type Severity } from '../../report/finding';
import type { Location } from '../../report/position';
import { messageWithPlaces } from '../../report/places/related-places';
import { isCommentError, type Report } from '../../report/report';
import { summaryLine, type Totals } from './summary';

const signs: Readonly<Record<Severity, string>> = { error: '❌ error', warning: '⚠️ warning', information: 'ℹ️ note' };

/** The report as a table of findings and a table of errors, for the summary of a workflow. */
export function reportToMarkdown(report: Report, totals: Totals): string {
  const errors = report.errors
    .filter(({ code }) => code !== 'cancelled')
    .map((error) =>
      row(
        isCommentError(error) ? '⚠️ passed over' : error.own ? '❌ error' : '❌ not probed',
        error.code,
        placeText(error),
        error.message,
        error.known,
      ),
    );
  const findings = report.models.flatMap((model) =>
    model.findings.map((finding) =>
      row(signs[finding.severity], finding.code, placeText(finding), messageWithPlaces(finding), finding.known),
    ),
  );
  const rows = [...errors, ...findings];
  const fine = report.models
    .filter((model) => listedFaults(model.findings).length === 0)
    .map(
      (model) => `- ${code(`${model.file}:${model.range.start.line + 1}`)} ${code(model.name)}: ${healthyText(model)}`,
    );
  const parts = [
    `## Gradline\n\n${summaryLine(report, totals, { paint: (_, text) => text, width: undefined })}`,
    ...(rows.length > 0 ? [['| | finding | line | |', '| --- | --- | --- | --- |', ...rows].join('\n')] : []),
    ...(fine.length > 0 ? [fine.join('\n')] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function row(sign: string, name: string, place: string, message: string, known: true | undefined): string {
  const cells = [known ? `${sign}, known` : sign, code(name), code(place), escapeCell(message)];
  return `| ${cells.join(' | ')} |`;
}

function placeText({ file, range }: Pick<Location, 'file'> & Partial<Location>): string {
  return range ? `${file}:${range.start.line + 1}` : file;
}

function code(text: string): string {
  return `\`${text.replaceAll('`', 'ˋ').replaceAll('|', '\\|')}\``;
}

function escapeCell(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|]/g, '\\$&')
    .replace(/\s*\r?\n\s*/g, ' ');
}
