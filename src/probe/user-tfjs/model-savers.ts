/** Makes the saving of models do nothing and succeed: no file is written, downloaded or sent. */

import { methodsOf } from '../tfjs/internals';
import { isStandIn } from '../sandbox/stand-in';
import * as tf from '../tfjs/tf';

type Save = (target: unknown, config?: unknown) => Promise<unknown>;

/** What tfjs answers when it has saved a model. */
function saved(): object {
  return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
}

/**
 * Wraps `save` of layers models and graph models. Called once in the life of a worker.
 *
 * A handler that user code has written itself (an object with `save`) is still called: it is code like any other.
 * @param note receives each call that saved nothing, such as `save('file:///tmp/model')`
 */
export function installModelSavers(note: (what: string) => void): void {
  for (const prototype of [tf.LayersModel.prototype, tf.GraphModel.prototype]) {
    const methods = methodsOf(prototype) as unknown as Record<'save', Save>;
    const { save } = methods;
    methods.save = async function (this: unknown, target, config) {
      if (typeof target !== 'string' && !(target instanceof URL) && !isStandIn(target))
        return save.call(this, target, config);
      note(isStandIn(target) ? 'save(…)' : `save('${String(target)}')`);
      return Promise.resolve(saved());
    };
  }
}

/** Replaces the functions of `tf.io` that list, copy, move and remove the models saved in a browser. */
export const savedModelsOfBrowser = {
  listModels: (): Promise<object> => Promise.resolve({}),
  removeModel: (): Promise<object> => Promise.resolve(saved()),
  copyModel: (): Promise<object> => Promise.resolve(saved()),
  moveModel: (): Promise<object> => Promise.resolve(saved()),
};
