import { expect, test } from 'vitest';
import { handFed } from '../../../services/sources/hand-fed/connector.ts';
import { documentOf } from '../sources/documents.ts';
import { csvRecords, dealFile, folderBytes } from '../../support/us-malaysia-folder.ts';

const FILE = 'figures/legal-events.csv';
const deal = dealFile();
const query = handFed.query.parse(deal.sources['legal-events']!.query);
const events = handFed.parse(documentOf(folderBytes(FILE), `file:${FILE}`), query).measures!;

test('the shipped legal events can be read, each with its page and a date', () => {
  expect(events).toHaveLength(7);
  for (const { page, announced, reportedBy } of events) {
    expect(page).toMatch(/^https:\/\/[^/]+\/.+/);
    expect(announced).toMatch(/^20\d\d-/);
    expect(reportedBy).not.toBe('');
  }
});

test('none of them claims an official source, for all were read in the press', () => {
  expect(events.filter(({ isOfficial }) => isOfficial !== null)).toEqual([]);
});

test('no event puts the Agreement on Reciprocal Trade in force, which no source shows', () => {
  expect(events.find(({ key }) => key === 'art-signed')).toMatchObject({ announced: '2025-10-26', inForceFrom: null });
});

test('the moratorium is in force from the day on which its instrument says so', () => {
  const inForce = deal.instruments['raw-moratorium']!.status.find(({ is }) => is === 'in_force');
  expect(events.find(({ key }) => key === 'raw-moratorium')).toMatchObject({
    inForceFrom: inForce!.from,
    removed: null,
  });
});

test('every row says who entered it and when, not before its page was published', () => {
  const late = csvRecords(folderBytes(FILE)).filter(
    (row) => row['published']! > row['entered_on']! || row['entered_by'] === '',
  );
  expect(late).toEqual([]);
});
