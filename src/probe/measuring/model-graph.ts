/** Finds on the tape of a forward pass which layer reads which, whether layers are nested, shared or wrapped. */

import type { Layer, TapeNode } from '../tfjs/internals';
import type { LayerCall, LayerTrace, OwnerTrace, TapeLeak } from './step-trace';

export interface LayerNode {
  readonly layer: Layer;
  /** Indices of the layers it reads; all smaller than its own. */
  readonly inputs: readonly number[];
  /**
   * Whether it shares an input with other layers, so that only a copy of the input shows this layer's share of the
   * gradient.
   */
  readonly tapsInputs: boolean;
  /** Set where no operations on the tape lead from its inputs to its outputs, though layers made the inputs. */
  readonly offTape?: OffTape;
}

/** The call that took the values off the tape, where the probe saw it. */
export type OffTape = Partial<TapeLeak>;

/** The layers of one model in forward order (a layer after those it reads). */
export function readModelGraph(owner: OwnerTrace, tape: readonly TapeNode[]): LayerNode[] {
  const traces = [...owner.layers.values()];
  const index = new Tape(tape, traces);
  return traces.map((trace, at) => {
    const inputs = new Set<number>();
    for (const call of trace.calls) {
      const starts = trace.composite ? call.outputs.map((output) => output.id) : call.inputs;
      for (const id of starts) for (const found of index.sources(id, at)) inputs.add(found);
    }
    return {
      layer: trace.layer,
      inputs: [...inputs].sort((a, b) => a - b),
      tapsInputs: trace.calls.some((call) => index.sharesInput(call)),
      ...(trace.calls.length > 0 && trace.calls.every((call) => index.leaves(call)) && { offTape: trace.leak ?? {} }),
    };
  });
}

/** Looks up tensors by id in a tape. */
class Tape {
  readonly #madeBy = new Map<number, TapeNode>();
  readonly #readAt = new Map<number, number[]>();
  /** The layers that gave a tensor, innermost first: a composite layer gives the same tensor as its last one. */
  readonly #givenBy = new Map<number, number[]>();

  constructor(tape: readonly TapeNode[], traces: readonly LayerTrace[]) {
    tape.forEach((node, at) => {
      for (const output of node.outputs) this.#madeBy.set(output.id, node);
      for (const input of Object.values(node.inputs)) {
        const readers = this.#readAt.get(input.id);
        if (readers) readers.push(at);
        else this.#readAt.set(input.id, [at]);
      }
    });
    traces.forEach((trace, at) => {
      for (const { outputs } of trace.calls) {
        for (const { id } of outputs) {
          const givers = this.#givenBy.get(id);
          if (givers) givers.push(at);
          else this.#givenBy.set(id, [at]);
        }
      }
    });
  }

  /** The nearest layers before layer `at` that a tensor comes from. */
  sources(start: number, at: number): Set<number> {
    const found = new Set<number>();
    const seen = new Set<number>();
    const open = [start];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const giver = this.#givenBy.get(id)?.findLast((candidate) => candidate < at);
      if (giver !== undefined) found.add(giver);
      else for (const input of Object.values(this.#madeBy.get(id)?.inputs ?? {})) open.push(input.id);
    }
    return found;
  }

  /**
   * Whether operations on the tape made the call's inputs, and no path on the tape leads back to them from its outputs.
   */
  leaves({ inputs, outputs }: LayerCall): boolean {
    const made = new Set(inputs.filter((id) => this.#madeBy.has(id)));
    if (made.size === 0) return false;
    const seen = new Set<number>();
    const open = outputs.map(({ id }) => id);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (made.has(id)) return false;
      if (seen.has(id)) continue;
      seen.add(id);
      for (const input of Object.values(this.#madeBy.get(id)?.inputs ?? {})) open.push(input.id);
    }
    return true;
  }

  /** Whether an input is not exactly a layer's output, or something else reads it too. */
  sharesInput({ inputs, tapeStart, tapeEnd }: LayerCall): boolean {
    return inputs.some((id) => {
      if (!this.#madeBy.has(id)) return false;
      if (!this.#givenBy.has(id)) return true;
      return (this.#readAt.get(id) ?? []).some((at) => at < tapeStart || at >= tapeEnd);
    });
  }
}
