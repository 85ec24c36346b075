/** The suite that VS Code runs with a workspace that nobody trusts: every `*.test.ts` beside this file. */

import { runSuite } from '../../harness/vscode/run-suite';

export const run = (): Promise<void> => runSuite(__dirname);
