/** Lists the files of a checkout that may build models: those the command line would look at, without built copies. */

import { filesWithTensorFlow } from '../../src/cli/files/find-files';
import { absolutePath, diskPath } from '../../src/cli/files/disk-files';

/** Folders in which checkouts keep what they copied or built, whether or not git ignores it. */
const copies = /\/(?:dist|build|vendor|coverage)\//;

/** Returns absolute paths as the machine writes them, in the order of the walk. */
export async function modelFiles(folder: string): Promise<string[]> {
  const start = absolutePath(folder);
  const files: string[] = [];
  for await (const file of filesWithTensorFlow(start))
    if (!copies.test(file.slice(start.length))) files.push(diskPath(file));
  return files;
}
