/**
 * Turns faults of a file's directives into errors of its report. The probe ignores such directives, but never silently.
 */

import type { FileAccess } from '../../files/file-access';
import type { ProbeError } from '../../report/report';
import type * as sourceModule from '../../source/index';
import type { ParsedFiles } from '../../source/index';

/** @returns one error for each directive, or part of one, that the probe cannot follow */
export async function directiveErrors(
  file: string,
  files: FileAccess,
  { readSites }: Pick<typeof sourceModule, 'readSites'>,
  parsedFiles: ParsedFiles,
): Promise<ProbeError[]> {
  const text = await files.readText(file);
  if (!text || !/gradline(?::|-disable)/.test(text)) return [];
  return readSites(parsedFiles.get(file, text)).directives.errors.map(({ range, message }): ProbeError => ({
    file,
    range,
    code: 'directive',
    message: `Line ${range.start.line + 1}: ${message}`,
  }));
}
