import type { Formats } from './formats.ts';

/** What a reader of another language has to know to read the numbers right; null for one of English. */
export function languageNote({ locale }: Pick<Formats, 'locale'>): string | null {
  const { language } = new Intl.Locale(locale);
  if (language === 'en') return null;
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(locale) ?? locale;
  return `Numbers and dates in tables are written as in ${name}. Sentences are in English and have English numbers: 1,234.5 is one thousand two hundred thirty-four and a half.`;
}
