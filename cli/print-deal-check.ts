import { sayMeasured } from '../config/vocabulary/basis.ts';
import { sayWord } from '../services/commitments/words.ts';
import type {
  CheckedCommitment,
  CheckedMirror,
  CheckedSeries,
  CheckedSource,
  DealCheck,
} from '../services/deal-check/schema.ts';
import type { Style } from './style.ts';

type Look = Pick<Style, 'bold' | 'dim' | 'wrap'>;
const INDENT = 4;

/** What would be judged from what: each commitment with its rule and figures, the sources, then what is odd. */
export function printDealCheck(check: DealCheck, style: Look): string {
  const { title, deal, version, digest, commitments, mirrors, sources, warnings } = check;
  const entries = commitments.flatMap((one) => [
    '',
    `${style.bold(one.title)}  ${style.dim(`${one.id}, ${one.ref}`)}`,
    ...commitmentLines(one, style),
  ]);
  return [
    style.bold(title),
    style.dim(`${deal}, version ${version}, sha256 ${digest.slice(0, 12)}`),
    ...entries,
    '',
    ...mirrorLines(mirrors, style),
    style.bold('Sources'),
    ...sources.map((source) => style.wrap(sourceLine(source), INDENT)),
    '',
    ...warnings.map(({ at, message }) => style.wrap(`▲ ${at}: ${message}`, 0)),
    style.wrap(closing(check), 0),
    '',
  ].join('\n');
}

function commitmentLines(commitment: CheckedCommitment, style: Look): string[] {
  const { promise, rule, steady, series, registers, legal, recipients } = commitment;
  const line = (text: string) => style.wrap(text, INDENT);
  const under = (text: string) => style.wrap(text, INDENT + 2);
  const ends = rule.judges || rule.kind === 'unmeasured' ? '' : '; its terms leave nothing to judge';
  return [
    line(promise),
    line(`Rule: ${rule.method}, ${rule.means}${ends}.`),
    ...rule.terms.map(under),
    ...(steady.length === 0 ? [] : [line('Steady:'), ...steady.map(under)]),
    ...series.flatMap((one) => [
      line(`${one.role === 'judged' ? 'Figures' : 'Context'}: ${one.title}`),
      under(seriesLine(one)),
    ]),
    ...registers.flatMap(({ id, title, publisher }) => [line(`Register: ${title}`), under(`${id}, ${publisher}`)]),
    ...conversionTexts(commitment).flatMap(([what, how]) => [line(what), under(how)]),
    line(`In law today: ${legal.reading === null ? 'it binds' : sayWord(legal.reading)}. ${legal.words}`),
    line(`Mail: ${recipients.map(followerText).join('; ') || 'to nobody'}`),
  ];
}

const conversionTexts = ({ conversions }: Pick<CheckedCommitment, 'conversions'>): [what: string, how: string][] =>
  conversions.map(({ id, version, from, to, standing, series }) => [
    `Conversion: ${from} to ${to}`,
    `${id}/${version}, ${standing}, of ${series.join(', ')}`,
  ]);

/** The trades that two sides report, and how these are compared; no line where the deal names none. */
function mirrorLines(mirrors: readonly CheckedMirror[], style: Look): string[] {
  if (mirrors.length === 0) return [];
  const line = (text: string) => style.wrap(text, INDENT);
  const entries = mirrors.flatMap((mirror) => {
    const { id, title, importer, exporter, unit, basis, over, tolerance, toldWith } = mirror;
    const measured = sayMeasured({ unit, basis: basis ?? undefined });
    return [
      line(`${title} (${id}): ${importer.join(' and ')} against ${exporter.join(' and ')}`),
      style.wrap(
        `over a ${over.replace('-', ' ')}, in ${measured}, ${tolerance} of their mean is tolerated`,
        INDENT + 2,
      ),
      ...conversionTexts(mirror).flatMap(([what, how]) => [style.wrap(`${what}; ${how}`, INDENT + 2)]),
      style.wrap(`told with ${toldWith.join(', ') || 'no commitment'}`, INDENT + 2),
    ];
  });
  return [style.bold('The two sides'), ...entries, ''];
}

const followerText = ({ address, leastStanding }: CheckedCommitment['recipients'][number]) =>
  `${address}, from ${sayWord(leastStanding)} on`;

const EVERY: Readonly<Record<CheckedSeries['frequency'], string>> = {
  month: 'monthly',
  quarter: 'quarterly',
  year: 'yearly',
  'year-to-date': 'year to date',
};

function seriesLine(series: CheckedSeries): string {
  const { id, role, from, frequency, unit, basis, evidence, source, publisher, watch, figures } = series;
  const held =
    figures === null ? 'none in the folder' : `${count(figures.count, 'figure')}, ${figures.first} to ${figures.last}`;
  return [
    id,
    `${EVERY[frequency]} in ${sayMeasured({ unit, basis: basis ?? undefined })}`,
    `evidence ${evidence.join(' and ')}`,
    `from ${source} (${publisher})`,
    ...(role === 'judged' ? [from === null ? 'read whole' : `read from ${from} on`] : []),
    ...(watch === null ? [] : [`watched by ${watch}`]),
    held,
  ].join('; ');
}

function sourceLine({ id, title, publisher, figures, measures, idle }: CheckedSource): string {
  const held = [
    ...(figures > 0 || measures === null ? [count(figures, 'figure')] : []),
    ...(measures === null ? [] : [count(measures, 'measure')]),
  ];
  return `${title} (${id}, ${publisher}): ${idle === null ? held.join(', ') : `nothing in the folder: ${idle}`}`;
}

function closing({ commitments, warnings }: DealCheck): string {
  const judged = commitments.filter(({ rule }) => rule.judges).length;
  const odd = warnings.length === 0 ? 'nothing odd' : `${warnings.length} to look at`;
  return `The deal is valid: ${count(commitments.length, 'commitment')}, ${judged} of them judged; ${odd}.`;
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
