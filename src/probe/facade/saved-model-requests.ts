/** Gets saved models from the host of the worker: the probe's end of the line on which they are asked for. */

import type { ModelAnswer, ModelRequest, NumberedAnswer, NumberedRequest } from '../protocol/saved-model-messages';
import type { PendingWork } from '../time/pending-work';

/** A message port, as far as it is used; a worker of a browser and a thread of Node have the same. */
export interface RequestPort {
  postMessage(request: NumberedRequest): void;
  onmessage: ((message: { readonly data: NumberedAnswer }) => void) | null;
}

/** Asks once for each model; later seeds get what the first one got. */
export class SavedModels {
  readonly #known = new Map<string, Promise<ModelAnswer>>();
  readonly #open = new Map<number, (answer: ModelAnswer) => void>();
  readonly #port: RequestPort | undefined;
  #lastId = 0;

  /**
   * @param port a line of its own: user code may take over the worker's messages
   * @param pending counts the answers that are still to come
   */
  constructor(
    port: RequestPort | undefined,
    private readonly pending: PendingWork,
  ) {
    this.#port = port;
    if (!port) return;
    port.onmessage = ({ data: { id, answer } }) => {
      this.#open.get(id)?.(answer);
      this.#open.delete(id);
    };
  }

  /** Settles as soon as the host has answered. */
  async get(request: ModelRequest): Promise<ModelAnswer> {
    // The same path from another place may be another file.
    const key = JSON.stringify(request);
    let answer = this.#known.get(key);
    if (!answer) this.#known.set(key, (answer = this.#ask(request)));
    // Code that waits for the host is not at a standstill.
    this.pending.files++;
    try {
      return await answer;
    } finally {
      this.pending.files--;
    }
  }

  #ask(request: ModelRequest): Promise<ModelAnswer> {
    const port = this.#port;
    if (!port)
      return Promise.resolve({
        status: 'missing',
        message: `Needs weights from ${request.source}, which cannot be loaded here.`,
      });
    return new Promise((resolve) => {
      const id = ++this.#lastId;
      this.#open.set(id, resolve);
      port.postMessage({ id, request });
    });
  }
}
