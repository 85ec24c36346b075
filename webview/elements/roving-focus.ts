/** Gives a long list a roving focus: the Tab key stops at it once, and the arrow keys move inside it. */

import { useEffect, useState } from 'preact/hooks';

export interface RovingItem {
  readonly tabindex: 0 | -1;
  readonly 'data-roving': number;
  readonly onFocus: () => void;
}

export interface Roving {
  readonly active: number;
  /** Attributes of the element around the items. */
  readonly container: { readonly onKeyDown: (event: KeyboardEvent) => void };
  /** Attributes of the focusable element of that item. */
  readonly item: (index: number) => RovingItem;
}

const steps: Readonly<Partial<Record<string, number>>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
};

/** @param start the item that Tab leads to until the user moves on, such as the marked one */
export function useRoving(count: number, start = 0): Roving {
  const [chosen, setChosen] = useState(start);
  useEffect(() => {
    setChosen(start);
  }, [start]);
  const active = Math.max(0, Math.min(chosen, count - 1));
  return {
    active,
    container: {
      onKeyDown: (event) => {
        const step = steps[event.key];
        if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        const next = Math.max(0, Math.min(active + step, count - 1));
        setChosen(next);
        (event.currentTarget as Element).querySelector<HTMLElement | SVGElement>(`[data-roving="${next}"]`)?.focus();
      },
    },
    item: (index) => ({
      tabindex: index === active ? 0 : -1,
      'data-roving': index,
      onFocus: () => {
        setChosen(index);
      },
    }),
  };
}
