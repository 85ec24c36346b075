/**
 * Collects relative errors and prints the worst of each kind as a table, so that a reader sees by how much a test
 * passed.
 */

import assert from 'node:assert/strict';

import { say } from '../../harness/say';

/** Float32 sums of about one do not get closer to zero. */
const defaultFloor = 1e-6;

export class ErrorTable {
  readonly #rows = new Map<string, Map<string, { worst: number; count: number }>>();

  constructor(
    readonly title: string,
    readonly tolerance = 1e-3,
  ) {}

  /**
   * Asserts agreement and notes the error.
   * @param floor a smaller number counts as this much
   */
  check(row: string, column: string, actual: number, expected: number, what: string, floor = defaultFloor): void {
    const error = actual === expected ? 0 : Math.abs(actual - expected) / Math.max(Math.abs(expected), floor);
    const cells = this.#rows.get(row) ?? new Map<string, { worst: number; count: number }>();
    this.#rows.set(row, cells);
    const cell = cells.get(column) ?? { worst: 0, count: 0 };
    cells.set(column, { worst: Math.max(cell.worst, error), count: cell.count + 1 });
    assert.ok(
      error <= this.tolerance,
      `${row}: ${what}: ${actual} against ${expected}, relative error ${error.toExponential(2)}`,
    );
  }

  print(): void {
    const columns = [...new Set([...this.#rows.values()].flatMap((cells) => [...cells.keys()]))];
    const lines = [
      [this.title, ...columns],
      ...[...this.#rows].map(([row, cells]) => [row, ...columns.map((column) => shown(cells.get(column)))]),
    ];
    const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
    for (const line of lines)
      say(
        `      ${line.map((text, at) => (at === 0 ? text.padEnd(widths[at]) : text.padStart(widths[at]))).join('  ')}`,
      );
  }
}

function shown(cell: { readonly worst: number; readonly count: number } | undefined): string {
  return cell ? `${cell.worst.toExponential(1)} (${cell.count})` : '';
}
