import { HttpException } from '@nestjs/common';
import { isCode, languageOf, problemText, STATUS, type FieldProblem, type Language, type ProblemBody, type ProblemCode } from '#libs/kernel';
import type { core } from 'zod';
import { refusalOf } from '../db/pg-errors.js';
import { Refused, type Issue } from '../refused.js';

const pointerOf = (path: readonly PropertyKey[]) => path.map((p) => `/${String(p).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

/** One contract issue as field problems: it may name several unknown keys; of a union's branches the one that got furthest speaks. */
function fieldProblems({ in: place, issue }: Issue, lang: Language): FieldProblem[] {
  const at = (path: readonly PropertyKey[], code: ProblemCode, values?: Record<string, unknown>): FieldProblem =>
    ({ pointer: (place === 'body' ? '' : `#/${place}`) + pointerOf(path), code, detail: problemText(code, lang, values) });
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, 50).map((k) => at([...issue.path, k.slice(0, 80)], place === 'body' ? 'body.unknown-field' : 'query.unknown-field', { field: k.slice(0, 80) }));
    case 'invalid_type':
      return [issue.input === undefined ? at(issue.path, 'field.required') : at(issue.path, 'field.wrong-type', { expected: issue.expected })];
    case 'too_small': return [issue.input === '' ? at(issue.path, 'field.required') : at(issue.path, 'field.too-small', { min: issue.minimum })];
    case 'too_big': return [at(issue.path, 'field.too-big', { max: issue.maximum })];
    case 'invalid_value': return [issue.input === undefined ? at(issue.path, 'field.required') : at(issue.path, 'field.not-allowed', { values: issue.values.join(', ') })];
    case 'invalid_format': return [at(issue.path, 'field.format', { format: issue.format })];
    case 'invalid_union': {
      const depth = (b: readonly core.$ZodIssue[]) => Math.max(...b.map((i) => i.path.length));
      const best = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
      if (!best.length) return [at(issue.path, 'field.invalid')];
      return best.flatMap((i) => fieldProblems({ in: place, issue: { ...i, path: [...issue.path, ...i.path] } as core.$ZodIssue }, lang));
    }
    case 'custom': {
      const code = (issue.params as { code?: string } | undefined)?.code ?? 'field.invalid';
      return [at(issue.path, isCode(code) ? code : 'field.invalid')];
    }
    default: return [at(issue.path, 'field.invalid')];
  }
}

const BY_STATUS: Record<number, ProblemCode> = {
  400: 'body.malformed', 401: 'session.required', 404: 'not-found', 405: 'method.not-allowed', 413: 'body.too-large', 415: 'body.media-type', 429: 'request.too-many',
};

function codeOf(e: unknown): ProblemCode {
  if (e instanceof HttpException) return BY_STATUS[e.getStatus()] ?? 'server.failed';
  const status = (e as { statusCode?: number } | undefined)?.statusCode;
  if (status && status >= 400 && status < 500) return BY_STATUS[status] ?? 'request.invalid';
  return 'server.failed';
}

function broken(e: Refused, lang: Language): { code: ProblemCode; errors: FieldProblem[]; values: Record<string, unknown> } {
  if (e.issues.length) {
    const errors = e.issues.flatMap((i) => fieldProblems(i, lang)).slice(0, 100);
    const one = errors[0]?.code;
    const code = one && isCode(one) && errors.every((x) => x.code === one) ? one : e.code;
    return { code, errors, values: {} };
  }
  const errors = e.found.map((b) => ({ pointer: b.pointer, code: b.code, detail: isCode(b.code) ? problemText(b.code, lang, b.values) : b.code }));
  return { code: e.code, errors, values: e.found[0]?.values ?? {} };
}

export interface Refusal { body: ProblemBody; lang: Language; headers: Record<string, string>; failure: boolean }

/** Any error as problem+json in the reader's language; `failure` says that it is ours and belongs in the log. */
export function problemOf(error: unknown, acceptLanguage: string | undefined): Refusal {
  const lang = languageOf(acceptLanguage);
  const e = error instanceof Refused ? error : refusalOf(error) ?? new Refused(codeOf(error));
  const { code, errors, values } = broken(e, lang);
  const shown = code === 'request.too-many' ? { seconds: e.headers['retry-after'] ?? '60', ...values } : code === 'body.too-large' ? { max: '2 MB', ...values } : values;
  const first = errors[0]?.code === code ? errors[0].detail : problemText(code, lang, shown);
  return {
    lang, headers: e.headers, failure: STATUS[code] >= 500 && code !== 'server.busy',
    body: { type: `/problems/${code}`, title: problemText(code, lang, shown), status: STATUS[code], detail: first, code, ...(errors.length && { errors }) },
  };
}
