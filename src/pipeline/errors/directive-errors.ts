/** Turns what is wrong with a file's directives into errors of its report: they are passed over, but never silently. */

import type { FileAccess } from '../../files/file-access';
import type { ProbeError } from '../../report/report';
import type * as sourceRoom from '../../source/index';
import type { ParsedFiles } from '../../source/index';

/** @returns one error for each directive, or part of one, that could not be followed */
export async function directiveErrors(
  file: string,
  files: FileAccess,
  { readSites }: Pick<typeof sourceRoom, 'readSites'>,
  parsedFiles: ParsedFiles,
): Promise<ProbeError[]> {
  const text = await files.readText(file);
  if (!text?.includes('gradline:')) return [];
  return readSites(parsedFiles.get(file, text)).directives.errors.map(({ range, message }): ProbeError => ({
    file,
    range,
    code: 'directive',
    message: `Line ${range.start.line + 1}: ${message}`,
  }));
}
