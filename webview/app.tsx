/** Lays out the panel: the run, the findings, the charts and the table of one model. */

import type { JSX } from 'preact';
import type { Location } from '../src/report/position';
import { Comparison } from './comparison/comparison';
import { DepthSection } from './charts/depth-section';
import { ErrorsList } from './findings/errors-list';
import { FindingsList } from './findings/findings-list';
import { FixesList } from './findings/fixes-list';
import { layerFacts } from './facts/layer-facts';
import { LayerTable } from './table/layer-table';
import { LossChart } from './charts/loss-chart';
import { ModelSwitcher } from './header/model-switcher';
import { PanelHeader } from './header/panel-header';
import type { FromWebview, PanelState } from './protocol/messages';
import { RunFacts } from './header/run-facts';
import type { ViewState } from './state/store';
import { TimeSection } from './charts/time-section';

export interface AppProps {
  readonly panel: PanelState;
  readonly view: ViewState;
  readonly send: (message: FromWebview) => void;
  readonly changeView: (change: Partial<ViewState>) => void;
}

/** The whole panel, for the chosen model. */
export function App({ panel, view, send, changeView }: AppProps): JSX.Element {
  const shown = Math.min(view.model, panel.models.length - 1);
  const model = panel.models.at(shown);
  const reveal = (location: Location): void => {
    send({ type: 'reveal', location });
  };
  const changeAssumptions = (file: string, name?: string): void => {
    send({ type: 'change-assumptions', file, ...(name !== undefined && { function: name }) });
  };
  const facts = model && layerFacts(model);
  const marked = new Set(panel.marked.filter(([modelIndex]) => modelIndex === shown).map(([, layer]) => layer));
  return (
    <>
      <div class="page">
        <PanelHeader panel={panel} model={model} send={send} />
        <ErrorsList errors={panel.errors} file={panel.file} reveal={reveal} changeAssumptions={changeAssumptions} />
        {panel.models.length > 1 && (
          <ModelSwitcher
            models={panel.models}
            shown={shown}
            choose={(index) => {
              changeView({ model: index });
            }}
          />
        )}
        {model && facts && (
          <>
            <FindingsList model={model} reveal={reveal} />
            <FixesList
              model={model}
              isStale={panel.stale.includes(shown)}
              preview={(title) => {
                send({ type: 'preview-fix', model: shown, title });
              }}
            />
            <Comparison key={`${panel.file} ${shown}`} model={model} />
            <RunFacts model={model} file={panel.file} changeAssumptions={changeAssumptions} />
            <div class="charts">
              <DepthSection
                model={model}
                facts={facts}
                view={view}
                marked={marked}
                reveal={reveal}
                changeView={changeView}
              />
              <LossChart model={model} />
            </div>
            <TimeSection model={model} reveal={reveal} />
          </>
        )}
      </div>
      {model && facts && <LayerTable model={model} facts={facts} marked={marked} reveal={reveal} />}
    </>
  );
}
