import type { AnyNoticeContent } from '../../services/notices/any-content.ts';
import type { MessageContent, MessageNotice } from '../../services/notices/message-content.ts';
import { render, type RenderedMail } from '../../services/notices/render.ts';

/** Reads English, in UTC. */
export const desk: MessageContent['recipient'] = {
  name: 'Compliance desk (example)',
  language: 'en',
  timeZone: 'UTC',
};

/** A notice about a transition, for the reason that the transition itself gives. */
export function noticeOf(content: AnyNoticeContent, about: Partial<MessageNotice> = {}): MessageNotice {
  const { kind } = content.transition;
  return { reason: kind === 'opened' ? 'first' : kind, content, ...about };
}

/** What a message of these notices says. */
export function messageOf(notices: readonly MessageNotice[], recipient = desk): MessageContent {
  return {
    kind: 'notices',
    recipient,
    notices: [...notices],
  };
}

/** The mail about one transition. */
export function mailOf(content: AnyNoticeContent, about: Partial<MessageNotice> = {}, recipient = desk): RenderedMail {
  return render(messageOf([noticeOf(content, about)], recipient));
}
