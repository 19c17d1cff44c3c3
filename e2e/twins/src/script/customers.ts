import { each, get, post } from '../play.ts';
import type { Step } from '../step.ts';

const PASSWORD = 'correct horse battery';
const person = (email: string, name: string) => ({ email, password: PASSWORD, name });

/** Signs somebody up and in; later steps know them by their name. */
export const joins = (name: string): Step[] => [
  post('/api/customers', { json: person(`${name}@twins.test`, name), why: name }),
  post('/api/sessions', {
    json: { email: `${name}@twins.test`, password: PASSWORD },
    keep: name,
    member: 'accessToken',
    why: name,
  }),
];

/** The admin's password is each shop's own. */
export const adminSignsIn: Step = {
  title: 'the admin signs in',
  play: async (twin) => {
    const { email, password } = twin.shop.admin;
    const { status, body } = await twin.send('POST', '/api/sessions', { json: { email, password } });
    twin.note({ status, members: Object.keys(body as object) });
    twin.keep('admin', (body as { accessToken: string }).accessToken);
  },
};

export const customers: Step[] = [
  ...joins('ada'),
  ...joins('bob'),
  post('/api/customers', { json: person('ADA@Twins.test', 'Another Ada'), why: 'a taken email' }),
  ...each(
    post,
    '/api/customers',
    {},
    {
      'no name': { email: 'x@twins.test', password: PASSWORD },
      'a short password': { email: 'x@twins.test', password: 'short', name: 'X' },
      'a long password': { email: 'x@twins.test', password: 'x'.repeat(129), name: 'X' },
      'no email': { email: 'nobody', password: PASSWORD, name: 'X' },
      'a role of their own': { ...person('x@twins.test', 'X'), role: 'admin' },
      'all of it wrong': { email: 1, password: [], name: null },
      'a list': [],
    },
  ),
  post('/api/customers', { json: person('zoe@twins.test', 'Zoë 👩‍👩‍👧‍👦 \\ " '), why: 'an unusual name' }),
  ...each(
    post,
    '/api/sessions',
    {},
    {
      'a wrong password': { email: 'ada@twins.test', password: 'wrong horse battery' },
      'an unknown email': { email: 'nobody@twins.test', password: PASSWORD },
      'an email in capitals': { email: 'ADA@TWINS.TEST', password: PASSWORD },
      'no password': { email: 'ada@twins.test' },
    },
  ),
  get('/api/customers/me', { as: 'ada' }),
  get('/api/customers/me', { why: 'nobody' }),
  get('/api/customers/me', { headers: { authorization: 'Bearer nonsense' }, why: 'nonsense' }),
  get('/api/customers/me', { headers: { authorization: 'Basic YTpi' }, why: 'another scheme' }),
  adminSignsIn,
  get('/api/customers/me', { as: 'admin' }),
];
