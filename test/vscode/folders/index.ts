/** The suite that VS Code runs with a workspace of several folders. */

import { runSuite } from '../../harness/vscode/run-suite';

export const run = (): Promise<void> => runSuite(__dirname);
