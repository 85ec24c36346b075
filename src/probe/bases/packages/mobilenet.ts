/** `@tensorflow-models/mobilenet`: features and classes of images. */

import { type PackageBase, type PackageExports, standInWithMembers } from './package-base';
import { blockOutput } from '../networks/mobilenet-v1';
import { lastFilters } from '../networks/mobilenet-v2';

const classes = 1000;
const imageSize = 224;

interface Settings {
  readonly version?: unknown;
  readonly alpha?: unknown;
}

export const mobilenet: PackageExports = (open) => ({
  /** Older versions take `load(version, alpha)`. */
  load: (settings: unknown, second: unknown) => {
    const { version, alpha }: Settings =
      typeof settings === 'object' && settings !== null ? settings : { version: settings, alpha: second };
    const isSecond = version === 2;
    const width = typeof alpha === 'number' && alpha > 0 && alpha <= 1.4 ? alpha : 1;
    const base = open(isSecond ? `MobileNet v2 ${width}` : `MobileNet ${width}`);
    return Promise.resolve(net(base, isSecond, width));
  },
});

function net(base: PackageBase, isSecond: boolean, alpha: number): object {
  const units = isSecond ? lastFilters(alpha) : Math.floor(1024 * alpha);
  return standInWithMembers('@tensorflow-models/mobilenet.load()', {
    infer: (image: unknown, embedding: unknown = false) => {
      const block = typeof embedding === 'string' ? /^conv_[pd]w_(\d+)/.exec(embedding)?.[1] : undefined;
      if (block !== undefined)
        return base.features(image, {
          shape: blockOutput(Number(block), alpha, imageSize),
          kind: 'rectified',
          name: `block ${block}`,
        });
      if (embedding === 'conv_preds')
        return base.features(image, { shape: [1, 1, classes], kind: 'linear', name: 'classes' });
      return embedding
        ? base.features(image, { shape: [units], kind: 'rectified', name: 'embedding' })
        : base.features(image, { shape: [classes], kind: 'linear', name: 'classes' });
    },
    classify: (image: unknown, count: unknown = 3) =>
      Promise.resolve(
        base
          .numbers(image, typeof count === 'number' ? count : 3, 'classes')
          .sort((a, b) => b - a)
          .map((probability, index) => ({ className: `class ${index}`, probability })),
      ),
  });
}
