/** Reports a loss or an optimizer that a comment gives and the probe did not use, because the code has its own. */

import { lossSetting, optimizerSetting, settingText } from '../../report/model-settings';
import { isSamePosition } from '../../report/position';
import type { ModelReport, ProbeError } from '../../report/report';
import type { ModelSite } from '../../source/sites/sites';

/**
 * @param sites the models of the file
 * @param models the results of the probe
 * @returns one error for each setting of a comment without which some model was trained
 */
export function unusedSettings(
  file: string,
  sites: readonly ModelSite[],
  models: readonly ModelReport[],
): ProbeError[] {
  const errors = new Map<string, ProbeError>();
  for (const site of sites) {
    const made = models.filter((model) => model.file === file && isSamePosition(model.range.start, site.range.start));
    for (const name of [lossSetting, optimizerSetting] as const) {
      const setting = site[name];
      const range = setting?.origin === 'directive' ? setting.range : undefined;
      // `compile` takes 'sgd' for the class that tfjs calls SGD.
      const other = setting && made.find((model) => model[name].toLowerCase() !== setting.value.toLowerCase());
      if (!range || !other) continue;
      const why =
        other.entry === 'loop'
          ? `${other.name} is trained by a loop of the code's own`
          : `the code compiles ${other.name} itself, with ${settingText(name, other[name])}`;
      const message =
        `Line ${range.start.line + 1}: ${settingText(name, setting.value)} was not used: ${why}. ` +
        `Change it there, or take it out of the comment.`;
      errors.set(message, { file, range, code: 'setting', message });
    }
  }
  return [...errors.values()];
}
