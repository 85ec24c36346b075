/** Gives access to the files of the workspace with edited texts in place of some. */

import type { WorkspaceFiles } from '../../files/file-access';
import type { TextEdit } from '../../report/finding';
import { applyEdits } from './apply-edits';

/** The texts of the edited files after the edits. */
export async function editedTexts(
  files: WorkspaceFiles,
  edits: readonly TextEdit[],
): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set(edits.map(({ file }) => file))];
  const texts = await Promise.all(names.map((file) => files.readText(file)));
  return new Map(
    names.map((name, index) => [
      name,
      applyEdits(
        texts[index] ?? '',
        edits.filter(({ file }) => file === name),
      ),
    ]),
  );
}

/** The same files, with the given texts in place of their own. */
export function withEditedTexts(files: WorkspaceFiles, texts: ReadonlyMap<string, string>): WorkspaceFiles {
  return { ...files, readText: async (path) => texts.get(path) ?? files.readText(path) };
}
