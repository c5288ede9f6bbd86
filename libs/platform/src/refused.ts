import type { Broken, ProblemCode, Value, Verdict } from '#libs/kernel';
import { isCode, STATUS } from '#libs/kernel';
import type { core } from 'zod';

/** A contract issue and the part of the request in which it was found. */
export interface Issue { in: 'params' | 'query' | 'body'; issue: core.$ZodIssue }

/** A refusal with its code: the only exception that use cases throw on purpose. */
export class Refused extends Error {
  readonly status: number;

  constructor(readonly code: ProblemCode, readonly found: readonly Broken[] = [], readonly issues: readonly Issue[] = [],
    readonly headers: Record<string, string> = {}) {
    super(code);
    this.status = STATUS[code];
  }
}

/** Refuses with one code; `values` fill the places of its text. */
export function refuse(code: ProblemCode, pointer = '', values?: Record<string, Value>): never {
  throw new Refused(code, [values ? { code, pointer, values } : { code, pointer }]);
}

/** Throws the refusal of a verdict; does nothing when the verdict is ok. */
export function demand(v: Verdict): void {
  if (v.ok) return;
  const code = v.broken[0].code;
  if (!isCode(code)) throw new Error(`rule answered the unknown code ${code}`);
  throw new Refused(code, v.broken);
}
