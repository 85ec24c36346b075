/** Writes a report as workflow commands of GitHub Actions, which put each finding on its line of a pull request. */

import { sayingOf, type Severity } from '../../report/finding';
import type { Location } from '../../report/position';
import { messageWithPlaces } from '../../report/places/related-places';
import { isCommentError, type Report } from '../../report/report';
import { summaryLine, type Totals } from './summary';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice' };

/**
 * The report as text. Findings of the baseline are left out, because a build log is about new ones.
 *
 * @returns lines in the form of docs.github.com/actions/reference/workflow-commands, and a last one that sums up
 */
export function reportToGithub(report: Report, totals: Totals): string {
  // GitHub shows ten annotations of a kind for each step, so that models which share a line say the same once.
  const told = new Set<string>();
  const findings = report.models
    .flatMap((model) => model.findings)
    .filter(({ known }) => !known)
    .filter((finding) => !told.has(sayingOf(finding)) && told.add(sayingOf(finding)))
    .map((finding) => annotation(commands[finding.severity], finding.code, messageWithPlaces(finding), finding));
  const errors = report.errors
    .filter(({ known, code }) => !known && code !== 'cancelled')
    .map((error) =>
      annotation(isCommentError(error) ? 'warning' : 'error', error.code, error.message, {
        file: error.file,
        range: error.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      }),
    );
  return [...errors, ...findings, summaryLine(report, totals, { paint: (_, text) => text, width: undefined })].join(
    '\n',
  );
}

function annotation(command: string, code: string, message: string, { file, range }: Location): string {
  const { start, end } = range;
  // Columns mean something on a single line only.
  const columns =
    start.line === end.line && end.character > start.character
      ? { col: start.character + 1, endColumn: end.character + 1 }
      : {};
  const properties = { file, line: start.line + 1, endLine: end.line + 1, ...columns, title: `Gradline: ${code}` };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${command} ${written.join(',')}::${escapeMessage(message)}`;
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
