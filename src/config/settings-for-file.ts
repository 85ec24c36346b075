/** Works out the settings of one file from a config and its overrides. */

import picomatch from 'picomatch';
import { folderOf, isWithin, relativePath } from '../files/paths';
import type { Config, ConfigSettings } from './config';

/**
 * The last override that matches the file counts, setting by setting.
 *
 * @param configFile its path, which the globs of the overrides are relative to
 */
export function settingsForFile(config: Config, configFile: string, file: string): ConfigSettings {
  const folder = folderOf(configFile);
  const relative = isWithin(folder, file) ? relativePath(folder, file) : file;
  const { overrides = [], ...common } = config;
  const settings: Record<string, unknown> = { ...common };
  for (const { files, ...override } of overrides)
    if (picomatch.isMatch(relative, [...files], { dot: true })) Object.assign(settings, override);
  return settings;
}
