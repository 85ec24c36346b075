/** What ends user code that has been measured enough; thrown by the probe's wrappers and caught by whoever entered the code. */

export class StopSignal extends Error {
  override readonly name = 'GradlineStop';

  constructor() {
    super('Gradline has measured enough steps and stops here.');
  }
}

export function isStopSignal(error: unknown): boolean {
  return error instanceof StopSignal;
}
