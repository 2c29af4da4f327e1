import type { SourceSpec } from '../../config/deal/schema.ts';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import { publisherVariable } from '../../config/publisher-variables.ts';
import { sayList } from '../commitments/words.ts';
import type { Connector } from '../sources/connector.ts';
import type { SourceFault } from '../sources/errors.ts';
import type { SourceHealth } from '../sources/health/health.ts';
import { periodText } from './format.ts';

export interface FixableSource {
  readonly id: string;
  readonly spec: SourceSpec;
  readonly connector: Pick<Connector<unknown>, 'name' | 'baseUrl' | 'key'>;
}

/**
 * What a person can do about a source, the first thing first; empty when there is nothing to be done. While it fails,
 * that comes first: nothing can come in until it is mended.
 */
export function fixesFor(source: FixableSource, { late, failing }: Pick<SourceHealth, 'late' | 'failing'>): string[] {
  if (failing) return failureFixes(failing.fault, source);
  return late ? lateFixes(late, source) : [];
}

function failureFixes(fault: SourceFault, source: FixableSource): string[] {
  const { id, spec, connector } = source;
  const { name, baseUrl, key } = connector;
  const query = `the query of sources.${id} in deal.yaml`;
  const files = filesOf(spec);
  if (baseUrl === null) return [`Mend ${files}: the last error names the place.`];
  const keyVariable = publisherVariable(spec.publisher, 'KEY');
  switch (fault) {
    case 'refused':
      return [
        ...(key === 'none'
          ? []
          : [`Set ${keyVariable}, or ${keyVariable}_FILE, to a key that ${name} accepts, and start pactwatch again.`]),
        `${key === 'none' ? 'Compare' : 'If the key is good, compare'} ${query} with what ${name} allows.`,
      ];
    case 'unreachable':
      return [
        `See whether this machine reaches ${hostOf(baseUrl)}: name, proxy, firewall. If ${publisherVariable(spec.publisher, 'URL')} is set, that address is asked in its place.`,
      ];
    case 'throttled':
      return [
        `It passes when the quota is renewed. If it comes back, ask less often: schedule of sources.${id} in deal.yaml.`,
        ...(key === 'optional' ? [`With a key in ${keyVariable}, ${name} allows more.`] : []),
      ];
    case 'unavailable':
      return [`The fault is at ${name}, and pactwatch goes on asking. There is nothing to do here.`];
    case 'no_content':
      return [`See whether ${name} still has what is asked: ${query}.`];
    case 'format':
      return [
        `A page for people in place of figures, as during maintenance, passes. If ${name} has changed its format, a newer version of pactwatch is needed; every answer is kept.`,
      ];
    case 'wrong_subject':
      return [`Compare ${query} with what ${name} answers: its codes may have changed.`];
  }
}

function lateFixes(late: NonNullable<SourceHealth['late']>, { id, spec, connector }: FixableSource): string[] {
  const what = late.reason === 'period_overdue' ? periodText(formatPeriod(late.lacking[0]!.period)) : 'anything new';
  if (connector.baseUrl === null) {
    return [`See whether ${what} is out, and enter it in ${filesOf(spec)} of the deal folder.`];
  }
  return [
    `See whether ${connector.name} has released ${what}. If it has, and npx pactwatch run does not bring it, the query of sources.${id} in deal.yaml asks for too little.`,
    `If it has not, wait. If its calendar has changed, write the new one into sources.${id}.release; a series that is reported no more takes the last month as "ended".`,
  ];
}

function filesOf({ query }: SourceSpec): string {
  const files = query['files'];
  return Array.isArray(files) && files.length > 0 ? sayList(files.map(String)) : 'its file';
}

const hostOf = (baseUrl: string): string => (URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl);
