/** Reads Gradline's settings, with their types; no other file reads them. */

import * as vscode from 'vscode';
import type { ProbeOptions } from '../../pipeline/contract/file-probe';
import type { BackendChoice } from '../../probe/protocol/job';

const backends: readonly BackendChoice[] = ['auto', 'wasm', 'cpu'];

/** The options of a probe of that file; a value outside its declared limits becomes the nearest limit. */
export function probeOptions(scope: vscode.Uri): ProbeOptions {
  const configuration = vscode.workspace.getConfiguration('gradline', scope);
  const seeds = integer(configuration, 'seeds', 3, 1, 10);
  return {
    steps: integer(configuration, 'steps', 30, 1, 1000),
    seeds: Array.from({ length: seeds }, (_, index) => index + 1),
    backend: backends.find((backend) => backend === configuration.get('backend')) ?? 'auto',
    timeLimitSeconds: integer(configuration, 'timeLimit', 30, 1, 600),
  };
}

const fixSearchTimes = ['auto', 'onDemand', 'off'] as const;
export type FixSearchTime = (typeof fixSearchTimes)[number];

/** When fixes are searched, and for how long at most for each model. */
export interface FixSettings {
  readonly when: FixSearchTime;
  readonly timeLimitSeconds: number;
}

/** The settings `gradline.fixes` and `gradline.fixTimeLimit` for a file. */
export function fixSettings(scope: vscode.Uri): FixSettings {
  const configuration = vscode.workspace.getConfiguration('gradline', scope);
  return {
    when: fixSearchTimes.find((time) => time === configuration.get('fixes')) ?? 'auto',
    timeLimitSeconds: integer(configuration, 'fixTimeLimit', 60, 1, 600),
  };
}

/** The setting `gradline.probeOnSave` for a file. */
export function probesOnSave(scope: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('gradline', scope).get('probeOnSave') === true;
}

/** The setting `gradline.lenses.enabled`. */
export function lensesEnabled(): boolean {
  return vscode.workspace.getConfiguration('gradline').get('lenses.enabled') !== false;
}

/** Changes the setting where it is set: in the workspace if that has its own value, otherwise for the user. */
export async function setLensesEnabled(enabled: boolean): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('gradline');
  const ownValue = configuration.inspect('lenses.enabled')?.workspaceValue !== undefined;
  await configuration.update(
    'lenses.enabled',
    enabled,
    ownValue ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

/** Whether a change of settings shows or hides the lenses. */
export function affectsLenses(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration('gradline.lenses.enabled');
}

function integer(
  configuration: vscode.WorkspaceConfiguration,
  key: string,
  fallback: number,
  minimum: number,
  maximum: number,
): number {
  const value: unknown = configuration.get(key);
  if (typeof value !== 'number' || !Number.isFinite(value)) return fallback;
  return Math.min(maximum, Math.max(minimum, Math.round(value)));
}
