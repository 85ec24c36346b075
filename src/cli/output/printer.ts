/** Prints results to stdout: text after each file, JSON and SARIF as one object at the end. */

import type { FileProbe } from '../../pipeline/contract/file-probe';
import { findingCodes } from '../../report/finding';
import { reportToJson } from '../../report/json';
import type { Report } from '../../report/report';
import { absolutePath, diskFiles } from '../files/disk-files';
import { listing, pageOf } from './listing';
import { findingPage, version } from '../files/package-files';
import { reportToSarif } from './sarif';
import { summaryLine } from './summary';
import { terminalWidth, wantsColor } from './terminal';

export type ReportFormat = 'text' | 'json' | 'sarif';

export interface Totals {
  /** Files that were probed to the end. */
  readonly files: number;
  /** Files that were not, because the user cancelled; undefined if nobody did. */
  readonly cancelled: number | undefined;
}

export interface Printer {
  /** @param heading the file's name; undefined for what belongs to none */
  file(heading: string | undefined, result: FileProbe): Promise<void>;
  end(report: Report, totals: Totals): Promise<void>;
}

/** @param several whether to print a heading for each file and a summary at the end */
export function createPrinter(format: ReportFormat, several: boolean): Printer {
  switch (format) {
    case 'text':
      return textPrinter(several);
    case 'json':
      return atTheEnd((report) => Promise.resolve(reportToJson(report)));
    case 'sarif':
      return atTheEnd(async (report) => {
        const pages = await Promise.all(findingCodes.map(async (code) => [code, await findingPage(code)] as const));
        return reportToSarif(report, await version(), new Map(pages));
      });
  }
}

function atTheEnd(print: (report: Report) => Promise<string>): Printer {
  return {
    file: () => Promise.resolve(),
    async end(report) {
      process.stdout.write(`${await print(report)}\n`);
    },
  };
}

function textPrinter(several: boolean): Printer {
  const paper = { color: wantsColor(process.stdout, process.env), width: terminalWidth(process.stdout) };
  return {
    async file(heading, result) {
      const report = {
        models: result.models,
        errors: several ? result.errors.filter(({ code }) => code !== 'cancelled') : result.errors,
      };
      if (several && report.models.length + report.errors.length === 0) return;
      const texts = await textsOf(result);
      process.stdout.write(
        listing({ report, texts, ...paper, ...(several && heading !== undefined && { heading }) }) +
          (several ? '\n' : ''),
      );
    },
    end(report, { files, cancelled }) {
      if (several && (files > 0 || cancelled !== undefined))
        process.stdout.write(`${summaryLine(report, files, cancelled, pageOf(paper))}\n`);
      return Promise.resolve();
    },
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
