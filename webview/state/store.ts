/**
 * Holds the panel's state: the extension's last snapshot, and what the user chose to see, which survives a reload of
 * the page.
 */

import type { PanelState } from '../protocol/messages';
import type { Moment } from '../facts/layer-facts';
import type { Quantity } from '../facts/quantity';

/** What the user chose. A snapshot changes only the model. */
export interface ViewState {
  readonly quantity: Quantity;
  /** Index of the shown model; beyond the last one it stands for the last. */
  readonly model: number;
  readonly moment: Moment;
}

export interface StoreState {
  readonly panel: PanelState;
  readonly view: ViewState;
}

export interface StateKeeper {
  load(): unknown;
  save(state: unknown): void;
}

const initial: StoreState = {
  panel: { models: [], errors: [], stale: [], marked: [] },
  view: { quantity: 'output', model: 0, moment: 'first' },
};

/** Raise it whenever `ViewState` changes, so that a state from another version of the extension is dropped. */
const savedVersion = 2;

export class Store {
  private current: StoreState;
  private readonly listeners = new Set<(state: StoreState) => void>();

  constructor(private readonly keeper: StateKeeper) {
    this.current = { ...initial, view: restore(keeper.load()) ?? initial.view };
  }

  get state(): StoreState {
    return this.current;
  }

  setPanel(panel: PanelState): void {
    const last = this.current;
    const otherFile = last.panel.file !== undefined && panel.file !== last.panel.file;
    const hasEnded = last.panel.running !== undefined && panel.running === undefined;
    const shown = hasEnded && panel.probed !== undefined ? panel.probed : otherFile ? 0 : last.view.model;
    // The cursor went to a layer of another model, which is shown now. Until it moves again, the user may choose
    // another.
    const moved =
      panel.marked.length > 0 &&
      JSON.stringify(panel.marked) !== JSON.stringify(last.panel.marked) &&
      !panel.marked.some(([model]) => model === shown);
    this.change({ panel, view: { ...last.view, model: moved ? panel.marked[0][0] : shown } });
  }

  setView(view: Partial<ViewState>): void {
    this.change({ ...this.current, view: { ...this.current.view, ...view } });
  }

  subscribe(listener: (state: StoreState) => void): void {
    this.listeners.add(listener);
    listener(this.current);
  }

  private change(state: StoreState): void {
    if (state.view !== this.current.view) this.keeper.save({ version: savedVersion, view: state.view });
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }
}

function restore(saved: unknown): ViewState | undefined {
  if (typeof saved !== 'object' || saved === null || !('version' in saved) || saved.version !== savedVersion)
    return undefined;
  return (saved as unknown as { readonly view: ViewState }).view;
}
