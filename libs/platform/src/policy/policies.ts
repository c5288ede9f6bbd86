import { Injectable } from '@nestjs/common';
import type { Actor } from '../db/actor.js';

/**
 * Who may call a route at all, before any object is known. `anonymous` routes are open to all. What a person may do with one object is decided
 * in its use case and in its query; a refusal there is the same 404.
 */
export interface Policy { anonymous?: true; allows: (actor: Actor) => boolean }

/** All policies by name; slices add theirs when their module is built. */
@Injectable()
export class Policies {
  private readonly named = new Map<string, Policy>();

  add(policies: Record<string, Policy>): void {
    for (const [name, policy] of Object.entries(policies)) {
      if (this.named.has(name)) throw new Error(`policy ${name} is declared twice`);
      this.named.set(name, policy);
    }
  }

  find(name: string): Policy | undefined { return this.named.get(name); }
}

/** Everyone, logged in or not. */
export const anyone: Policy = { anonymous: true, allows: () => true };
/** Every person with an account. */
export const anyPerson: Policy = { allows: (actor) => actor.personId !== null };
