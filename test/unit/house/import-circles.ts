/** Finds circles of imports, among files and among rooms, by Tarjan's algorithm for strongly connected components. */

import path from 'node:path';
import type { Import } from './sources';

/** The nodes that each node leads to. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Builds a graph from pairs; a pair of equal names is left out. */
function graphOf(pairs: Iterable<readonly [from: string, to: string]>): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of pairs) {
    if (from === to) continue;
    const targets = graph.get(from) ?? new Set<string>();
    graph.set(from, targets.add(to));
  }
  return graph;
}

/** Returns each largest set of two nodes or more that all lead to each other; each set sorted. */
function circlesIn(graph: Graph): string[][] {
  const order = new Map<string, number>();
  /** The earliest node in `order` that a node leads back to. */
  const earliest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    open.push(node);
    let back = index;
    for (const target of graph.get(node) ?? []) {
      if (!order.has(target)) back = Math.min(back, visit(target));
      else if (open.includes(target)) back = Math.min(back, earliest.get(target) ?? order.get(target) ?? back);
    }
    earliest.set(node, back);
    if (back === index) {
      const component = open.splice(open.indexOf(node));
      if (component.length > 1) circles.push(component.sort());
    }
    return back;
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return circles.sort();
}

const isOurs = (to: string) => /^(src|webview|test)\//.test(to);

/** The name by which imports call a file: without its ending, and a folder for the index in it. */
function moduleName(file: string): string {
  return file.replace(/\.tsx?$/, '').replace(/\/index$/, '');
}

/** Returns each set of files that all lead to each other by imports, type-only ones included. */
export function circlesOfFiles(imports: readonly Import[]): string[][] {
  const ours = imports.filter(({ to }) => isOurs(to));
  return circlesIn(graphOf(ours.map(({ from, to }) => [moduleName(from), moduleName(to)])));
}

/** Returns each set of folders that all lead to each other by their files' imports; a sub-folder counts by itself. */
export function circlesOfRooms(imports: readonly Import[]): string[][] {
  const indexes = new Set(
    imports
      .map(({ from }) => from)
      .filter((file) => /\/index\.tsx?$/.test(file))
      .map(moduleName),
  );
  const room = (to: string) => (indexes.has(to) ? to : path.posix.dirname(to));
  const ours = imports.filter(({ to }) => isOurs(to));
  return circlesIn(graphOf(ours.map(({ from, to }) => [path.posix.dirname(from), room(to)])));
}
