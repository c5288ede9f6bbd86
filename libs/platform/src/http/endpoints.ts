import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { EndpointShape } from '#libs/kernel';
import { Policies } from '../policy/policies.js';
import { Refused } from '../refused.js';
import { ENDPOINT, type KopuroRequest } from './request.js';

export interface Mounted { name: string; endpoint: EndpointShape }

/** All mounted endpoints; `check` finds routes without contract or policy, and repeated ones. */
@Injectable()
export class Endpoints {
  readonly all: Mounted[] = [];

  constructor(private readonly discovery: DiscoveryService, private readonly scanner: MetadataScanner, private readonly policies: Policies) {}

  /** Throws with every fault: the application refuses to start. Call between `create` and `init`. */
  check(): void {
    const faults: string[] = [];
    const seen = new Map<string, string>();
    for (const wrapper of this.discovery.getControllers()) {
      const proto = Object.getPrototypeOf(wrapper.instance) as Record<string, object>;
      for (const name of this.scanner.getAllMethodNames(proto)) {
        const handler = proto[name];
        if (!handler || !Reflect.hasMetadata(PATH_METADATA, handler)) continue;
        faults.push(...this.faultsOf(`${wrapper.name}.${name}`, name, Reflect.getMetadata(ENDPOINT, handler) as EndpointShape | undefined, seen));
      }
      if (wrapper.metatype && Reflect.getMetadata(PATH_METADATA, wrapper.metatype) !== '/') faults.push(`${wrapper.name} has a prefix: the contract's path is the whole path`);
    }
    if (faults.length) throw new Error(`Routes refused:\n- ${faults.join('\n- ')}`);
  }

  private faultsOf(where: string, name: string, e: EndpointShape | undefined, seen: Map<string, string>): string[] {
    if (!e) return [`${where} has no endpoint contract, hence no policy`];
    const faults: string[] = [];
    if (!this.policies.find(e.policy)) faults.push(`${where} names the unknown policy ${e.policy}`);
    for (const key of [`${e.method} ${e.path.replace(/:\w+/g, ':')}`, `operation ${name}`]) {
      if (seen.has(key)) faults.push(`${where} repeats ${key} of ${seen.get(key)}`);
      seen.set(key, where);
    }
    this.all.push({ name, endpoint: e });
    return faults;
  }
}

/** Lets a request through when its endpoint's policy does: 401 without a log-in, 404 where the route is not for this person. */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(private readonly policies: Policies, private readonly reflector: Reflector) {}

  canActivate(ctx: ExecutionContext): boolean {
    const e = this.reflector.get<EndpointShape | undefined>(ENDPOINT, ctx.getHandler());
    if (!e) throw new Error('a route without an endpoint contract was reached');
    const policy = this.policies.find(e.policy);
    const { actor } = ctx.switchToHttp().getRequest<KopuroRequest>();
    if (!policy?.anonymous && actor.personId === null) throw new Refused('session.required');
    if (!policy?.allows(actor)) throw new Refused('not-found');
    return true;
  }
}
