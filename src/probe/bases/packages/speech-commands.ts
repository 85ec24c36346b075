/** `@tensorflow-models/speech-commands`: spoken words from spectrograms of a second. */

import { type PackageBase, type PackageExports, standInWithMembers } from './package-base';

const frames = 43;
const frameSize = 232;
const embeddingSize = 2000;
/** Words of the larger vocabulary. */
const words =
  `_background_noise_ _unknown_ down eight five four go left nine no one right seven six stop three two up yes
  zero`.split(/\s+/);
const directions = '_background_noise_ _unknown_ down left right up'.split(' ');
/** How many results the listening reports. */
const utterances = 4;

interface Recognition {
  readonly includeSpectrogram?: unknown;
  readonly includeEmbedding?: unknown;
}

export const speechCommands: PackageExports = (open) => ({
  create: (_: unknown, vocabulary: unknown) =>
    standInWithMembers(
      '@tensorflow-models/speech-commands.create()',
      recognizer(open('Speech Commands'), vocabulary === 'directional4w' ? directions : words),
    ),
  BACKGROUND_NOISE_TAG: words[0],
  UNKNOWN_TAG: words[1],
});

function recognizer(base: PackageBase, labels: readonly string[]): Record<string, unknown> {
  let heard = 0;
  const result = (input: unknown, { includeSpectrogram = true, includeEmbedding }: Recognition = {}): object => ({
    scores: Float32Array.from(base.numbers(input, labels.length, 'scores')),
    ...(includeSpectrogram ? { spectrogram: spectrogram(base, input) } : {}),
    ...(includeEmbedding
      ? { embedding: base.features(input, { shape: [embeddingSize], kind: 'rectified', name: 'embedding' }) }
      : {}),
  });
  return {
    ensureModelLoaded: () => Promise.resolve(),
    modelInputShape: () => [null, frames, frameSize, 1],
    wordLabels: () => [...labels],
    params: () => ({ spectrogramDurationMillis: 1000, fftSize: 1024, sampleRateHz: 44100 }),
    listen: async (callback: unknown, settings?: Recognition) => {
      for (let i = 0; i < utterances; i++)
        if (typeof callback === 'function') await (callback as (heard: object) => unknown)(result(heard++, settings));
    },
    stopListening: () => Promise.resolve(),
    isListening: () => false,
    recognize: (input: unknown, settings?: Recognition) => Promise.resolve(result(input ?? heard++, settings)),
    createTransfer: (name: unknown) =>
      standInWithMembers(`@tensorflow-models/speech-commands.createTransfer(${String(name)})`, transfer(base)),
  };
}

/** The package trains its own head, so this imitation trains nothing. */
function transfer(base: PackageBase): Record<string, unknown> {
  const counts = new Map<string, number>();
  return {
    ...recognizer(base, words),
    collectExample: (word: unknown) => {
      const count = (counts.get(String(word)) ?? 0) + 1;
      counts.set(String(word), count);
      return Promise.resolve(spectrogram(base, `${String(word)} ${count}`));
    },
    countExamples: () => Object.fromEntries(counts),
    clearExamples: () => {
      counts.clear();
    },
    isDatasetEmpty: () => counts.size === 0,
    wordLabels: () => [...counts.keys()],
  };
}

function spectrogram(base: PackageBase, input: unknown): object {
  const decibels = base.numbers(input, frames * frameSize, 'spectrogram').map((value) => -100 * value);
  return { data: Float32Array.from(decibels), frameSize, frameDurationMillis: 23 };
}
