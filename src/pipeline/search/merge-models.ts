/**
 * Keeps each model of a file's attempts once: as the user's own call trains it, if one does, else from the first
 * attempt.
 */

import type { ModelReport } from '../../report/report';

/**
 * @param attempts models of each attempt, best attempt first
 * @returns in the order of the attempts, without those that add nothing to an earlier result
 */
export function mergeModels(attempts: readonly (readonly ModelReport[])[]): ModelReport[] {
  const kept: ModelReport[] = [];
  for (const models of attempts) {
    const before = new Set(kept.map(siteOf));
    const fresh = models.filter((model) => !before.has(siteOf(model)));
    const trained = new Set(fresh.filter(({ entry }) => entry !== 'built').map(siteOf));
    const built = new Set<string>();
    const loops = new Set<string>();
    for (const model of fresh) {
      if (model.entry === 'loop') {
        // Variables have no call that makes their model, so that each function that leads to the loop runs it again.
        // The two nets of a GAN may come of one helper and share its lines, but not their shapes.
        const same = `${siteOf(model)} ${layersOf(model)} ${shapesOf(model)} ${loopOf(model)}`;
        if (loops.has(same)) continue;
        loops.add(same);
      }
      if (model.entry === 'built') {
        // Another function made the model again, perhaps with guessed arguments: the same lines would get the same
        // findings twice.
        const same = `${siteOf(model)} ${layersOf(model)}`;
        if (trained.has(siteOf(model)) || built.has(same)) continue;
        built.add(same);
      }
      kept.push(model);
    }
  }
  return kept;
}

function siteOf({ file, range }: ModelReport): string {
  return `${file}:${range.start.line}:${range.start.character}`;
}

/** What a loop that trains variables does, besides the variables: two runs that share it tell the same. */
function loopOf({ trainedAt, optimizer, learningRate, batchSize }: ModelReport): string {
  return JSON.stringify([trainedAt?.file, trainedAt?.range.start, optimizer, learningRate, batchSize]);
}

function layersOf({ layers }: ModelReport): string {
  return layers
    .map(({ className, file, range: { start } }) => `${className} ${file}:${start.line}:${start.character}`)
    .join();
}

function shapesOf({ layers }: ModelReport): string {
  return JSON.stringify(layers.map(({ weights }) => weights.map(({ shape }) => shape)));
}
