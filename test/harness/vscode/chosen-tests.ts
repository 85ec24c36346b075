/** Which tests of a suite to run: the harness says so in a setting, which a suite can read in every extension host. */

import * as vscode from 'vscode';
import { chosenTestsSetting, type ChosenTests } from './settings';

export function chosenTests(): ChosenTests {
  return vscode.workspace.getConfiguration().get<ChosenTests>(chosenTestsSetting) ?? {};
}
