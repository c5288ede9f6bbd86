/** One broken rule or wrong field; `pointer` is an RFC 6901 JSON pointer into the body (`#/query/…` for the query). */
export interface FieldProblem { pointer: string; code: string; detail: string }

/** RFC 9457 problem details with this system's `code`. */
export interface ProblemBody {
  type: string; title: string; status: number; detail: string; code: string; errors?: FieldProblem[] | undefined;
}

/** A refusal as a client meets it. */
export class Problem extends Error {
  constructor(readonly body: ProblemBody) {
    super(`${body.status} ${body.code}: ${body.detail}`);
  }

  get code(): string { return this.body.code; }

  get status(): number { return this.body.status; }
}

export function isProblem(e: unknown, code?: string): e is Problem {
  return e instanceof Problem && (code === undefined || e.code === code);
}
