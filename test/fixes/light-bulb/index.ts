/** The suite that takes the fixes of the calibration set by the light bulb, in a trusted workspace. */

import { runSuite } from '../../harness/vscode/run-suite';

export const run = (): Promise<void> => runSuite(__dirname);
