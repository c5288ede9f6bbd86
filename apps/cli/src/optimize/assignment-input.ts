import { z } from 'zod';
import type { AssignmentProblem } from '#libs/optimizer';
import { tableRows } from '../rehearse/folder/csv-table.js';
import { UnusableInput } from '../rehearse/folder/unusable-input.js';
import { parseJson, readBeside, type Input } from './input.js';

const count = z.int().nonnegative();
/** An id, or a position from 0. */
const reference = z.union([z.string(), count]);
const pair = z.tuple([reference, reference]);

/** Applications times reviewers, at most: what fits into the memory that Node.js takes by default. */
const MOST_PAIRS = 25_000_000;

const Problem = z.strictObject({
  applications: z.array(z.object({
    id: z.string().min(1), demand: z.strictObject({ KG: count.optional(), CN: count.optional(), INT: count.optional(), any: count.optional() }),
  })).min(1, 'is empty: there is nothing to assign'),
  reviewers: z.array(z.object({
    id: z.string().min(1), side: z.enum(['KG', 'CN', 'INT']), institution: z.string().optional(), minLoad: count.default(0), maxLoad: count,
  })),
  affinities: z.unknown(),
  missing: z.number().optional(),
  conflicts: z.array(pair).default([]),
  locked: z.array(pair).default([]),
  banned: z.array(pair).default([]),
  teams: z.array(pair).default([]),
  institutionCap: count.optional(),
  callInstitutionCap: count.optional(),
  mode: z.enum(['total', 'fair', 'lots']).default('total'),
  lots: z.int().positive().optional(),
  seed: z.union([z.string(), z.number()]).optional(),
});
type Given = z.infer<typeof Problem>;

export interface AssignmentInput {
  problem: AssignmentProblem;
  mode: 'total' | 'fair' | 'lots';
  lots: number;
  seed: string;
}

/** An assignment problem from its JSON form; affinities stand inside or in a CSV file beside. @throws UnusableInput */
export function readAssignment(input: Input): AssignmentInput {
  const given = parseJson(input, Problem);
  const places = { applications: placesOf(input, 'application', given.applications), reviewers: placesOf(input, 'reviewer', given.reviewers) };
  const indices = (pairs: readonly z.infer<typeof pair>[], what: string) => pairs.map(([a, r]): [number, number] => [
    placeIn(input, places.applications, a, `${what}: application`), placeIn(input, places.reviewers, r, `${what}: reviewer`),
  ]);
  const problem: AssignmentProblem = {
    applications: given.applications.map(({ id, demand: { KG = 0, CN = 0, INT = 0, any = 0 } }) => ({ id, demand: { KG, CN, INT }, any })),
    reviewers: given.reviewers.map(({ institution, ...reviewer }) => ({ ...reviewer, ...(institution !== undefined && { institution }) })),
    affinity: affinitiesOf(input, given, places),
    locked: indices(given.locked, 'locked'),
    banned: [...indices(given.conflicts, 'conflicts'), ...indices(given.banned, 'banned')],
    teams: indices(given.teams, 'teams'),
    ...(given.institutionCap !== undefined && { institutionCap: given.institutionCap }),
    ...(given.callInstitutionCap !== undefined && { callInstitutionCap: given.callInstitutionCap }),
  };
  return { problem, mode: given.mode, lots: given.lots ?? 2, seed: String(given.seed ?? '') };
}

function placesOf(input: Input, what: string, items: readonly { id: string }[]): Map<string, number> {
  const places = new Map<string, number>();
  items.forEach(({ id }, n) => {
    if (places.has(id)) throw new UnusableInput(input.name, undefined, `${what} ${id} appears twice`);
    places.set(id, n);
  });
  return places;
}

function placeIn(input: Input, places: ReadonlyMap<string, number>, id: string | number, what: string): number {
  const place = typeof id === 'string' ? places.get(id) : id < places.size ? id : undefined;
  if (place === undefined) throw new UnusableInput(input.name, undefined, `${what} ${id} is unknown`);
  return place;
}

interface Places { applications: Map<string, number>; reviewers: Map<string, number> }

/** A matrix inside the problem or in a JSON file beside it, or a table in a CSV file. */
function affinitiesOf(input: Input, given: Given, places: Places): (number | null)[][] {
  const pairs = given.applications.length * given.reviewers.length;
  if (pairs > MOST_PAIRS) throw new UnusableInput(input.name, undefined, `asks for ${pairs} pairs of application and reviewer; at most ${MOST_PAIRS} can be held`);
  if (typeof given.affinities !== 'string') return matrixOf(input, given.affinities, 'affinities', given.missing);
  const file = readBeside(input, given.affinities);
  return given.affinities.endsWith('.json') ? matrixOf(file, parseJson(file, z.unknown()), 'the matrix', given.missing) : affinitiesOfTable(file, given, places);
}

/** Rows of numbers or nulls, looked at by hand: there can be millions, and the place of a bad one is named. */
function matrixOf(input: Input, value: unknown, name: string, missing: number | undefined): (number | null)[][] {
  const fail = (place: string, reason: string): never => { throw new UnusableInput(input.name, undefined, `${place}: ${reason}`); };
  if (!Array.isArray(value)) return fail(name, 'neither rows of numbers nor the name of a file');
  return value.map((row: unknown, a) => {
    if (!Array.isArray(row)) return fail(`${name}.${a}`, 'not a row of numbers');
    return row.map((cell: unknown, r): number | null => {
      if (cell === null) return missing ?? null;
      return typeof cell === 'number' && Number.isFinite(cell) ? cell : fail(`${name}.${a}.${r}`, 'not a number');
    });
  });
}

function affinitiesOfTable(file: Input, { applications, reviewers, missing }: Given, places: Places): (number | null)[][] {
  const affinity = applications.map(() => Array.from({ length: reviewers.length }, (): number | null => missing ?? null));
  const isGiven = new Uint8Array(applications.length * reviewers.length);
  for (const row of tableRows(file.name, file.text, { required: ['application', 'reviewer', 'affinity'] })) {
    const a = places.applications.get(row.filled('application')) ?? row.fail(`application ${row.cell('application')} is unknown`);
    const r = places.reviewers.get(row.filled('reviewer')) ?? row.fail(`reviewer ${row.cell('reviewer')} is unknown`);
    const value = row.number('affinity') ?? row.fail('affinity is empty');
    if (value < 0 || value > 1) row.fail(`affinity is ${value}, not within 0..1`);
    const cell = a * reviewers.length + r;
    if (isGiven[cell] === 1) row.fail(`the pair of application ${row.cell('application')} and reviewer ${row.cell('reviewer')} appears twice`);
    isGiven[cell] = 1;
    affinity[a]![r] = value;
  }
  return affinity;
}
