import { html } from '../services/notices/html.ts';
import type { Unsubscribing } from '../services/links/unsubscribe.ts';
import { page } from './page.ts';

/** Asks whether the reader means it: programs that scan mails open links, and must change nothing. */
export function unsubscribePage({ address }: Unsubscribing, deal: string): string {
  return page(
    'Only the weekly digest',
    html`<p>${address} then gets one mail a week about “${deal}”, and none at once: no alarm either.</p>
      <form method="post"><button>Send only the digest</button></form>`,
  );
}
