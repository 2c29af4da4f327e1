import type { Ask, Transport } from '../transport.ts';
import { filesTransport, type FilesOptions } from './files.ts';
import { liveTransport, type LiveOptions } from './live.ts';
import { recordedTransport } from './recorded.ts';

export interface TransportOptions extends FilesOptions, LiveOptions {}

/** The transport of a mode. Sources that people feed by hand are read from the deal folder in either mode. */
export function transportFor(mode: Transport['mode'], options: TransportOptions): Transport {
  return withFiles(mode === 'live' ? liveTransport(options) : recordedTransport(options), filesTransport(options));
}

/** Sends the asks of connectors without an address to the files, all others to the publishers. */
export function withFiles(publishers: Transport, files: Pick<Transport, 'idle' | 'answers'>): Transport {
  const chosenFor = ({ connector }: Ask) => (connector.baseUrl === null ? files : publishers);
  return {
    mode: publishers.mode,
    idle: (ask) => chosenFor(ask).idle(ask),
    answers: (ask, signal) => chosenFor(ask).answers(ask, signal),
  };
}
