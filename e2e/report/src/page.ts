import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { type Content, html, Html } from './html.ts';

export interface Page {
  title: string;
  /** One sentence, for search and previews. */
  description: string;
  /** What only this kind of page needs of style. */
  style?: string;
  body: Content;
}

/**
 * A whole page in one file that opens from a disk. It can reach nothing: its policy forbids every connection, and style,
 * script and the library that draws charts are inside it.
 */
export const renderPage = ({ title, description, style = '', body }: Page): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="${description}" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${inlined(sharedStyle())}${inlined(style)}
        </style>
      </head>
      <body>
        ${body}
        <script>
          ${inlined(chartLibrary())};
        </script>
        <script type="module">
          ${inlined(script())};
        </script>
      </body>
    </html> `.markup;

/** Files of this package and its library; the only text that gets into a page without being escaped. */
const inlined = (text: string): Html => new Html(text);

const source = (file: string): string => readFileSync(join(import.meta.dirname, '../src', file), 'utf8');

/** For pages about one run: its head with a verdict, how to run it again, and the foot. */
export const runStyle = (): string => source('run.css');

const sharedStyle = (): string => source('style.css');

const chartLibrary = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('echarts/dist/echarts.common.min.js'), 'utf8');

const script = (): string =>
  transformSync(source('page.browser.ts'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    minify: true,
    isModule: true,
    sourceMaps: false,
    swcrc: false,
    configFile: false,
  }).code;
