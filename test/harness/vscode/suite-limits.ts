/** How long a mocha suite inside VS Code may be silent before the harness takes it for stuck. */

/** A single test may take two minutes; VS Code starts within one minute, on a busy machine within a few. */
export const suiteIdleLimitMs = 5 * 60_000;

/** The message for a suite that was stopped. */
export const suiteIdleMessage = `The suite printed nothing for ${suiteIdleLimitMs / 60_000} minutes and was stopped.`;
