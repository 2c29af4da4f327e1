import { strToU8, zipSync } from 'fflate';
import { columnLetters } from '../../services/sources/wire/xlsx/place.ts';

/** A cell as it stands in the XML: a text, or its own `<c …>` without the reference; null leaves it out. */
export type RawCell = string | { readonly attributes?: string; readonly inner: string } | null;

export const numberCell = (written: string, style = 0): RawCell => ({
  attributes: `s="${style}"`,
  inner: `<v>${written}</v>`,
});
export const typedCell = (type: string, written: string): RawCell => ({
  attributes: `t="${type}"`,
  inner: `<v>${written}</v>`,
});
export const formulaCell = (formula: string, cached: string): RawCell => ({
  inner: `<f>${formula}</f><v>${cached}</v>`,
});

export interface RawSheet {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  readonly rows: readonly (readonly RawCell[])[];
  /** Attributes of single rows, by number from 1. */
  readonly rowAttributes?: Readonly<Record<number, string>>;
  /** What stands before and after the rows, such as `<cols>` and `<mergeCells>`. */
  readonly before?: string;
  readonly after?: string;
}

export interface RawWorkbook {
  readonly sheets: readonly RawSheet[];
  /** Number formats of the cell styles: a built-in id, or a code of its own. Style 0 is General. */
  readonly formats?: readonly (number | string)[];
  /** Texts are kept once and pointed to, as spreadsheets do it. */
  readonly sharesTexts?: boolean;
  readonly countsFrom1904?: boolean;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The parts of a workbook by name, to be bent by a test before `zipped` packs them. */
export function workbookParts({ sheets, formats = [], sharesTexts = false, countsFrom1904 = false }: RawWorkbook) {
  const shared: string[] = [];
  const text = (value: string) => {
    if (!sharesTexts) return `t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is>`;
    if (!shared.includes(value)) shared.push(value);
    return `t="s"><v>${shared.indexOf(value)}</v>`;
  };
  const cell = (raw: RawCell, row: number, column: number): string => {
    const reference = `${columnLetters(column)}${row}`;
    if (raw === null) return '';
    if (typeof raw === 'string') return `<c r="${reference}" ${text(raw)}</c>`;
    return `<c r="${reference}" ${raw.attributes ?? ''}>${raw.inner}</c>`;
  };
  const sheetXml = ({ rows, rowAttributes = {}, before = '', after = '' }: RawSheet) =>
    `${HEAD}<worksheet xmlns="${MAIN}">${before}<sheetData>${rows
      .map((cells, index) => {
        const row = index + 1;
        const inner = cells.map((raw, at) => cell(raw, row, at + 1)).join('');
        return `<row r="${row}" ${rowAttributes[row] ?? ''}>${inner}</row>`;
      })
      .join('')}</sheetData>${after}</worksheet>`;
  const worksheets = sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)] as const);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}">${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${countsFrom1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="s${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}">${[
      ...sheets.map((_, index) => relation(`s${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
      relation('styles', 'styles', 'styles.xml'),
      relation('texts', 'sharedStrings', '/xl/sharedStrings.xml'),
    ].join('')}</Relationships>`,
    'xl/styles.xml': stylesXml(formats),
    ...Object.fromEntries(worksheets),
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${shared.map((value) => `<si><t xml:space="preserve">${escapeXml(value)}</t></si>`).join('')}</sst>`,
  };
}

function stylesXml(formats: readonly (number | string)[]): string {
  const codes = formats.flatMap((format, index) =>
    typeof format === 'string' ? [`<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(format)}"/>`] : [],
  );
  const styles = [0, ...formats.map((format, index) => (typeof format === 'string' ? 164 + index : format))];
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellXfs>${styles
    .map((id) => `<xf numFmtId="${id}"/>`)
    .join('')}</cellXfs></styleSheet>`;
}

export function zipped(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}

export const workbookBytes = (workbook: RawWorkbook): Uint8Array => zipped(workbookParts(workbook));

/** A workbook of one sheet. */
export const sheetBytes = (
  rows: RawSheet['rows'],
  more: Omit<RawWorkbook, 'sheets'> = {},
  name = 'figures',
): Uint8Array => workbookBytes({ ...more, sheets: [{ name, rows }] });
