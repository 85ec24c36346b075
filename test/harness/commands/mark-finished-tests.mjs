/** A root hook for mocha: prints a line for each finished test, which mocha's parallel mode holds back until a whole file is done. */

const line = process.env.GRADLINE_FINISHED_TEST;

export const mochaHooks = line ? { afterEach: () => void process.stdout.write(`${line}\n`) } : {};
