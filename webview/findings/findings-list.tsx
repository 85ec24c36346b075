/** Lists a model's findings, causes first, or says that it is healthy. */

import type { JSX } from 'preact';
import { disabledText, fewerStepsText, passedOverText } from '../../src/report/badge';
import { disabledFaults, listedFaults, type Finding, headlineOf } from '../../src/report/finding';
import { formatCount } from '../../src/report/format';
import type { Location } from '../../src/report/position';
import { notedPlaces } from '../../src/report/places/related-places';
import { notAsRunText, type ModelReport } from '../../src/report/report';
import { Icon } from '../elements/icon';
import { compareByWeight } from '../facts/layer-facts';
import { findingName, placeText, seedsText, severityWords } from '../facts/words';

export interface FindingsListProps {
  readonly model: ModelReport;
  readonly reveal: (location: Location) => void;
}

/** The findings of a model, causes before effects; where there is none, that it is healthy. */
export function FindingsList({ model, reveal }: FindingsListProps): JSX.Element {
  const findings = [...model.findings].sort(compareByWeight);
  const causes = findings.filter((finding) => finding.role === 'cause');
  const ofCode = fewerStepsText(model);
  const isHealthy = findings.length === 0 || (listedFaults(findings).length === 0 && ofCode !== undefined);
  const disabled = disabledFaults(model);
  const effects = findings.filter((finding) => finding.role === 'effect');
  return (
    <section aria-label="Findings">
      {model.notAsRun !== undefined && (
        <p class="note note-warning">
          <Icon name="warning" />
          <span class="note-text">{notAsRunText(model)}</span>
        </p>
      )}
      {[model.unjudged, model.cutShort].map(
        (note) =>
          note !== undefined && (
            <p key={note} class="note">
              <Icon name="information" />
              <span class="note-text">{note}</span>
            </p>
          ),
      )}
      {isHealthy && (model.notAsRun ?? model.unjudged) === undefined && (
        <p class="note note-healthy">
          <Icon name="healthy" />
          <span class="note-text">
            <strong>{headlineOf(model) ?? 'healthy'}</strong> in {formatCount(model.steps, 'step')} ×{' '}
            {formatCount(model.seeds.length, 'seed')}
            {disabled.length > 0 && `; ${disabledText(disabled)}`}
            {model.passedOver && `; ${passedOverText}`}
            {ofCode !== undefined && `; ${ofCode}`}
          </span>
        </p>
      )}
      <FindingItems findings={causes} model={model} reveal={reveal} />
      {causes.length > 0 && effects.length > 0 ? (
        <details>
          <summary>{formatCount(effects.length, 'effect')} on other layers</summary>
          <FindingItems findings={effects} model={model} reveal={reveal} />
        </details>
      ) : (
        <FindingItems findings={effects} model={model} reveal={reveal} />
      )}
    </section>
  );
}

interface FindingItemsProps extends FindingsListProps {
  readonly findings: readonly Finding[];
}

function FindingItems({ findings, model, reveal }: FindingItemsProps): JSX.Element | null {
  if (findings.length === 0) return null;
  return (
    <ul class="notes">
      {findings.map((finding, index) => (
        <li key={index} class={`note note-${finding.severity}`}>
          <Icon name={finding.severity} />
          <span class="note-text">
            <span class="visually-hidden">{severityWords[finding.severity]}: </span>
            <strong>{findingName(finding)}</strong> {finding.message}{' '}
            <span class="muted">{seedsText(finding, model)}</span>
            <PlacesToChange finding={finding} model={model} reveal={reveal} />
            <RelatedLines finding={finding} model={model} reveal={reveal} />
          </span>
          <button
            type="button"
            class="link place"
            onClick={() => {
              reveal({ file: finding.file, range: finding.range });
            }}
          >
            {placeText(finding, model.file)}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The places of a finding where the code can be changed, each a link with what stands there. */
function PlacesToChange({ finding, model, reveal }: FindingsListProps & { readonly finding: Finding }): JSX.Element[] {
  return notedPlaces(finding.related).map((place, index) => (
    <span key={index} class="related">
      <button
        type="button"
        class="link"
        onClick={() => {
          reveal(place);
        }}
      >
        {placeText(place, model.file)}
      </button>
      <span class="muted">: {place.note}</span>
    </span>
  ));
}

/** How many lines a finding names; the table shows all of them. */
const mostRelated = 6;

/** Links to the lines that suffer from a cause, or to the cause of an effect. */
function RelatedLines({
  finding,
  model,
  reveal,
}: FindingsListProps & { readonly finding: Finding }): JSX.Element | null {
  const own = placeText(finding, model.file);
  const lines = finding.related.filter(({ note }) => note === undefined);
  const places = new Map(lines.map((location) => [placeText(location, model.file), location]));
  places.delete(own);
  if (places.size === 0) return null;
  const named = [...places].slice(0, mostRelated);
  return (
    <span class="related">
      <span class="muted">{finding.role === 'cause' ? 'Suffering: ' : 'Cause: '}</span>
      {named.map(([text, location], index) => (
        <span key={text}>
          {index > 0 && ', '}
          <button
            type="button"
            class="link"
            onClick={() => {
              reveal(location);
            }}
          >
            {text}
          </button>
        </span>
      ))}
      {places.size > named.length && <span class="muted"> and {places.size - named.length} more</span>}
    </span>
  );
}
