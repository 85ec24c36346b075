/** Makes the messages that show the panel's state, and leaves the models out of all that show the same ones again. */

import type { PanelState, ToWebview } from '../../../webview/protocol/messages';

/**
 * The models are hundreds of kilobytes, and VS Code takes its messages in order: sent with each step of a search for
 * fixes, they would hold up what else the extension says, such as that the search is cancelled.
 */
export class StateMessages {
  #sent: PanelState['models'] | undefined;

  /** The message for a page that has received all earlier ones. */
  next(state: PanelState): ToWebview {
    const { models, ...others } = state;
    const sent = this.#sent;
    this.#sent = models;
    const isSame = models.length === sent?.length && models.every((model, index) => model === sent[index]);
    return isSame ? { type: 'same-models', state: others } : { type: 'state', state };
  }

  /** The page is a new one, which knows no models. */
  forget(): void {
    this.#sent = undefined;
  }
}
