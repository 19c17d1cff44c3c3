import { type Content, html, type Html } from '../html.ts';

export interface Section {
  /** Its address in the page. */
  id: string;
  title: string;
  /** What to know to read it. */
  lead?: Content;
  body: Content;
}

export const section = ({ id, title, lead, body }: Section): Html => html`
  <section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${lead !== undefined && html`<p class="lead">${lead}</p>`} ${body}
  </section>
`;

export const contents = (sections: readonly Section[]): Html => html`
  <nav aria-label="On this page">
    <ul>
      ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
    </ul>
  </nav>
`;
