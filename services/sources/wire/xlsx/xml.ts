import { XMLParser } from 'fast-xml-parser';
import { SourceError } from '../../errors.ts';

/** An element: its attributes under `@name`, its children under their name without a prefix, its text under `#text`. */
export interface XmlElement {
  readonly [name: string]: unknown;
}

const LISTS = new Set(['sheet', 'Relationship', 'numFmt', 'xf', 'si', 'r', 'row', 'c', 'col', 'mergeCell']);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  alwaysCreateTextNode: true,
  trimValues: false,
  // Every value stays the text that it is.
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  cdataPropName: '#cdata',
  isArray: (name, _path, _isLeaf, isAttribute) => !isAttribute && LISTS.has(name),
});

/**
 * The root element of a part of a workbook. Documents that define a type, and with it entities, are refused.
 * @param name How messages call the part.
 * @throws SourceError `format` for what is no such XML.
 */
export function parseXml(text: string, name: string): XmlElement {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new SourceError('format', `${name} defines a document type: refused`);
  const encoding = /^<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']/i.exec(text)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(encoding)) throw new SourceError('format', `${name} is not in UTF-8`);
  const root = Object.entries(parsed(text, name)).find(([key]) => !/^[?#]/.test(key))?.[1];
  if (!isElement(root)) throw new SourceError('format', `${name} is no XML`);
  return root;
}

function parsed(text: string, name: string): object {
  try {
    const read: unknown = parser.parse(text, true);
    return typeof read === 'object' && read !== null ? read : {};
  } catch (cause) {
    throw new SourceError('format', `${name} is no well-formed XML`, { cause });
  }
}

const isElement = (value: unknown): value is XmlElement =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  const child = element?.[name];
  const first: unknown = Array.isArray(child) ? child[0] : child;
  return isElement(first) ? first : undefined;
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  const found = element?.[name];
  return (Array.isArray(found) ? found : [found]).filter(isElement);
}

/** The text of an attribute; undefined when the element has none of that name. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  const value = element[`@${name}`];
  return typeof value === 'string' ? unescaped(value) : undefined;
}

/** Whether a yes-or-no attribute says yes. */
export const isSet = (element: XmlElement, name: string): boolean =>
  ['1', 'true'].includes(attributeOf(element, name) ?? '');

/** The text directly in an element. */
export function textOf(element: XmlElement | undefined): string {
  if (element?.['#cdata'] !== undefined) throw new SourceError('format', 'the workbook holds a CDATA section: refused');
  const text = element?.['#text'];
  return typeof text === 'string' ? unescaped(text) : '';
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replaceAll(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));|&/gi,
    (whole, name, decimal, hex) => {
      const entity = typeof name === 'string' ? ENTITIES[name] : undefined;
      if (entity !== undefined) return entity;
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      if (isXmlCharacter(code)) return String.fromCodePoint(code);
      throw new SourceError('format', `the workbook holds an unknown entity, "${whole.slice(0, 10)}": refused`);
    },
  );
}

/** Characters that XML 1.0 knows: no controls but tab and line breaks, no halves of characters. */
const isXmlCharacter = (code: number): boolean =>
  [0x9, 0xa, 0xd].includes(code) ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);
