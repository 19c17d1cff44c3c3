import { html, type Html } from '../html.ts';

/** A command with a button that copies it. */
export const copyable = (command: string): Html => html`
  <div class="command">
    <code tabindex="0" role="group" aria-label="Command">${command}</code>
    <button type="button" data-copy="${command}">Copy</button>
  </div>
`;
