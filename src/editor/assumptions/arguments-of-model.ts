/** The arguments behind a model: those of the functions that make it, and the settings that its code leaves open. */

import { unpinnedAssumptions, type ModelReport, type ProbeError } from '../../report/report';
import { type Argument, argumentText, isAssumed, modelOwner } from '../../report/argument';
import { choicesFor, inputShapeName, lossSetting, optimizerSetting, settingText } from '../../report/model-settings';
import type { EntryPoint, ModelSite, SourceSites } from '../../source/sites/sites';

/**
 * The functions that the probe calls to get the model: those that the last probe called, else the first that makes it.
 */
export function entriesFor(site: ModelSite, sites: SourceSites, models: readonly ModelReport[]): readonly EntryPoint[] {
  const index = sites.models.indexOf(site);
  const leading = sites.entries.filter((entry) => entry.models.includes(index));
  const called = new Set(models.flatMap((model) => model.called ?? []));
  const those = sites.entries.filter(({ call }) => called.has(call.label));
  return those.length > 0 ? those : leading.slice(0, 1);
}

/**
 * A model's input shape, loss and optimizer as arguments: each that a directive or a pin gives, or the last probe
 * assumed.
 */
export function settingsOfModel(
  site: ModelSite,
  entries: readonly EntryPoint[],
  models: readonly ModelReport[],
): Argument[] {
  const isParameter = (name: string): boolean =>
    entries.some(({ parameters }) => parameters.some((parameter) => parameter.name === name));
  const given = { [inputShapeName]: site.inputShape, [lossSetting]: site.loss, [optimizerSetting]: site.optimizer };
  return Object.entries(given).flatMap(([name, setting]): Argument[] => {
    const start = `${name} = `;
    const assumed = isParameter(name)
      ? undefined
      : models.flatMap((model) => model.assumed).find((one) => one.startsWith(start));
    const text = (setting ? settingText(name, setting.value) : assumed)?.slice(start.length);
    if (text === undefined) return [];
    const choices = choicesFor(name);
    return [
      {
        owner: modelOwner + site.name,
        name,
        text,
        isLiteral: true,
        origin: setting?.origin ?? 'use',
        takes: choices ? 'string' : 'list of numbers',
        mustBe: true,
        ...(choices && { choices }),
      },
    ];
  });
}

/** Whether the text alone shows that the probe must assume arguments. A model's lens for arguments depends on it. */
export function hasArguments(site: ModelSite, sites: SourceSites): boolean {
  return entriesFor(site, sites, []).some(({ parameters }) => parameters.some(isAssumed));
}

/** How many items of a list a lens shows; it counts the rest. */
const listed = 4;
const longestItem = 60;

/**
 * The words on the lens for arguments: `assumes: units = 16` before a probe, `pinned: units = 8 · assumed: rate = 0.25`
 * after it.
 *
 * @param models what the last probe measured at the place
 * @returns undefined if nothing is pinned or assumed
 */
export function argumentsLensText(parameters: readonly Argument[], models: readonly ModelReport[]): string | undefined {
  const wasProbed = models.length > 0;
  const pinned = wasProbed
    ? models.flatMap((model) => model.pinned ?? [])
    : parameters.filter(({ origin }) => origin === 'pinned').map(argumentText);
  const assumed = wasProbed
    ? models.flatMap(unpinnedAssumptions)
    : parameters.filter((one) => isAssumed(one) && one.origin !== 'pinned').map(argumentText);
  const parts = [...part('pinned', pinned), ...part(wasProbed ? 'assumed' : 'assumes', assumed)];
  return parts.length > 0 ? parts.join(' · ') : undefined;
}

/** The words on the lens for arguments of a model that the last probe did not reach. */
export function notReachedText({ asks, code }: ProbeError): string {
  if (!asks) return code.replaceAll('-', ' ');
  return asks.argument === undefined
    ? `${asks.function} may ask for other arguments`
    : `${asks.function} asks for ${asks.argument}: give it a value`;
}

function part(label: string, items: readonly string[]): string[] {
  const distinct = [...new Set(items)];
  if (distinct.length === 0) return [];
  const shown = distinct
    .slice(0, listed)
    .map((item) => (item.length > longestItem ? `${item.slice(0, longestItem)}…` : item));
  return [`${label}: ${shown.join(', ')}${distinct.length > listed ? ` and ${distinct.length - listed} more` : ''}`];
}
