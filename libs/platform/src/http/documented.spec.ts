import { describe, expect, it, jest } from '@jest/globals';

const loaded = jest.fn();
jest.mock('@nestjs/swagger', () => {
  loaded();
  return jest.requireActual('@nestjs/swagger');
});

describe('what documents the routes', () => {
  it('is loaded by nobody who only has routes, and once a document is made', async () => {
    await import('../auth/index.ts');
    const { ApiTags } = await import('./index.ts');
    const { documentation } = await import('./documented.ts');
    class Documented {}
    ApiTags('things')(Documented);
    expect(loaded).not.toHaveBeenCalled();
    expect(Reflect.getMetadataKeys(Documented)).toEqual([]);

    await documentation();
    expect(loaded).toHaveBeenCalledTimes(1);
    expect(Reflect.getMetadata('swagger/apiUseTags', Documented)).toEqual(['things']);
  });
});
