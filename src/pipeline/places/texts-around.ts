/** Reads the files in which a model is made and trained, and those of the calls that lead there. */

import type { ModelReport } from '../../report/report';

/**
 * @param file the probed one
 * @returns the texts that could be read, by absolute path
 */
export async function textsAround(
  file: string,
  model: ModelReport,
  read: (path: string) => Promise<string | undefined>,
): Promise<ReadonlyMap<string, string>> {
  const { layers, findings, compiledAt, optimizerAt, trainedAt, dataFacts } = model;
  const data = [...(dataFacts?.inputs ?? []), ...(dataFacts?.targets ?? [])];
  const places = [
    model,
    ...layers.flatMap((layer) => [layer, ...layer.callers]),
    ...findings,
    ...[compiledAt, optimizerAt, trainedAt, ...data.map(({ madeAt }) => madeAt)].flatMap((place) => place ?? []),
  ];
  const names = [...new Set([file, ...places.map((place) => place.file)])];
  const texts = await Promise.all(names.map(read));
  return new Map(
    names.flatMap((name, index): [string, string][] => {
      const text = texts[index];
      return text === undefined ? [] : [[name, text]];
    }),
  );
}
