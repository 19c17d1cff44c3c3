import { describe, expect, it } from '@jest/globals';
import { html } from './html.ts';

describe('a piece of a page', () => {
  it('escapes text, so that it can be no markup', () => {
    expect(html`<p>${'<script>alert("1 & 2")</script>'}</p>`.markup).toBe(
      '<p>&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt;</p>',
    );
  });

  it('escapes what would end a quoted attribute', () => {
    expect(html`<a title="${`" onclick='x'`}"></a>`.markup).toBe(
      '<a title="&quot; onclick=&#39;x&#39;"></a>',
    );
  });

  it('takes pieces as they are, also in lists', () => {
    const items = ['a', '<'].map((text) => html`<li>${text}</li>`);
    expect(
      html`<ul title="b">
        ${items}
      </ul>`.markup,
    ).toContain('<li>a</li><li>&lt;</li>');
  });

  it('writes nothing for what is not there, and 0 for 0', () => {
    expect(html`${undefined}${null}${false}${''}${0}`.markup).toBe('0');
  });
});
