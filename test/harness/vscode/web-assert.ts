/** What the suites use of `node:assert/strict`, for the web worker host, which lacks Node's modules. */

import isDeepEqual from 'fast-deep-equal';

/** Mocha prints the difference of `actual` and `expected`. */
class AssertionError extends Error {
  override readonly name = 'AssertionError';
  readonly showDiff = true;

  constructor(
    message: string | undefined,
    otherwise: string,
    readonly actual: unknown,
    readonly expected: unknown,
  ) {
    super(message ?? otherwise);
  }
}

function ok(value: unknown, message?: string): void {
  if (!value) throw new AssertionError(message, 'Expected something truthy', value, true);
}

function equal(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected)) throw new AssertionError(message, 'Expected the same', actual, expected);
}

function notEqual(actual: unknown, other: unknown, message?: string): void {
  if (Object.is(actual, other)) throw new AssertionError(message, 'Expected something else', actual, other);
}

function deepEqual(actual: unknown, expected: unknown, message?: string): void {
  if (!isDeepEqual(actual, expected)) throw new AssertionError(message, 'Expected the same inside', actual, expected);
}

function match(text: string, pattern: RegExp, message?: string): void {
  if (!pattern.test(text))
    throw new AssertionError(message, `${text} does not match ${String(pattern)}`, text, pattern);
}

function doesNotMatch(text: string, pattern: RegExp, message?: string): void {
  if (pattern.test(text)) throw new AssertionError(message, `${text} matches ${String(pattern)}`, text, pattern);
}

export default Object.assign(ok, { ok, equal, notEqual, deepEqual, match, doesNotMatch });
