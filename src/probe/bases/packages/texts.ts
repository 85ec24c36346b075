/** Packages that read texts: `@tensorflow-models/universal-sentence-encoder` and `toxicity`. */

import { type PackageExports, standInWithMembers } from './package-base';

const embeddingSize = 512;
const answerSize = 100;
const toxicities = 'identity_attack insult obscene severe_toxicity sexual_explicit threat toxicity'.split(' ');

export const universalSentenceEncoder: PackageExports = (open) => ({
  load: () => {
    const base = open('Universal Sentence Encoder');
    return Promise.resolve(
      standInWithMembers('@tensorflow-models/universal-sentence-encoder.load()', {
        embed: (texts: unknown) =>
          Promise.resolve(base.features(texts, { shape: [embeddingSize], kind: 'unit-length', name: 'embedding' })),
      }),
    );
  },
  loadQnA: () => {
    const base = open('Universal Sentence Encoder');
    const embed = (texts: unknown, name: string): unknown =>
      base.features(texts, { shape: [answerSize], kind: 'unit-length', name });
    return Promise.resolve(
      standInWithMembers('@tensorflow-models/universal-sentence-encoder.loadQnA()', {
        embed: ({ queries, responses }: { queries?: unknown; responses?: unknown } = {}) => ({
          queryEmbedding: embed(queries, 'query'),
          responseEmbedding: embed(responses, 'response'),
        }),
      }),
    );
  },
});

export const toxicity: PackageExports = (open) => ({
  load: (threshold: unknown = 0.85) => {
    const base = open('Toxicity');
    return Promise.resolve(
      standInWithMembers('@tensorflow-models/toxicity.load()', {
        classify: (texts: unknown) => {
          const list = Array.isArray(texts) ? (texts as unknown[]) : [texts];
          return Promise.resolve(
            toxicities.map((label) => ({
              label,
              results: list.map((text) => {
                const [probability] = base.numbers([text], 1, label);
                return { probabilities: [1 - probability, probability], match: probability > Number(threshold) };
              }),
            })),
          );
        },
      }),
    );
  },
});
