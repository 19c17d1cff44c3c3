// A stand-in for the shop's processes: answers what the runner asks of one, and nothing else.
import { createServer } from 'node:http';

if (process.env['DIES_AT_START']) {
  console.error('the stand-in can not go on');
  process.exit(3);
}

createServer((request, response) => {
  response.statusCode = request.method === 'POST' ? 201 : 200;
  const { NAME, BACK_URL, REDIS_URL } = process.env;
  response.end(JSON.stringify({ items: [{ name: 'a product' }], told: { NAME, BACK_URL, REDIS_URL } }));
}).listen(Number(process.env['PORT']), '127.0.0.1', () => console.log(`listening on ${process.env['PORT']}`));

process.once('SIGTERM', () => {
  console.log('asked to stop');
  process.exit();
});
