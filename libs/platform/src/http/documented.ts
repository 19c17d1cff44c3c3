import type * as swagger from '@nestjs/swagger';

type Swagger = typeof swagger;
type Decorate = (target: object, key?: string | symbol, descriptor?: PropertyDescriptor) => void;

/** What is to be written down once somebody wants to read it, in the order of the decorators. */
const pending: ((library: Swagger) => void)[] = [];

/**
 * A decorator of @nestjs/swagger that takes effect when a document is made. Most processes never make one, and the library
 * would cost each of them 4 MB of heap and 90 ms of its start.
 */
const later = <Name extends keyof Swagger>(name: Name): Swagger[Name] => {
  const decorator =
    (...options: unknown[]): Decorate =>
    (...target) => {
      pending.push((library) => {
        const decorate = library[name] as unknown as (...options: unknown[]) => Decorate;
        decorate(...options)(...target);
      });
    };
  return decorator as unknown as Swagger[Name];
};

export const ApiBearerAuth = later('ApiBearerAuth');
export const ApiBody = later('ApiBody');
export const ApiConsumes = later('ApiConsumes');
export const ApiExcludeController = later('ApiExcludeController');
export const ApiHeader = later('ApiHeader');
export const ApiProduces = later('ApiProduces');
export const ApiResponse = later('ApiResponse');
export const ApiTags = later('ApiTags');

/** The library, with everything written down that was decorated until now. */
export const documentation = async (): Promise<Swagger> => {
  const library = await import('@nestjs/swagger');
  for (const write of pending.splice(0)) write(library);
  return library;
};
