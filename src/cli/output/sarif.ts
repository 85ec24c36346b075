/** Writes a report as SARIF 2.1.0, the format of code-scanning pages (docs.oasis-open.org/sarif/sarif/v2.1.0). */

import type {
  Fix as SarifFix,
  Location as SarifLocation,
  Log,
  Notification,
  PhysicalLocation,
  ReportingDescriptor,
  Result,
  Suppression as SarifSuppression,
} from 'sarif';
import type { Finding, FindingCode, Fix, Severity, SuppressedFinding } from '../../report/finding';
import { findingCodes } from '../../report/finding';
import type { Location } from '../../report/position';
import type { ProbeError, Report } from '../../report/report';

const levels: Record<Severity, Result.level> = { error: 'error', warning: 'warning', information: 'note' };

/**
 * @param version Gradline's own
 * @param pages the text that explains each code, in Markdown
 * @returns the log as JSON text; files that could not be probed are tool execution notifications
 */
export function reportToSarif(report: Report, version: string, pages: ReadonlyMap<FindingCode, string>): string {
  const suppressed = report.models.flatMap((model) => model.suppressed ?? []);
  // If one result says whether it is suppressed, SARIF wants all to say so (3.27.23).
  const unsuppressed = suppressed.length > 0 ? { suppressions: [] } : {};
  const findings = report.models.flatMap((model) => model.findings);
  const hasBaseline = findings.some(({ known }) => known);
  const results = [
    ...findings.map((finding) => ({
      ...toResult(finding),
      ...unsuppressed,
      ...(hasBaseline && { baselineState: finding.known ? ('unchanged' as const) : ('new' as const) }),
    })),
    ...suppressed.map((finding) => ({ ...toResult(finding), suppressions: [toSuppression(finding)] })),
  ];
  const notifications = report.errors.map(toNotification);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Gradline', version, rules: findingCodes.map((code) => toRule(code, pages.get(code) ?? '')) },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications }],
        results,
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function toRule(code: FindingCode, page: string): ReportingDescriptor {
  const paragraphs = page.split(/\n\s*\n/);
  const summary =
    paragraphs
      .find((paragraph) => !paragraph.startsWith('#'))
      ?.replaceAll('\n', ' ')
      .trim() ?? code;
  return {
    id: code,
    shortDescription: { text: code.replaceAll('-', ' ') },
    fullDescription: { text: summary },
    help: { text: page || code, markdown: page || code },
  };
}

function toResult(finding: Finding): Result {
  return {
    ruleId: finding.code,
    ruleIndex: findingCodes.indexOf(finding.code),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: toPhysicalLocation(finding) }],
    relatedLocations: finding.related.map((location, id): SarifLocation => ({
      id,
      physicalLocation: toPhysicalLocation(location),
      message: { text: location.note ?? (finding.role === 'cause' ? 'suffers from it' : 'is the cause') },
    })),
    ...(finding.fixes.length > 0 && { fixes: finding.fixes.map(toFix) }),
    properties: { role: finding.role, seeds: finding.seeds },
  };
}

function toSuppression({ suppression: { by, reason, at } }: SuppressedFinding): SarifSuppression {
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    justification: reason ?? (by === 'comment' ? 'disabled by a comment' : 'disabled in gradline.config.json'),
    ...(at && { location: { physicalLocation: toPhysicalLocation(at) } }),
  };
}

/** A fix in SARIF's form, with one change for each of its files. */
function toFix({ title, edits }: Fix): SarifFix {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: toPhysicalLocation({ ...edits[0], file }).artifactLocation ?? {},
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({
          deletedRegion: toPhysicalLocation(edit).region ?? {},
          insertedContent: { text: edit.newText },
        })),
    })),
  };
}

function toNotification(error: ProbeError): Notification {
  const start = { line: 0, character: 0 };
  return {
    level: 'error',
    descriptor: { id: error.code },
    message: { text: error.message },
    locations: [
      { physicalLocation: toPhysicalLocation({ file: error.file, range: error.range ?? { start, end: start } }) },
    ],
  };
}

function toPhysicalLocation({ file, range }: Location): PhysicalLocation {
  return {
    artifactLocation: { uri: encodeURI(file).replaceAll('#', '%23').replaceAll('?', '%3F') },
    region: {
      startLine: range.start.line + 1,
      startColumn: range.start.character + 1,
      endLine: range.end.line + 1,
      endColumn: range.end.character + 1,
    },
  };
}
