/** Stands in for the saving of models: nothing is written, downloaded or sent, and the code goes on as if it had been. */

import { methodsOf } from '../tfjs/internals';
import { isStandIn } from '../sandbox/stand-in';
import * as tf from '../tfjs/tf';

type Save = (target: unknown, config?: unknown) => Promise<unknown>;

/** What tfjs tells of a model that was saved. */
function saved(): object {
  return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
}

/**
 * Wraps `save` of layers models and graph models. A handler of the code's own (an object with `save`) is called as ever: what it does is
 * code like any other. Called once in the life of a worker.
 *
 * @param note told of each place that something was not saved to, such as `save('file:///tmp/model')`
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

/** In place of those functions of `tf.io` that look after what was saved in a browser. */
export const savedModelsOfBrowser = {
  listModels: (): Promise<object> => Promise.resolve({}),
  removeModel: (): Promise<object> => Promise.resolve(saved()),
  copyModel: (): Promise<object> => Promise.resolve(saved()),
  moveModel: (): Promise<object> => Promise.resolve(saved()),
};
