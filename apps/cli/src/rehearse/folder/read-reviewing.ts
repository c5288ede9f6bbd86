import { ANY_SIDES, SIDES } from '#libs/kernel';
import { type Row, readTable } from './csv-table.js';
import type { FolderAffinity, FolderConflict, FolderPair, FolderReview, FolderReviewer, FolderVote } from './folder.js';
import type { Directory } from './read-people.js';
import { Amount } from './shapes.js';

export function readReviewers(folder: string, directory: Directory, themes: ReadonlySet<string>): FolderReviewer[] {
  const seen = new Set<string>();
  return (readTable(folder, 'reviewers.csv', { required: ['email', 'side'], optional: ['maxLoad', 'minLoad', 'themes', 'keywords'] }) ?? []).map((row) => {
    const { email, side: own } = directory.of(row, 'email');
    const side = row.oneOf('side', ANY_SIDES);
    if (side !== own) row.fail(`the side is ${side}, but that of the person is ${own}`);
    if (seen.has(email)) row.fail(`${row.cell('email')} is listed twice`);
    seen.add(email);
    const minLoad = row.whole('minLoad') ?? 0;
    const maxLoad = row.whole('maxLoad');
    if (maxLoad !== null && minLoad > maxLoad) row.fail('minLoad is above maxLoad');
    // Expertise in themes of other calls neither helps nor harms.
    const listed = row.cell('email').includes('@') ? row.cell('email').toLowerCase() : email;
    return { email, listed, side, minLoad, maxLoad, themes: row.list('themes').filter((theme) => themes.has(theme)), keywords: row.list('keywords') };
  });
}

/** What the rows about reviewing may refer to. */
export interface Known { directory: Directory; applications: ReadonlySet<string>; reviewers: ReadonlySet<string> }

function applicationOf(row: Row, known: Known): string {
  const id = row.filled('application');
  return known.applications.has(id) ? id : row.fail(`the application ${id} is not in applications.jsonl`);
}

function pairOf(row: Row, known: Known): FolderPair {
  const application = applicationOf(row, known);
  return { item: `${application}/${row.filled('reviewer')}`, application, email: known.directory.of(row, 'reviewer').email };
}

export function readConflicts(folder: string, known: Known): FolderConflict[] {
  const rows = readTable(folder, 'conflicts.csv', { required: ['application', 'reviewer'], optional: ['reason'] }, 'optional') ?? [];
  return rows.map((row) => ({ ...pairOf(row, known), reason: row.cell('reason') }));
}

export function readAffinities(folder: string, known: Known): FolderAffinity[] | null {
  const rows = readTable(folder, 'affinities.csv', { required: ['application', 'reviewer', 'affinity'] }, 'optional');
  return rows?.map((row) => {
    const { application, email } = pairOf(row, known);
    if (!known.reviewers.has(email)) row.fail(`${row.cell('reviewer')} is not in reviewers.csv`);
    const affinity = row.number('affinity') ?? row.fail('affinity is empty');
    if (affinity < 0 || affinity > 1) row.fail(`affinity is ${affinity}, not between 0 and 1`);
    return { application, email, affinity };
  }) ?? null;
}

export function readAssignments(folder: string, known: Known): FolderPair[] | null {
  return readTable(folder, 'assignments.csv', { required: ['application', 'reviewer'] }, 'optional')?.map((row) => pairOf(row, known)) ?? null;
}

const PLACE = /^(KG|CN|INT)\s*#\s*([1-9]\d*)$/i;

function reviewerOf(row: Row, known: Known): FolderReview['reviewer'] {
  const [, code, n] = PLACE.exec(row.filled('reviewer')) ?? [];
  const side = ANY_SIDES.find((one) => one === code?.toUpperCase());
  return side ? { side, n: Number(n) } : { email: known.directory.of(row, 'reviewer').email };
}

export function readReviews(folder: string, known: Known, criteria: readonly string[]): FolderReview[] {
  const columns = { required: ['application', 'reviewer', ...criteria], optional: ['comment'] };
  return (readTable(folder, 'reviews.csv', columns) ?? []).map((row) => {
    const application = applicationOf(row, known);
    const scores = criteria.flatMap((code) => {
      const score = row.number(code);
      return score === null ? [] : [[code, score] as const];
    });
    return { item: `${application}/${row.filled('reviewer')}`, application, reviewer: reviewerOf(row, known), scores: Object.fromEntries(scores), comment: row.cell('comment') };
  });
}

function amountOf(row: Row): string | null {
  if (row.cell('amountCny') === '') return null;
  const amount = Amount.safeParse(row.cell('amountCny'));
  return amount.success ? amount.data : row.fail(`amountCny is “${row.cell('amountCny')}”, not an amount`);
}

export function readVotes(folder: string, known: Known): FolderVote[] | null {
  const rows = readTable(folder, 'votes.csv', { required: ['application', 'side', 'vote'], optional: ['amountCny'] }, 'optional');
  return rows?.map((row) => {
    const application = applicationOf(row, known);
    const side = row.oneOf('side', SIDES);
    const amountCny = amountOf(row);
    const vote = row.oneOf('vote', ['yes', 'reserve', 'no']);
    return { item: `${application}/${side}`, application, side, vote, amountCny: vote === 'yes' ? amountCny : null };
  }) ?? null;
}
