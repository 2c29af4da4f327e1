import { strToU8, zipSync } from 'fflate';
import { columnLetters } from './place.ts';

export interface WrittenSheet {
  readonly name: string;
  /** Texts, the first row as the head; an empty text leaves its cell out. */
  readonly rows: readonly (readonly string[])[];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Cell styles: 1 is text, 2 is text in the head. */
const TEXT = 1;
const BOLD_TEXT = 2;
const WIDTH = 22;
/** The same table makes the same bytes, whenever it is written. */
const WRITTEN = new Date(2000, 0, 1);

/**
 * A workbook of texts. Its columns have the format of text, so that a spreadsheet keeps what is typed into them: 2026-07
 * becomes no day, a code keeps its first zero, and a number all its digits.
 */
export function writeWorkbook(sheets: readonly WrittenSheet[]): Uint8Array {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const override = (part: string, type: string) => `<Override PartName="${part}" ContentType="${TYPES}.${type}+xml"/>`;
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
      override('/xl/workbook.xml', 'sheet.main'),
      override('/xl/styles.xml', 'styles'),
      ...sheets.map((_, index) => override(`/${sheetPart(index)}`, 'worksheet')),
    ].join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relation('workbook', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets
      .map(({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="sheet${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${[
      ...sheets.map((_, index) => relation(`sheet${index + 1}`, 'worksheet', `/${sheetPart(index)}`)),
      relation('styles', 'styles', '/xl/styles.xml'),
    ].join('')}</Relationships>`,
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(sheets.map((sheet, index) => [sheetPart(index), sheetXml(sheet)])),
  };
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)] as const);
  return zipSync(Object.fromEntries(files), { mtime: WRITTEN });
}

const sheetPart = (index: number) => `xl/worksheets/sheet${index + 1}.xml`;

/** Number format 49 is text. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

function sheetXml({ rows }: WrittenSheet): string {
  const width = Math.max(1, ...rows.map((cells) => cells.length));
  const lines = rows.map((cells, index) => {
    const style = index === 0 ? BOLD_TEXT : TEXT;
    const written = cells.map((text, column) =>
      text === ''
        ? ''
        : `<c r="${columnLetters(column + 1)}${index + 1}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(masked(text))}</t></is></c>`,
    );
    return `<row r="${index + 1}">${written.join('')}</row>`;
  });
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${width}" width="${WIDTH}" style="${TEXT}" customWidth="1"/></cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Characters that XML cannot hold, or would not keep, and what would be read as one that was masked. */
const masked = (text: string): string =>
  text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/(?![\t\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (character) => {
      return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
    });
