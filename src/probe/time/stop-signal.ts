/** The error by which the probe ends user code that has been measured enough; whoever entered the code catches it. */

export class StopSignal extends Error {
  override readonly name = 'GradlineStop';

  constructor() {
    super('Gradline has measured enough steps and stops here.');
  }
}

/** Whether an error is the one by which the probe ends user code. */
export function isStopSignal(error: unknown): boolean {
  return error instanceof StopSignal;
}
