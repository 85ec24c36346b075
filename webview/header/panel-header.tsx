/** Shows the top of the panel: the file, the state and progress of the probe, and its two buttons. */

import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../elements/icon';
import type { ModelReport } from '../../src/report/report';
import type { FromWebview, PanelState, RunProgress } from '../protocol/messages';
import { fileName } from '../../src/files/paths';
import { runText, verdictText } from '../facts/words';

export interface PanelHeaderProps {
  readonly panel: PanelState;
  /** The shown model. */
  readonly model: ModelReport | undefined;
  readonly send: (message: FromWebview) => void;
}

/** The heading with the file, the choice of the model, and what runs. */
export function PanelHeader({ panel, model, send }: PanelHeaderProps): JSX.Element {
  const title = panel.title ?? (panel.file === undefined ? undefined : fileName(panel.file));
  return (
    <header class="panel-header">
      <h1>
        Gradient Flow
        {title !== undefined && (
          <span class="file-title" title={title}>
            {' '}
            {title}
          </span>
        )}
      </h1>
      <button
        type="button"
        class="button"
        disabled={panel.file === undefined || (panel.running && !panel.running.isSearch)}
        onClick={() => {
          send({ type: 'probe-again' });
        }}
      >
        Probe again
      </button>
      <Status panel={panel} model={model} send={send} />
      <p class="visually-hidden" role="status">
        {announcement(panel, model)}
      </p>
    </header>
  );
}

/** One line of constant height, so that nothing below it moves when a probe starts or ends. */
function Status({ panel, model, send }: PanelHeaderProps): JSX.Element {
  if (panel.running) return <Progress running={panel.running} send={send} />;
  return <div class="status-line">{statusText(panel, model)}</div>;
}

function Progress({
  running,
  send,
}: {
  readonly running: RunProgress;
  readonly send: PanelHeaderProps['send'];
}): JSX.Element {
  return (
    <div class="status-line">
      <progress
        aria-label={running.isSearch ? 'Search for fixes' : 'Probe'}
        aria-valuetext={running.text}
        max={1}
        value={running.fraction}
      />
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

function isStale({ models, stale }: PanelState, model: ModelReport): boolean {
  return stale.includes(models.indexOf(model));
}

/** What a screen reader says when it changes. The steps of a running probe would be too much to listen to. */
function announcement(panel: PanelState, model: ModelReport | undefined): string {
  if (panel.running) return panel.running.isSearch ? 'Searching fixes' : 'Probe running';
  if (model && isStale(panel, model)) return 'These numbers are from before your edit';
  if (model) return `Probe finished: ${verdictText(model)}`;
  if (panel.errors.length > 0) return 'Probe failed';
  return panel.isCancelled ? 'Probe cancelled' : '';
}

function statusText(panel: PanelState, model: ModelReport | undefined): ComponentChildren {
  if (model && isStale(panel, model)) {
    return (
      <span class="stale-note">
        <Icon name="stale" /> These numbers are from before your edit.
      </span>
    );
  }
  if (model) return <span class="muted">{runText(model)}</span>;
  if (panel.errors.length > 0) return <span>This could not be probed:</span>;
  if (panel.isCancelled) return <span>Cancelled before anything was measured. Probe again to measure this file.</span>;
  return panel.file === undefined ? (
    <span>
      Open a TypeScript or JavaScript file that makes a TensorFlow.js model, then click <em>Probe gradients</em> above
      the model or run <em>Gradline: Probe Gradients</em> from the Command Palette.
    </span>
  ) : (
    <span>Nothing has been measured yet. Probe again to measure this file.</span>
  );
}
