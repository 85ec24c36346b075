/** Reads the files of one bundle, each of them once, and none after the probe was cancelled. */

import type { FileAccess, FileKind } from '../../files/file-access';
import { joinPath } from '../../files/paths';

/** Rejects reads, and {@link untilCancelled}, once the signal has fired. */
export class CancelledError extends Error {}

export class FileCache implements FileAccess {
  private readonly texts = new Map<string, Promise<string | undefined>>();
  private readonly kinds = new Map<string, Promise<FileKind | undefined>>();

  constructor(
    private readonly files: FileAccess,
    private readonly signal: AbortSignal,
  ) {}

  /** The text without its byte order mark, which editors do not count as a character of the first line. */
  readText(path: string): Promise<string | undefined> {
    return this.once(this.texts, path, async () => {
      const text = await this.files.readText(path);
      return text?.startsWith('\uFEFF') ? text.slice(1) : text;
    });
  }

  kind(path: string): Promise<FileKind | undefined> {
    return this.once(this.kinds, path, () => this.files.kind(path));
  }

  async isFile(path: string): Promise<boolean> {
    return (await this.kind(path)) === 'file';
  }

  /** The first of the candidates, relative to `folder`, that is a file. */
  async firstFile(folder: string, candidates: readonly string[]): Promise<string | undefined> {
    for (const candidate of candidates) {
      const path = joinPath(folder, candidate);
      if (await this.isFile(path)) return path;
    }
    return undefined;
  }

  private async once<T>(cache: Map<string, Promise<T>>, path: string, ask: () => Promise<T>): Promise<T> {
    let answer = cache.get(path);
    if (!answer) {
      // A single read does not listen to the signal, because a large workspace has thousands of reads and the bundle
      // listens as a whole.
      answer = this.signal.aborted ? Promise.reject(new CancelledError('cancelled')) : ask();
      cache.set(path, answer);
    }
    return answer;
  }
}

/** Settles with `work`, or rejects with a {@link CancelledError} as soon as the signal fires. */
export function untilCancelled<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = (): void => {
      reject(new CancelledError('cancelled'));
    };
    if (signal.aborted) {
      cancel();
      return;
    }
    signal.addEventListener('abort', cancel, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', cancel);
      });
  });
}
