/** Prints results to stdout: text after each file, the other formats at the end. */

import type { FileProbe } from '../../pipeline/contract/file-probe';
import { findingCodes } from '../../report/finding';
import { reportToJson } from '../../report/json';
import type { Report } from '../../report/report';
import { absolutePath, diskFiles } from '../files/disk-files';
import { listing, listingPage } from './listing';
import type { FailOn, ProbeCommand } from '../arguments/arguments';
import { findingPage, packageVersion } from '../files/package-files';
import { reportToGithub } from './github';
import { reportToJunit } from './junit';
import { reportToMarkdown } from './markdown';
import { reportToSarif } from './sarif';
import { summaryLine, type Totals } from './summary';
import { terminalWidth, wantsColor } from './terminal';
import { escapeControls } from './control-characters';

export interface Printer {
  /** @param heading the file's name; undefined for a result that belongs to no file */
  file(heading: string | undefined, result: FileProbe): Promise<void>;
  end(report: Report, totals: Totals): Promise<void>;
}

/** @param several whether to print a heading for each file and a summary at the end */
export function createPrinter(
  { format, quiet, color }: Pick<ProbeCommand, 'format' | 'quiet' | 'color'>,
  failOn: FailOn,
  several: boolean,
): Printer {
  switch (format) {
    case 'text':
      return textPrinter(several, quiet, color);
    case 'json':
      return atTheEnd(reportToJson);
    case 'sarif':
      return atTheEnd(async (report) => {
        const pages = await Promise.all(findingCodes.map(async (code) => [code, await findingPage(code)] as const));
        return reportToSarif(report, await packageVersion(), new Map(pages));
      });
    case 'github':
      return atTheEnd((report, totals) => reportToGithub(escapeControls(report), totals));
    case 'junit':
      return atTheEnd((report) => reportToJunit(escapeControls(report), failOn));
    case 'markdown':
      return atTheEnd((report, totals) => reportToMarkdown(escapeControls(report), totals));
  }
}

function atTheEnd(print: (report: Report, totals: Totals) => Promise<string> | string): Printer {
  return {
    file: () => Promise.resolve(),
    async end(report, totals) {
      process.stdout.write(`${await print(report, totals)}\n`);
    },
  };
}

function textPrinter(several: boolean, quiet: boolean, color: boolean): Printer {
  const paper = { color: color && wantsColor(process.stdout, process.env), width: terminalWidth(process.stdout) };
  return {
    async file(heading, result) {
      const errors = several ? result.errors.filter(({ code }) => code !== 'cancelled') : result.errors;
      const report = quiet ? loudPart({ models: result.models, errors }) : { models: result.models, errors };
      if ((several || quiet) && report.models.length + report.errors.length === 0) return;
      const texts = await textsOf(result);
      process.stdout.write(
        listing({
          report: escapeControls(report),
          texts: new Map([...texts].map(([file, text]) => [escapeControls(file), escapeControls(text)])),
          ...paper,
          findingsOnly: quiet,
          ...(several && heading !== undefined && { heading }),
        }) + (several ? '\n' : ''),
      );
    },
    end(report, totals) {
      if (several && !quiet && (totals.files > 0 || totals.cancelled !== undefined))
        process.stdout.write(`${summaryLine(report, totals, listingPage(paper))}\n`);
      return Promise.resolve();
    },
  };
}

/** The warnings and errors that the baseline does not have. */
function loudPart({ models, errors }: Pick<Report, 'models' | 'errors'>): Pick<Report, 'models' | 'errors'> {
  return {
    models: models
      .map((model) => ({
        ...model,
        findings: model.findings.filter(({ severity, known }) => severity !== 'information' && !known),
      }))
      .filter(({ findings }) => findings.length > 0),
    errors: errors.filter(({ known }) => !known),
  };
}

async function textsOf({ models, errors }: FileProbe): Promise<Map<string, string>> {
  const files = new Set([
    ...models.flatMap((model) => [model.file, ...model.layers.map((layer) => layer.file)]),
    ...errors.filter(({ own }) => own).map(({ file }) => file),
  ]);
  return new Map(
    await Promise.all(
      [...files].map(async (file) => [file, (await diskFiles.readText(absolutePath(file))) ?? ''] as const),
    ),
  );
}
