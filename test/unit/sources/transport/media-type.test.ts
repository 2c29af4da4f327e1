import { expect, it } from 'vitest';
import { isAccepted, mediaTypeOf, mediaTypeOfFile } from '../../../../services/sources/transport/media-type.ts';

it.each([
  ['application/json; charset=utf-8', 'application/json'],
  ['Text/CSV', 'text/csv'],
  ['', 'application/octet-stream'],
  ['json', 'application/octet-stream'],
  [undefined, 'application/octet-stream'],
])('the content type %j is %s', (header, mediaType) => {
  expect(mediaTypeOf(header)).toBe(mediaType);
});

it('a type is accepted by its name in any letters, or where any is', () => {
  expect(isAccepted('text/csv', ['application/json', 'Text/CSV'])).toBe(true);
  expect(isAccepted('text/csv', ['*'])).toBe(true);
  expect(isAccepted('text/csv', ['text/plain'])).toBe(false);
  expect(isAccepted('text/csv', [])).toBe(false);
});

it.each([
  ['figures/a.csv', 'text/csv'],
  ['figures/A.CSV', 'text/csv'],
  ['figures/a.csv.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['figures/a.constructor', 'application/octet-stream'],
  ['figures/csv', 'application/octet-stream'],
])('the file %s is of the type %s', (file, mediaType) => {
  expect(mediaTypeOfFile(file)).toBe(mediaType);
});
