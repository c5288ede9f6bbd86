import type { Actor } from '../db/actor.js';

/** Builds the actor of a person with the rights they hold now; null is the system. The identity slice provides it. */
export abstract class Actors {
  abstract of(personId: string | null, at: Date): Promise<Actor>;
}
