/** Carries NaN and infinities through JSON, which VS Code puts every message to and from a webview through and which would turn them into null. */

const key = '$number';

/** A copy of plain data in which each NaN, Infinity and -Infinity is an object that JSON keeps; buffers and other class instances stay as they are. */
export function toWire(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { [key]: String(value) };
  return mapPlain(value, toWire);
}

/** Undoes `toWire`; data that never went through it comes out unchanged. */
export function fromWire(value: unknown): unknown {
  if (isWireNumber(value)) return Number(value[key]);
  return mapPlain(value, fromWire);
}

function isWireNumber(value: unknown): value is { readonly [key]: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    key in value &&
    typeof value[key] === 'string' &&
    Object.keys(value).length === 1
  );
}

function mapPlain(value: unknown, map: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, map(item)]));
}
