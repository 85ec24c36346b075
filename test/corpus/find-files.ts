/** Lists the files of a checkout that may build models: those that the command line would look at, but for what is built from others. */

import { filesWithTensorFlow } from '../../src/cli/files/find-files';
import { absolutePath, diskPath } from '../../src/cli/files/disk-files';

/** Where checkouts keep what they copied or built, whether or not they ignore it. */
const copies = /\/(?:dist|build|vendor|coverage)\//;

/** Absolute paths as the machine writes them, in the order of the walk. */
export async function modelFiles(folder: string): Promise<string[]> {
  const start = absolutePath(folder);
  const files: string[] = [];
  for await (const file of filesWithTensorFlow(start))
    if (!copies.test(file.slice(start.length))) files.push(diskPath(file));
  return files;
}
