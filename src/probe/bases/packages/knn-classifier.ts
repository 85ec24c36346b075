/** `@tensorflow-models/knn-classifier`: classifies by the nearest example, without training by gradients. */

import { isRealTensor, type PackageExports, standInWithMembers } from './package-base';

interface Example {
  readonly label: string;
  readonly values: ArrayLike<number>;
}

export const knnClassifier: PackageExports = () => ({
  create: () => {
    let examples: Example[] = [];
    const labels = (): string[] => [...new Set(examples.map(({ label }) => label))];
    return standInWithMembers('@tensorflow-models/knn-classifier.create()', {
      addExample: (example: unknown, label: unknown) => {
        if (isRealTensor(example)) examples.push({ label: String(label), values: example.dataSync() });
      },
      predictClass: (input: unknown) => {
        const values = isRealTensor(input) ? input.dataSync() : [];
        const known = labels();
        const nearest = examples.reduce<Example | undefined>(
          (best, one) => (!best || distance(one.values, values) < distance(best.values, values) ? one : best),
          undefined,
        );
        return Promise.resolve({
          label: nearest?.label ?? '0',
          classIndex: Math.max(0, known.indexOf(nearest?.label ?? '')),
          confidences: Object.fromEntries(known.map((label) => [label, label === nearest?.label ? 1 : 0])),
        });
      },
      getNumClasses: () => labels().length,
      getClassExampleCount: () =>
        Object.fromEntries(labels().map((label) => [label, examples.filter((one) => one.label === label).length])),
      clearClass: (label: unknown) => {
        examples = examples.filter((one) => one.label !== String(label));
      },
      clearAllClasses: () => {
        examples = [];
      },
    });
  },
});

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}
