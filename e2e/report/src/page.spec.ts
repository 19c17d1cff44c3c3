import { describe, expect, it } from '@jest/globals';
import { html } from './html.ts';
import { renderPage } from './page.ts';

const page = renderPage({ title: 'A <title>', description: 'It "shows"', body: html`<main>Hello</main>` });

describe('a page', () => {
  it('forbids itself every connection', () => {
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';`,
    );
  });

  it('names no address outside of itself', () => {
    expect(page).not.toMatch(/\b(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i);
    expect(page).not.toMatch(/@import|url\(\s*["']?(?:https?:)?\/\//i);
  });

  it('escapes its title and description', () => {
    expect(page).toContain('<title>A &lt;title&gt;</title>');
    expect(page).toContain('content="It &quot;shows&quot;"');
  });

  it('holds its script as JavaScript, with nothing that would end it early', () => {
    const scripts = [...page.matchAll(/<script(?: type="module")?>(.*?)<\/script>/gs)];
    expect(scripts).toHaveLength(2);
    expect(scripts[1]?.[1]).not.toMatch(/DrawnChart|import /);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });
});
