import { get, other, patch, post, put, remove } from '../play.ts';
import type { Step } from '../step.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** What goes on below the contract's calls. */
export const wire: Step[] = [
  get('/api/openapi.json'),
  get('/api/nothing'),
  get('/api'),
  post('/api/nothing', { json: {} }),
  remove('/api/orders'),
  put('/api/products'),
  patch('/api/sessions'),
  get('/api/admin'),
  get('/health/ready'),
  get('/metrics'),
  get('/internal/catalog/popular'),
  get('/fallback/recommendations'),
  get('/api/../internal/catalog/popular'),
  get('/api/%2e%2e/internal/catalog/popular'),
  get('//internal//catalog/popular'),
  get('/API/products'),
  get('/api/products/'),
  other('OPTIONS', '/api/products'),
  post('/api/sessions', { raw: '{"email":', headers: JSON_TYPE, why: 'cut off' }),
  post('/api/sessions', { raw: '', headers: JSON_TYPE, why: 'empty' }),
  post('/api/sessions', { raw: '[]', headers: JSON_TYPE, why: 'a list' }),
  post('/api/sessions', { raw: 'email=a', headers: { 'content-type': 'text/plain' }, why: 'text' }),
  post('/api/sessions', { raw: '{"a":1}'.padEnd(257 * 1_024), headers: JSON_TYPE, why: 'too long' }),
  post('/api/sessions', { raw: '{"__proto__":{"role":"admin"}}', headers: JSON_TYPE, why: 'a prototype' }),
  {
    title: 'a request id is given back where it is well formed, and else a new one',
    play: async (twin) => {
      for (const given of ['abc-123_DEF', 'x'.repeat(128), 'two words', '<script>', 'x'.repeat(129)]) {
        const { status, headers } = await twin.send('GET', '/api/categories', {
          headers: { 'x-request-id': given },
        });
        twin.note({ given, status, kept: headers['x-request-id'] === given });
      }
    },
  },
  {
    title: 'headers of the inside are nobody’s to send',
    play: async (twin) => {
      for (const name of [
        'x-service-token',
        'x-deadline-ms',
        'traceparent',
        'x-forwarded-for',
        'x-served-by',
      ])
        await twin.call('GET', '/api/categories', { headers: { [name]: '1' } });
    },
  },
];
