import type { MessageState, NoticeState } from '../../config/vocabulary/notice.ts';

/** What became of a notice: the state of the message that it is in, or that it waits, or is held back. */
export function fateOf({
  state,
  messageState,
}: {
  readonly state: NoticeState;
  readonly messageState: MessageState | null;
}): MessageState | 'suppressed' {
  return messageState ?? (state === 'suppressed' ? state : 'pending');
}
