import { applyDecorators, createParamDecorator, HttpCode, RequestMapping, RequestMethod, SetMetadata, type ExecutionContext, type StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { statusOf, type Answer, type EndpointShape, type Input as KernelInput } from '#libs/kernel';
import type { Actor } from '../db/actor.js';
import { inputOf, type Upload } from './input.js';
import { ENDPOINT, type KopuroRequest } from './request.js';

/** What the handler of an endpoint receives. */
export type Input<E extends EndpointShape> = KernelInput<E, Actor> & (E extends { wire: { kind: 'upload' } } ? { upload: Upload } : unknown);

type Handled<E extends EndpointShape> = E extends { wire: { kind: 'file' } } ? StreamableFile : Answer<E>;
type Exact<A, S> = A extends readonly (infer AI)[] ? (S extends readonly (infer SI)[] ? Exact<AI, SI>[] : never)
  : A extends object ? (S extends object ? (Exclude<keyof A, keyof S> extends never ? { [K in keyof A]: K extends keyof S ? Exact<A[K], S[K]> : never } : never) : never)
    : A;
type Fits<E extends EndpointShape, I, R> = [I] extends [undefined] ? FitsAnswer<E, R>
  : [Input<E>] extends [I] ? FitsAnswer<E, R> : { 'the input is not this endpoint’s': never };
type FitsAnswer<E extends EndpointShape, R> = [Awaited<R>] extends [Handled<E>]
  ? (E extends { wire: { kind: 'file' } } ? unknown : [Awaited<R>] extends [Exact<Awaited<R>, Handled<E>>] ? unknown : { 'the answer has fields that the contract has not': never })
  : { 'the answer does not fit the contract': Handled<E> };

const FromContract = createParamDecorator((e: EndpointShape, ctx: ExecutionContext) => inputOf(e, ctx.switchToHttp().getRequest<KopuroRequest>()));

/**
 * Mounts a method as the handler of an endpoint: address, status, input (validated, one argument) and policy come from the contract.
 * The compiler compares argument and answer with it; the method's name is the operationId and equals the endpoint's export name.
 */
export function Route<E extends EndpointShape>(e: E) {
  return <F extends (...args: never[]) => unknown>(target: object, key: string,
    descriptor: TypedPropertyDescriptor<F> & Fits<E, Parameters<F>[0], ReturnType<F>>): void => {
    FromContract(e)(target, key, 0);
    applyDecorators(RequestMapping({ method: RequestMethod[e.method], path: e.path }), HttpCode(statusOf(e)), SetMetadata(ENDPOINT, e),
      RouteConfig({ endpoint: e }))(target, key, descriptor as PropertyDescriptor);
  };
}
