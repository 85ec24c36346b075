/** Trains a model with a fix for ten times as many steps as the probe takes, and says what is found then. */

import { editedTexts, withEditedTexts } from '../../src/fixes/edits/edited-files';
import type { ProvenFix } from '../../src/fixes/contract/fix-search';
import type { ProbeTools } from '../../src/pipeline/contract/file-probe';
import { listedFaults } from '../../src/report/finding';
import { optionsOf, probeQuietly, type SearchSettings, toolsWith } from './search-file';

const longer = 10;

/** @returns the codes of the warnings and errors, none for a model that stays healthy */
export async function faultsOfLongTraining(
  file: string,
  { edits, after }: ProvenFix,
  tools: ProbeTools,
  settings: SearchSettings,
): Promise<string[]> {
  const files = withEditedTexts(tools.files, await editedTexts(tools.files, edits));
  const options = optionsOf({ ...settings, steps: longer * settings.steps });
  const { models } = await probeQuietly(file, toolsWith(tools, files), {
    ...options,
    maximumSeeds: settings.seeds.length,
    only: [{ file: after.file, range: after.range }],
  });
  const model = models.find((one) => one.name === after.name) ?? models.at(0);
  return model ? [...new Set(listedFaults(model.findings).map(({ code }) => code))] : ['not probed'];
}
