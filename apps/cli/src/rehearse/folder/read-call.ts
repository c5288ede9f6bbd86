import { z } from 'zod';
import { readText } from './files.js';
import type { FolderCall } from './folder.js';
import { jsonFaultLine } from './json-fault.js';
import { Amount, Coded, Filled, InstantText, maybe, Numeric, readShape, sentenceOf, textsOf } from './shapes.js';
import { UnusableInput } from './unusable-input.js';

const FILE = 'call.json';

const named = <T extends z.ZodRawShape>(fields: T) => z.looseObject({ code: Filled, ...fields }, { error: 'is not an object with a code' })
  .transform((one) => ({ ...one, texts: textsOf(one['texts'] ?? one['names'] ?? one['title'] ?? one['name'] ?? one['text'], one.code as string) }));

const PerSide = z.union([Numeric.transform((n) => ({ KG: n, CN: n })), z.object({ KG: maybe(Numeric), CN: maybe(Numeric) }).transform(({ KG, CN }) => ({ KG: KG ?? 0, CN: CN ?? 0 }))]);

const CallFile = z.object({
  title: z.unknown().optional(),
  opensAt: InstantText,
  closesAt: InstantText,
  themes: z.array(Coded).min(1, 'is empty'),
  capCny: maybe(Amount),
  floorCny: maybe(Amount),
  places: maybe(Numeric),
  budgetCny: maybe(Amount),
  maxMonths: maybe(Numeric),
  questions: maybe(z.array(named({ required: maybe(z.boolean()), maxWords: maybe(Numeric) }))),
  criteria: z.array(named({ weight: Numeric, min: maybe(Numeric), max: Numeric, step: maybe(Numeric), threshold: maybe(Numeric) })).min(1, 'is empty'),
  overallThreshold: maybe(Numeric),
  reviewersPerSide: maybe(PerSide),
  internationalReviewers: maybe(Numeric),
  minReviews: maybe(Numeric),
  minReviewsPerSide: maybe(Numeric),
  maxApplicationsPerLead: maybe(Numeric),
  maxApplicationsPerPerson: maybe(Numeric),
  requiredDocuments: maybe(z.array(Coded)),
}, { error: 'is not an object' });

/** The line on which a field of the call stands; the first one when it is missing. */
function lineOf(text: string, path: readonly PropertyKey[]): number {
  const key = path.findLast((part) => typeof part === 'string');
  const [top] = path;
  const from = typeof top === 'string' ? Math.max(0, text.indexOf(`"${top}"`)) : 0;
  const at = key === undefined ? -1 : nthIndex(text, `"${String(key)}"`, from, path.findLast((part) => typeof part === 'number'));
  return text.slice(0, at < 0 ? from : at).split('\n').length;
}

function nthIndex(text: string, part: string, from: number, n = 0): number {
  let at = text.indexOf(part, from);
  for (let i = 0; i < n && at >= 0; i++) at = text.indexOf(part, at + 1);
  return at;
}

/** Zero and nothing are the same for a limit. */
const limit = (value: number | null) => (value === 0 ? null : value);

function callOf(file: z.output<typeof CallFile>): FolderCall {
  return {
    ...file,
    title: textsOf(file.title, 'Rehearsal'),
    floorCny: file.floorCny !== null && Number(file.floorCny) === 0 ? null : file.floorCny,
    questions: (file.questions ?? []).map(({ code, texts, required, maxWords }) => ({ code, texts, required: required ?? false, maxWords: limit(maxWords) })),
    criteria: file.criteria.map(({ code, texts, weight, min, max, step, threshold }) => ({ code, texts, weight, min: min ?? 0, max, step: limit(step), threshold })),
    reviewersPerSide: file.reviewersPerSide ?? { KG: 0, CN: 0 },
    internationalReviewers: file.internationalReviewers ?? 0,
    maxMonths: limit(file.maxMonths),
    minReviews: limit(file.minReviews),
    maxApplicationsPerLead: limit(file.maxApplicationsPerLead),
    maxApplicationsPerPerson: limit(file.maxApplicationsPerPerson),
    requiredDocuments: (file.requiredDocuments ?? []).map(({ code }) => code),
  };
}

/** @throws UnusableInput naming the line of the first field that does not fit */
export function parseCall(text: string): FolderCall {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UnusableInput(FILE, jsonFaultLine(text), 'is not JSON');
  }
  const result = readShape(CallFile, json);
  if ('issue' in result) throw new UnusableInput(FILE, lineOf(text, result.issue.path), sentenceOf(result.issue));
  return callOf(result.data);
}

export function readCall(folder: string): FolderCall {
  return parseCall(readText(folder, FILE) ?? '');
}
