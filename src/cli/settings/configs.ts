/** Reads the gradline.config.json that counts for each file, once. */

import { repositoryOf } from '../../workspace/ignore-files';
import type { Config, ConfigSettings } from '../../config/config';
import { findConfig } from '../../config/find-config';
import { folderOf, joinPath } from '../../files/paths';
import { UsageError } from '../arguments/arguments';
import { absolutePath, diskFiles, shownPath } from '../files/disk-files';

interface ReadConfig {
  readonly path: string;
  readonly config: Config;
  readonly settingsFor: (file: string) => ConfigSettings;
}

/** Settings of the run as a whole; `baseline` is an absolute path. */
export interface RunSettings {
  readonly failOn?: NonNullable<Config['failOn']>;
  readonly baseline?: string;
}

export class Configs {
  readonly #read = new Map<string, Promise<ReadConfig>>();
  readonly #byFolder = new Map<string, Promise<string | undefined>>();

  /** @param only the path of the config that counts for every file, as the user typed it */
  constructor(private readonly only?: string) {}

  /** @throws UsageError for a config with faults */
  async settingsFor(file: string): Promise<ConfigSettings> {
    return (await this.#configFor(file))?.settingsFor(file) ?? {};
  }

  /** The run's settings in the config that counts for the current folder. */
  async runSettings(): Promise<RunSettings> {
    const found = await this.#configFor(joinPath(absolutePath('.'), 'any'));
    if (!found) return {};
    const { failOn, baseline } = found.config;
    return {
      ...(failOn !== undefined && { failOn }),
      ...(baseline !== undefined && { baseline: joinPath(folderOf(found.path), baseline) }),
    };
  }

  async #configFor(file: string): Promise<ReadConfig | undefined> {
    const path = this.only === undefined ? await this.#nearest(file) : absolutePath(this.only);
    if (path === undefined) return undefined;
    let read = this.#read.get(path);
    if (!read) this.#read.set(path, (read = readConfigFile(path)));
    return read;
  }

  #nearest(file: string): Promise<string | undefined> {
    const folder = folderOf(file);
    let found = this.#byFolder.get(folder);
    if (!found) {
      const search = async (): Promise<string | undefined> => {
        const root = await repositoryOf(folder, diskFiles);
        return findConfig(file, diskFiles, (one) => one === root);
      };
      this.#byFolder.set(folder, (found = search()));
    }
    return found;
  }
}

async function readConfigFile(path: string): Promise<ReadConfig> {
  const text = await diskFiles.readText(path);
  if (text === undefined) throw new UsageError(`There is no config ${shownPath(path, false)}.`);
  const { readConfig, settingsForFile } = await import('../../config/index');
  const result = readConfig(text);
  if (result.ok)
    return { path, config: result.config, settingsFor: (file) => settingsForFile(result.config, path, file) };
  throw new UsageError(
    result.faults
      .map(({ range, message }) => `${shownPath(path, false)}:${range.start.line + 1}: ${message}`)
      .join('\n'),
  );
}
