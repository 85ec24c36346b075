/** The report as JSON text for other programs: one object, numbers that JSON cannot write as strings. */

import type { Report } from './report';

/** @returns indented JSON; NaN and infinities are the strings "NaN", "Infinity" and "-Infinity" */
export function reportToJson(report: Report): string {
  return JSON.stringify(
    report,
    (_key, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value),
    2,
  );
}
