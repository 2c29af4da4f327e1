import { type Standing, isDrift, STANDINGS } from '../config/vocabulary/standing.ts';
import { sayWord } from '../services/commitments/words.ts';
import { computedText, instantText, quantityText } from '../services/notices/format.ts';
import { qualityBrief } from '../services/notices/quality-text.ts';
import { LEGAL_WORDS, STANDING_SHAPES } from '../services/notices/words.ts';
import type { Scorecard, ScorecardCommitment } from '../services/scorecard/schema.ts';
import { printMeasures } from './print-measures.ts';
import { partedLine, printSides, sidesApart } from './print-sides.ts';
import { newestMails, printSources, sourcesInTrouble } from './print-sources.ts';
import type { Style } from './style.ts';

const WORST_FIRST: readonly Standing[] = ['breached', 'off_track', 'at_risk', 'on_track', 'compliant', 'unknown'];
const INDENT = 4;

/** The scorecard as a person reads it, worst first. */
export function printScorecard(card: Scorecard, style: Style): string {
  const commitments = card.commitments.toSorted(
    (a, b) => WORST_FIRST.indexOf(a.standing) - WORST_FIRST.indexOf(b.standing),
  );
  return [
    style.bold(card.title),
    style.wrap(headline(card), 0),
    '',
    ...commitments.flatMap((commitment) => [...commitmentLines(commitment, card, style), '']),
    ...printSides(card, style),
    ...printMeasures(card.measures, style),
    style.bold('Sources'),
    ...printSources(card, style, mailText),
    '',
    ...digestLines(card, style),
    ...refusedLines(card, style),
  ].join('\n');
}

/** The digests that are not out. */
function digestLines({ digests }: Scorecard, style: Style): string[] {
  const lines = digests
    .filter(({ state }) => state !== 'sent')
    .map(
      ({ address, state, detail }) => `Weekly digest to ${address}: ${state}${detail === null ? '' : `: ${detail}`}`,
    );
  return lines.length === 0 ? [] : [style.bold('Digests'), ...lines.map((line) => style.wrap(line, 2)), ''];
}

/** The addresses that are not written to. */
function refusedLines({ refused }: Scorecard, style: Style): string[] {
  const lines = refused.map(
    ({ address, at, detail }) =>
      `${address} has got nothing since ${instantText(at)}: ${detail}. When it works again: pactwatch mail allow ${address}`,
  );
  return lines.length === 0 ? [] : [style.bold('Refused addresses'), ...lines.map((line) => style.wrap(line, 2)), ''];
}

function headline(card: Scorecard): string {
  const { commitments, figures, clock, dataKnownTo } = card;
  const drifting = commitments.filter(({ standing }) => isDrift(standing)).length;
  const counts = STANDINGS.map((standing) => ({
    standing,
    count: commitments.filter((commitment) => commitment.standing === standing).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ standing, count }) => `${count} ${sayWord(standing)}`);
  const known =
    clock === 'published'
      ? publishedText(card)
      : dataKnownTo === null
        ? 'No figure is known yet.'
        : `Known to ${instantText(dataKnownTo)}.`;
  const mode =
    figures === 'recorded' ? 'Recorded figures, as kept in the deal folder: no publisher was asked.' : 'Live figures.';
  return `${drifting} of ${commitments.length} commitments drifting (${counts.join(', ')}).${sidesApart(card)}${sourcesInTrouble(card)} ${mode} ${known}`;
}

function publishedText({ asOf, dataKnownTo }: Scorecard): string {
  const newest =
    dataKnownTo === null ? 'no figure had been released' : `the newest release is of ${instantText(dataKnownTo)}`;
  return `Judged afresh on the published clock, from what publishers had released by ${instantText(asOf)}, as if pactwatch had run all along; ${newest}.`;
}

function commitmentLines(commitment: ScorecardCommitment, { notices, asOf }: Scorecard, style: Style): string[] {
  const { id, ref, title, standing, legal, reason, remarks, cautions, wayBack, incident, quality, sides } = commitment;
  const chip = `${STANDING_SHAPES[standing]} ${sayWord(standing).toUpperCase()}`;
  const mails = incident === null ? [] : newestMails(notices, incident);
  const drifts = isDrift(standing);
  const beside = [quality && qualityBrief(quality, asOf), partedLine(sides)].filter((text) => text !== null);
  return [
    `${style.standing(standing, chip.padEnd(12))}${style.bold(title)}  ${style.dim(`${id}, ${ref}`)}`,
    style.wrap(figureLine(commitment), INDENT),
    style.wrap(`In law: ${LEGAL_WORDS[legal]}.`, INDENT),
    style.wrap(reason, INDENT),
    ...beside.map((text) => style.wrap(text, INDENT)),
    ...(wayBack === null || !drifts ? [] : [style.wrap(`Way back: ${wayBack}`, INDENT)]),
    ...remarks.map((remark) => style.wrap(`Note: ${remark}`, INDENT)),
    // Where nothing drifts, explain has them.
    ...(drifts ? cautions : []).map((caution) => style.wrap(`Caution: ${caution}`, INDENT)),
    ...mails.map((mail) => style.wrap(mailText(mail), INDENT)),
  ];
}

function figureLine(commitment: ScorecardCommitment): string {
  const { value, target, unit, period, margin, evidence, proxy, since, unstable } = commitment;
  const quantity = (amount: string) => quantityText({ value: amount, unit: unit ?? '' });
  return [
    value === null ? 'no figure' : quantity(value),
    ...(target === null ? [] : [`against ${quantity(target)}`]),
    ...(period === null ? [] : [`for ${period}`]),
    ...(margin === null ? [] : [`margin ${computedText({ value: margin, unit: unit ?? '' })}`]),
    ...(evidence === null ? [] : [`evidence ${evidence}${proxy && evidence !== 'proxy' ? ' and proxy' : ''}`]),
    ...(since === null ? [] : [`since ${since.slice(0, 10)}`]),
    ...(unstable ? ['unstable'] : []),
  ].join(', ');
}

function mailText({
  address,
  state,
  transition,
  why,
  cause,
  place,
  detail,
  maybeSentBefore,
}: Scorecard['notices'][number]): string {
  const what = why === 'reminder' || why === 'escalation' ? why : transition;
  if (cause !== null) return `Mail to ${address}: ${what}, held back: ${sayWord(cause)}`;
  const where = place === null ? '' : `, ${place}`;
  const said = state === 'sent' || detail === null ? '' : `: ${detail}`;
  const doubt = maybeSentBefore ? ' (an earlier try may have arrived too)' : '';
  return `Mail to ${address}: ${what}, ${state}${where}${doubt}${said}`;
}
