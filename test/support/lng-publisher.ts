import { eia } from '../stand-ins/eia.ts';
import {
  type PublisherServer,
  type ReceivedRequest,
  type ScriptedAnswer,
  startPublisherServer,
} from './publisher-server.ts';

/** EIA's stand-in, in the way of whose single answers a test can get. */
export interface LngPublisher extends PublisherServer {
  /** What the commands need to be told of it. */
  readonly variables: Readonly<Record<string, string>>;
  /** The years that were asked for, oldest request first. */
  years(): string[];
  meddle(meddling: Meddling): void;
}

/** What to do at a request of a year, by what would be answered; undefined is to let it be answered. */
export type Meddling = (year: string, answer: () => ScriptedAnswer) => ScriptedAnswer | undefined;

export async function startLngPublisher(): Promise<LngPublisher> {
  let meddling: Meddling = () => undefined;
  const server = await startPublisherServer((request) => {
    const { searchParams: parameters } = new URL(request.url, 'http://eia');
    const answer = () => eia.answer({ ...request, parameters }, undefined);
    return meddling(yearOf(request), answer) ?? answer();
  });
  return {
    ...server,
    variables: {
      PACTWATCH_SOURCES: 'live',
      PACTWATCH_CONTACT: 'https://example.org/contact',
      PACTWATCH_EIA_URL: server.url,
      PACTWATCH_EIA_KEY: eia.key!,
    },
    years: () => server.requests.map(yearOf),
    meddle: (given) => void (meddling = given),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

const yearOf = ({ url }: ReceivedRequest) => new URL(url, 'http://eia').searchParams.get('start')!.slice(0, 4);
