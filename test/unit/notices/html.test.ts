import { expect, test } from 'vitest';
import { html } from '../../../services/notices/html.ts';

test('what a publisher or a deal file says is text, never markup', () => {
  const hostile = `<script>alert("1")</script> & 'x'`;
  expect(html`<p title="${hostile}">${hostile}</p>`.toString()).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">' +
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>',
  );
});

test('markup inside markup is not escaped again', () => {
  expect(html`<b>${[html`<i>${'a & b'}</i>`, html`<i>${1}</i>`]}</b>`.toString()).toBe(
    '<b><i>a &amp; b</i><i>1</i></b>',
  );
});

test('nothing prints as nothing', () => {
  expect(html`<p>${null}${[]}</p>`.toString()).toBe('<p></p>');
});
