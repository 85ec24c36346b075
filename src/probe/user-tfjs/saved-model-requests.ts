/** Requests saved models from the worker's host, since the probe itself can read no files. */

import type { ModelAnswer, ModelRequest, NumberedAnswer, NumberedRequest } from '../protocol/saved-model-messages';
import type { PendingWork } from '../time/pending-work';

/** The part of a message port that is used; browsers and Node have the same. */
export interface RequestPort {
  postMessage(request: NumberedRequest): void;
  onmessage: ((message: { readonly data: NumberedAnswer }) => void) | null;
}

/** Requests each model once; later seeds get the first one's answer. */
export class SavedModels {
  readonly #known = new Map<string, Promise<ModelAnswer>>();
  readonly #open = new Map<number, (answer: ModelAnswer) => void>();
  readonly #port: RequestPort | undefined;
  #lastId = 0;

  /**
   * @param port for these messages alone, because user code may take over the worker's own
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

  /** Resolves when the host has answered; never rejects. */
  async get(request: ModelRequest): Promise<ModelAnswer> {
    // The same path in another file may name another model.
    const key = JSON.stringify(request);
    let answer = this.#known.get(key);
    if (!answer) this.#known.set(key, (answer = this.#ask(request)));
    // User code that waits for the host is not idle.
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
