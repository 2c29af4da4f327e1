import type { NewMeasure } from '../../../db/measures.ts';
import type { MeasureProduct, ReportedMeasure } from '../connector.ts';
import { SourceError } from '../errors.ts';
import type { Answer, Ask } from '../transport.ts';
import type { ReadReport } from './read-reports.ts';

/** What a register lists, in the answers to one ask. */
export interface RegisterListing {
  readonly measures: readonly NewMeasure[];
  /** The first document of the answers, which together show all of the list; null when one of them held nothing. */
  readonly whole: string | null;
}

/**
 * What the reports list of measures, each with the document it stands in; undefined when the source is no register.
 * A measure that several answers list, each for a product or because the pages moved, is one with the products of all.
 * @throws SourceError `format` for a measure that is listed in two forms, or that cannot be stored.
 */
export function toMeasures(
  { connector }: Ask,
  reports: readonly ReadReport[],
  allAnswered: boolean,
): RegisterListing | undefined {
  const lists = reports.filter(({ report }) => report.measures !== undefined);
  if (lists.length === 0) return undefined;
  const byKey = new Map<string, NewMeasure>();
  for (const { answer, report } of lists) {
    for (const reported of report.measures ?? []) {
      const measure = storable(asStored(reported, answer, connector.name));
      const before = byKey.get(measure.key);
      byKey.set(measure.key, before === undefined ? measure : joined(before, measure));
    }
  }
  return { measures: [...byKey.values()], whole: allAnswered ? lists[0]!.answer.document.sha256 : null };
}

function asStored(reported: ReportedMeasure, answer: Answer, publisher: string): NewMeasure {
  const { affected, products } = reported;
  return {
    key: reported.key,
    title: reported.title,
    kind: reported.kind,
    kindInRegister: reported.kindInRegister ?? null,
    effect: reported.effect ?? null,
    implementer: reported.implementer,
    isOfficial: reported.isOfficial,
    announced: reported.announced,
    inForceFrom: reported.inForceFrom,
    removed: reported.removed,
    products: inOrder(products),
    affected: affected === 'all' ? affected : [...new Set(affected)].toSorted(),
    reportedBy: reported.reportedBy ?? publisher,
    page: reported.page,
    note: reported.note ?? null,
    publishedAt: reported.publishedAt ?? answer.publishedAt ?? null,
    sha256: answer.document.sha256,
    locator: reported.locator,
  };
}

function joined(a: NewMeasure, b: NewMeasure): NewMeasure {
  const formOf = ({ products: _products, sha256: _sha256, locator: _locator, publishedAt, ...form }: NewMeasure) =>
    JSON.stringify([form, publishedAt]);
  if (formOf(a) === formOf(b)) return { ...a, products: inOrder([...a.products, ...b.products]) };
  throw new SourceError('format', `${a.key} is listed in two forms: at ${a.locator} and at ${b.locator}`);
}

/** By code, each stage of a product once: registers list a code twice where it came under the measure by stages. */
function inOrder(products: readonly MeasureProduct[]): MeasureProduct[] {
  const stages = products.map(({ code, inForceFrom, removed }) => ({ code, inForceFrom, removed }));
  const byText = new Map(stages.map((stage) => [JSON.stringify(Object.values(stage)), stage]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, stage]) => stage);
}

/** Refuses the one character that no text in PostgreSQL holds, and half characters with it. */
function storable(measure: NewMeasure): NewMeasure {
  const { affected, products } = measure;
  const texts = [...Object.values(measure), ...affected, ...products.map(({ code }) => code)].filter(
    (value) => typeof value === 'string',
  );
  if (texts.every((text) => !text.includes('\0') && text.isWellFormed())) return measure;
  throw new SourceError('format', `${measure.locator}: a text of the measure holds U+0000 or half a character`);
}
