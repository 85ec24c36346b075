/** Top of the panel: which file, the state of the probe with its progress, and the two buttons. */

import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icons';
import type { FromWebview, PanelState, RunProgress } from './protocol';
import { fileName } from './words';

export interface PanelHeaderProps {
  readonly panel: PanelState;
  readonly send: (message: FromWebview) => void;
}

export function PanelHeader({ panel, send }: PanelHeaderProps): JSX.Element {
  const title = panel.title ?? (panel.file === undefined ? undefined : fileName(panel.file));
  return (
    <header class="panel-header">
      <h1>
        Gradient Flow{title !== undefined && <span class="file-title"> {title}</span>}
      </h1>
      <button
        type="button"
        class="button"
        disabled={panel.file === undefined || panel.running !== undefined}
        onClick={() => {
          send({ type: 'probe-again' });
        }}
      >
        Probe again
      </button>
      <Status panel={panel} send={send} />
    </header>
  );
}

/** One line of constant height, so that nothing below it moves when a probe starts or ends. */
function Status({ panel, send }: PanelHeaderProps): JSX.Element {
  if (panel.running) return <Progress running={panel.running} send={send} />;
  return (
    <div class="status-line" role="status">
      {statusText(panel)}
    </div>
  );
}

function Progress({ running, send }: { readonly running: RunProgress; readonly send: PanelHeaderProps['send'] }): JSX.Element {
  return (
    <div class="status-line">
      <progress aria-label="Probe" aria-valuetext={running.text} max={1} value={running.fraction} />
      <span class="progress-text">{running.text}</span>
      <button
        type="button"
        class="button secondary"
        onClick={() => {
          send({ type: 'cancel' });
        }}
      >
        Cancel
      </button>
    </div>
  );
}

function statusText(panel: PanelState): ComponentChildren {
  if (panel.stale && panel.models.length > 0) {
    return (
      <span class="stale-note">
        <Icon name="stale" /> These numbers are from before your edit.
      </span>
    );
  }
  if (panel.models.length > 0 || panel.errors.length > 0) return null;
  return panel.file === undefined ? (
    <span>
      Open a TypeScript or JavaScript file that makes a TensorFlow.js model, then click <em>Probe gradients</em> above the model or run{' '}
      <em>Gradline: Probe Gradients</em> from the Command Palette.
    </span>
  ) : (
    <span>Nothing has been measured yet. Probe again to measure this file.</span>
  );
}
