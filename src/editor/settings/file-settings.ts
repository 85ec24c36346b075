/** The settings that count for one file: what its project's gradline.config.json says comes before VS Code's own. */

import * as vscode from 'vscode';
import type { ConfigSettings } from '../../config/config';
import { findConfig } from '../../config/find-config';
import { folderOf } from '../../files/paths';
import type { ProbeOptions } from '../../pipeline/contract/file-probe';
import type { ProbeError } from '../../report/report';
import { fixSettings, type FixSettings, probeOptions } from './settings';
import { workspaceFiles } from '../host/workspace-files';

export interface FileSettings {
  readonly probe: ProbeOptions;
  readonly fixes: FixSettings;
  /** Faults of the config, which then counts for nothing. */
  readonly errors: readonly ProbeError[];
}

/** The settings of a file: those of VS Code, with what gradline.config.json says in their place. */
export async function fileSettings(uri: vscode.Uri): Promise<FileSettings> {
  const { settings, errors } = await projectSettings(uri);
  const probe = probeOptions(uri);
  const fixes = fixSettings(uri);
  const { steps, seeds, backend, timeLimit, disable } = settings;
  return {
    probe: {
      ...probe,
      ...(steps !== undefined && { steps }),
      ...(seeds !== undefined && { seeds: Array.from({ length: seeds }, (_, index) => index + 1) }),
      ...(backend && { backend }),
      ...(timeLimit !== undefined && { timeLimitSeconds: timeLimit }),
      ...(disable && { disabled: disable }),
    },
    fixes: {
      when: settings.fixes ?? fixes.when,
      timeLimitSeconds: settings.fixTimeLimit ?? fixes.timeLimitSeconds,
    },
    errors,
  };
}

/** The settings in the config that is nearest to the file in its workspace folder; empty without one. */
async function projectSettings(
  uri: vscode.Uri,
): Promise<{ readonly settings: ConfigSettings; readonly errors: readonly ProbeError[] }> {
  const files = workspaceFiles(uri, () => undefined);
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.path ?? folderOf(uri.path);
  const path = await findConfig(uri.path, files, (folder) => folder === root);
  const text = path === undefined ? undefined : await files.readText(path);
  if (path === undefined || text === undefined) return { settings: {}, errors: [] };
  const { readConfig, settingsForFile } = await import('../../config/index');
  const result = readConfig(text);
  if (result.ok) return { settings: settingsForFile(result.config, path, uri.path), errors: [] };
  const errors = result.faults.map(({ range, message }): ProbeError => ({
    file: path,
    range,
    code: 'config',
    message: `${message} ${notUsed}`,
  }));
  return { settings: {}, errors };
}

const notUsed = 'Until then the settings of VS Code count.';
