import { sayWord } from '../services/commitments/words.ts';
import { dayOrInstantText, instantText } from '../services/notices/format.ts';
import { type Html, html } from '../services/notices/html.ts';
import type { IncidentDetail } from '../services/officers/schema.ts';
import { page } from './page.ts';

/** How long a silence from a page holds, by what the page says of it. */
export const SILENCE_DAYS: Readonly<Record<string, string>> = { 1: 'one day', 7: 'a week', 30: '30 days' };

/** The page behind a mail's link: how the incident stands, and the two things that its reader can do. */
export function incidentPage(incident: IncidentDetail, reader: string): string {
  const { title, ref, subject, standing, state, openedAt, closedAt, acknowledged, silenced, transitions } = incident;
  const last = transitions.at(-1);
  const rows: [string, string][] = [
    [incident.kind === 'source' ? 'Source' : 'Commitment', ref === null ? subject : `${ref}, ${subject}`],
    ['Stands at', sayWord(standing ?? state ?? 'unknown')],
    ['Open since', instantText(openedAt)],
    ...(last ? [['Last news', `${sayWord(last.kind)}, ${instantText(last.at)}`] as [string, string]] : []),
    ...(closedAt === null ? [] : [['Closed', instantText(closedAt)] as [string, string]]),
    ...(acknowledged?.inForce ? [['Taken on', `by ${acknowledged.by}: ${acknowledged.why}`] as [string, string]] : []),
    ...(silenced?.inForce
      ? [
          ['Silent', `until ${dayOrInstantText(silenced.until)}, by ${silenced.by}: ${silenced.why}`] as [
            string,
            string,
          ],
        ]
      : []),
  ];
  return page(
    title,
    html`<dl>
        ${rows.map(
          ([name, words]) =>
            html`<dt>${name}</dt>
              <dd>${words}</dd>`,
        )}
      </dl>
      ${closedAt === null ? [acknowledging(reader), silencing(reader, incident.kind)] : html`<p>It is closed: there is nothing left to do.</p>`}`,
  );
}

const acknowledging = (reader: string): Html =>
  html`<section aria-labelledby="ack">
    <h2 id="ack">Take it on</h2>
    <p>Nobody is reminded of it any more until it worsens or closes. All news of it is still sent.</p>
    <form method="post">
      <input type="hidden" name="act" value="acknowledge" />
      <label>Why, or what is being done<input name="why" required maxlength="500" /></label>
      <button>Take it on as ${reader}</button>
    </form>
  </section>`;

const silencing = (reader: string, kind: IncidentDetail['kind']): Html =>
  html`<section aria-labelledby="silence">
    <h2 id="silence">Silence this ${kind}</h2>
    <p>Nothing of it is mailed to anyone for that time. It is kept, and told afterwards if it still holds.</p>
    <form method="post">
      <input type="hidden" name="act" value="silence" />
      <label
        >For how long<select name="days">
          ${Object.entries(SILENCE_DAYS).map(([days, words]) => html`<option value="${days}">${words}</option>`)}
        </select></label
      >
      <label>Why<input name="why" required maxlength="500" /></label>
      <button>Silence it as ${reader}</button>
    </form>
  </section>`;
