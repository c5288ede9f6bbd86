import type { EndpointShape } from '#libs/kernel';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../db/actor.js';

/** A request after the session hook: it carries its actor. */
export type KopuroRequest = FastifyRequest & { actor: Actor };

/** The endpoint of a matched route, or undefined on files and unknown addresses. */
export function endpointOf(req: FastifyRequest): EndpointShape | undefined {
  return (req.routeOptions.config as { endpoint?: EndpointShape } | undefined)?.endpoint;
}

/** Metadata key under which a handler carries its endpoint. */
export const ENDPOINT = Symbol('endpoint');
