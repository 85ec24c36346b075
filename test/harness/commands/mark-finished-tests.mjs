/** A root hook for mocha that prints a line for each finished test; mocha's parallel mode reports whole files only. */

const line = process.env.GRADLINE_FINISHED_TEST;

export const mochaHooks = line ? { afterEach: () => void process.stdout.write(`${line}\n`) } : {};
