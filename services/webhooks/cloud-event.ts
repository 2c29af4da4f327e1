import { type AnyNoticeContent, isAboutSource } from '../notices/any-content.ts';
import { sha256 } from '../notices/ids.ts';
import type { MessageContent } from '../notices/message-content.ts';
import { render } from '../notices/render.ts';

/** CloudEvents 1.0, in JSON. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: {
    /** For a reader: the subject and the text of the mail about the same. */
    readonly title: string;
    readonly text: string;
    readonly notices: readonly {
      /** Why it is told. */
      readonly reason: string;
      readonly silenced: { readonly until: string; readonly by: string } | null;
      /** For a program: all that is known of the transition, but for the points of its chart. */
      readonly content: Omit<AnyNoticeContent, 'chart'>;
    }[];
  };
}

/** The id of the event of a message: the same at every attempt. */
export const eventIdOf = (dedupKey: string): string => `msg_${sha256(dedupKey).slice(0, 32)}`;

/**
 * What a webhook is told of transitions. Pure; of a message of notices, and never of a digest, which webhooks do not get.
 * @param dedupKey Of the message.
 */
export function cloudEventOf(message: Extract<MessageContent, { kind: 'notices' }>, dedupKey: string): CloudEvent {
  const { subject: title, text } = render(message);
  const { reason, content } = message.notices[0]!;
  const { deal, transition } = content;
  const [kind, id] = isAboutSource(content) ? ['source', content.source.id] : ['commitment', content.commitment.id];
  return {
    specversion: '1.0',
    id: eventIdOf(dedupKey),
    source: `urn:pactwatch:deal:${deal.id}`,
    type: `pactwatch.${kind}.${reason}.v1`,
    subject: `${kind}/${id}`,
    time: transition.at,
    datacontenttype: 'application/json',
    data: {
      title,
      text,
      notices: message.notices.map((notice) => {
        const { chart: _chart, ...said } = { chart: undefined, ...notice.content };
        return { reason: notice.reason, silenced: notice.silenced ?? null, content: said };
      }),
    },
  };
}
