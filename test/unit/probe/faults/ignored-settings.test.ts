/** Proves that a slip of the pen in a setting is found, and that other names are left alone. */

import assert from 'node:assert/strict';
import {
  fitSettings,
  ignoredInTraining,
  ignoredSetting,
  layerSettings,
} from '../../../../src/probe/faults/complaints/ignored-settings';

const dense = [...layerSettings, 'units', 'activation', 'useBias', 'kernelInitializer', 'biasInitializer'];

describe('settings that tfjs passes over', () => {
  const slips: readonly (readonly [given: object, known: readonly string[], meant: string])[] = [
    [{ epoch: 3 }, fitSettings, 'epochs'],
    [{ epochs: 3, batch_size: 8 }, fitSettings, 'batchSize'],
    [{ epochs: 3, validationsplit: 0.1 }, fitSettings, 'validationSplit'],
    [{ units: 3, activaton: 'relu' }, dense, 'activation'],
    [{ units: 3, kernelInitialiser: 'zeros' }, dense, 'kernelInitializer'],
    [{ units: 3, kernel_initializer: 'zeros' }, dense, 'kernelInitializer'],
  ];
  for (const [given, known, meant] of slips)
    it(`asks about ${Object.keys(given).join(' and ')}`, () => {
      assert.match(ignoredSetting('a call', given, known)?.message ?? '', new RegExp(`Did you mean ${meant}\\?$`));
    });

  class Settings {
    readonly epoch = 3;
  }
  const fine: Readonly<Record<string, readonly [given: unknown, known: readonly string[]]>> = {
    'known settings': [{ units: 3, activation: 'relu', inputShape: [2] }, dense],
    'a kind beside a dtype': [{ units: 3, type: 'dense' }, dense],
    'a setting that is given rightly too': [{ epochs: 3, epoch: 1 }, fitSettings],
    'a name of the code itself': [{ units: 3, label: 'first', unitsBefore: 8 }, dense],
    'an object of a class': [new Settings(), fitSettings],
    'no settings': [undefined, fitSettings],
  };
  for (const [what, [given, known]] of Object.entries(fine))
    it(`leaves ${what}`, () => {
      assert.equal(ignoredSetting('a call', given, known), undefined);
    });

  it('says that settings are an object, with the epochs that the code gives', () => {
    const messageOf = (given: unknown): string => ignoredInTraining('fit', [1, 2, given])?.message ?? '';
    assert.match(messageOf(1000), /such as \{ epochs: 1000 \}\. It passes over 1000 without a word/);
    assert.match(messageOf('epochs'), /such as \{ epochs: 10 \}\. It passes over "epochs" /);
    assert.match(ignoredInTraining('fitDataset', [1, { epoch: 3 }])?.message ?? '', /Did you mean epochs\?$/);
    for (const given of [undefined, null, {}, { epochs: 3 }, new Settings()]) assert.equal(messageOf(given), '');
  });
});
