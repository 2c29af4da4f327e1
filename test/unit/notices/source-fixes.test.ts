import { describe, expect, test } from 'vitest';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { fixesFor } from '../../../services/notices/source-fixes.ts';
import { SOURCE_FAULTS, type SourceFault } from '../../../services/sources/errors.ts';
import type { SourceHealth } from '../../../services/sources/health/health.ts';
import { connectors } from '../../../services/sources/registry.ts';
import { deal } from '../../support/pulls.ts';
import { AT } from '../../support/tin-sources.ts';

const sourceOf = (id: string) => {
  const spec = deal.sources[id]!;
  return { id, spec, connector: connectors[spec.publisher]! };
};
const failing = (fault: SourceFault): Pick<SourceHealth, 'late' | 'failing'> => ({
  late: null,
  failing: { fault, detail: null, failures: 2, since: AT, until: AT },
});
const late = (period: string): Pick<SourceHealth, 'late' | 'failing'> => {
  const lacking = { series: 's', newest: null, period: parsePeriod(period), by: Temporal.PlainDate.from('2026-10-31') };
  return { failing: null, late: { reason: 'period_overdue', lacking: [lacking] } };
};
const fixes = (id: string, health: Pick<SourceHealth, 'late' | 'failing'>) => fixesFor(sourceOf(id), health).join('\n');

describe('what can be done about a source that fails', () => {
  test.each(SOURCE_FAULTS)('there is an answer to every fault: %s', (fault) => {
    for (const id of ['eia-lng', 'comtrade-china', 'usgs-mcs', 'lynas']) expect(fixes(id, failing(fault))).not.toBe('');
  });

  test('refused: the variable of the key is named, and the file that may hold it', () => {
    expect(fixes('eia-lng', failing('refused'))).toContain(
      'Set PACTWATCH_EIA_KEY, or PACTWATCH_EIA_KEY_FILE, to a key',
    );
    expect(fixes('census-lng', failing('refused'))).toContain('PACTWATCH_CENSUS_KEY');
    expect(fixes('comtrade-china', failing('refused'))).toContain('PACTWATCH_COMTRADE_KEY');
  });

  test('refused by a publisher that takes no key: the query is named, and no key', () => {
    expect(fixes('usgs-mcs', failing('refused'))).toMatch(/^Compare the query of sources\.usgs-mcs in deal\.yaml/);
    expect(fixes('usgs-mcs', failing('refused'))).not.toContain('KEY');
  });

  test('unreachable: the host is named, and the variable that can lead elsewhere', () => {
    expect(fixes('eia-lng', failing('unreachable'))).toMatch(/reaches api\.eia\.gov: .* PACTWATCH_EIA_URL is set/);
  });

  test('throttled: a key where one helps', () => {
    expect(fixes('comtrade-china', failing('throttled'))).toContain('With a key in PACTWATCH_COMTRADE_KEY');
    expect(fixes('eia-lng', failing('throttled'))).not.toContain('With a key');
  });

  test('of a file that a person feeds: the file is named, whatever the fault', () => {
    for (const fault of SOURCE_FAULTS) {
      expect(fixes('lynas', failing(fault))).toBe('Mend figures/lynas-quarterly.csv: the last error names the place.');
    }
  });
});

describe('what can be done about a source that is late', () => {
  test('of a publisher: look there, then at the query, then at the calendar', () => {
    expect(fixes('eia-lng', late('2026-08'))).toMatch(
      /released 2026-08\. .*sources\.eia-lng.*\n.*sources\.eia-lng\.release/,
    );
  });

  test('fed by hand: the period and the file to enter it in', () => {
    expect(fixes('usitc-dataweb', late('2026-01/2026-08'))).toContain(
      'See whether 2026-01 to 2026-08 is out, and enter it in figures/usitc-dataweb.csv of the deal folder.',
    );
  });

  test('quiet for too long: anything new', () => {
    const quiet = { failing: null, late: { reason: 'quiet_too_long', quietSince: AT } } as const;
    expect(fixes('refining', quiet)).toContain('See whether anything new is out, and enter it in figures/refining.csv');
  });
});

test('both troubles: the failure has to be mended first, since nothing can come while it lasts', () => {
  const both = { ...late('2026-08'), failing: failing('refused').failing };
  expect(fixes('eia-lng', both)).toBe(fixes('eia-lng', failing('refused')));
});

test('nothing wrong, nothing to be done', () => {
  expect(fixesFor(sourceOf('eia-lng'), { late: null, failing: null })).toEqual([]);
});
