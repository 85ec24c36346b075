/**
 * Keeps NaN and the infinities, which JSON lacks: as strings in a printed report, reversibly in messages to a webview.
 */

import type { Report } from './report';

/** @returns indented JSON; NaN and infinities are the strings "NaN", "Infinity" and "-Infinity" */
export function reportToJson(report: Report): string {
  return JSON.stringify(
    report,
    (_key, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value),
    2,
  );
}

const key = '$number';

/**
 * Prepares a message for VS Code, which sends it to a webview as JSON and would turn NaN and infinities into null.
 * @returns a copy of plain data in which an object stands for each such number; buffers and class instances stay as is
 */
export function encodeNonFinite(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { [key]: String(value) };
  return mapPlain(value, encodeNonFinite);
}

/** Undoes `encodeNonFinite`; other data stays unchanged. */
export function decodeNonFinite(value: unknown): unknown {
  if (isEncodedNumber(value)) return Number(value[key]);
  return mapPlain(value, decodeNonFinite);
}

function isEncodedNumber(value: unknown): value is { readonly [key]: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    key in value &&
    typeof value[key] === 'string' &&
    Object.keys(value).length === 1
  );
}

/** Applies `map` to the items of an array or a plain object; returns anything else as it is. */
function mapPlain(value: unknown, map: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, map(item)]));
}
