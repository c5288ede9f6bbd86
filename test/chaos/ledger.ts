import type { LiveStage } from '../support/live-stage.js';
import type { MailServer } from '../support/mail-server.js';

export interface Receipt { number: string; receivedAt: string; sha256: string }
/** Saves of one review: the last version that was acknowledged, and the last one that was sent. */
export interface ReviewRecord { acknowledged: number; sent: number; submitted: boolean; submissionSent: boolean }
export type VoteKey = `${string} ${'KG' | 'CN'}`;

/** What clients were told: compared with the database when all is over. */
export class Ledger {
  /** By application; undefined: sent, never answered. */
  readonly submissions = new Map<string, Receipt | undefined>();
  readonly reviews = new Map<string, ReviewRecord>();
  /** By application and side: whether it was acknowledged. */
  readonly votes = new Map<VoteKey, boolean>();
  readonly faults: string[] = [];
  retried = 0;
  unanswered = 0;

  get size(): { submissions: number; reviews: number; votes: number } {
    return { submissions: this.submissions.size, reviews: this.reviews.size, votes: this.votes.size };
  }
}

interface SubmissionFact { id: string; number: string; sha256: string; at: Date; audited: number; announced: number; state: string; letters: number }

/** Each acknowledged submission exactly once with its receipt, every other one at most once; numbers without a gap. */
export async function checkSubmissions(stage: LiveStage, ledger: Ledger, callId: string): Promise<string[]> {
  const rows = await stage.sql<SubmissionFact>(`with audited as (select stream, count(*)::int n from audit_entry where action = 'application.submitted' group by stream),
      announced as (select data->>'applicationId' id, count(*)::int n from outbox where type = 'applications.submitted' group by 1),
      letters as (select application_id id, count(*)::int n from letter where template = 'submitted' group by 1)
    select a.id, s.number, s.sha256, s.received_at at, a.state, coalesce(e.n, 0) audited, coalesce(o.n, 0) announced, coalesce(l.n, 0) letters
    from submission s join application a on a.id = s.application_id left join audited e on e.stream = 'application:' || a.id left join announced o on o.id = a.id::text
      left join letters l on l.id = a.id where a.call_id = $1 order by s.number`, [callId]);
  const found = new Map(rows.map((r) => [r.id, r]));
  const faults: string[] = [];
  for (const [id, receipt] of ledger.submissions) {
    const row = found.get(id);
    if (receipt && !row) faults.push(`submission ${receipt.number} was acknowledged and is gone`);
    if (receipt && row && (row.number !== receipt.number || row.sha256 !== receipt.sha256 || row.at.toISOString() !== receipt.receivedAt)) faults.push(`submission ${receipt.number} is not what its receipt says`);
    if (row && (row.audited !== 1 || row.announced !== 1 || row.state !== 'submitted' || row.letters !== 2)) {
      faults.push(`submission ${row.number}: ${row.audited} audit entries, ${row.announced} events, ${row.letters} letters, state ${row.state}`);
    }
  }
  for (const [n, row] of rows.entries()) {
    if (!ledger.submissions.has(row.id)) faults.push(`submission ${row.number} was never sent`);
    if (!row.number.endsWith(`-${String(n + 1).padStart(4, '0')}`)) faults.push(`number ${row.number} stands at place ${n + 1}`);
  }
  return faults;
}

interface ReviewFact { id: string; version: number; state: string; comment: string; saves: number; submissions: number; events: number; scores: number }

/** Every acknowledged save and submission of a review is there once; a review never holds what nobody sent. */
export async function checkReviews(stage: LiveStage, ledger: Ledger): Promise<string[]> {
  const rows = await stage.sql<ReviewFact>(`with audited as (select stream, (count(distinct data) filter (where action = 'review.saved'))::int saves,
        (count(*) filter (where action = 'review.submitted'))::int submissions from audit_entry where stream like 'review:%' group by stream),
      events as (select data->>'assignmentId' id, count(*)::int n from outbox where type = 'scoring.review-submitted' group by 1),
      scores as (select assignment_id id, count(*)::int n from review_score group by 1)
    select r.assignment_id id, r.version, r.state, r.comment_to_panel comment, coalesce(e.saves, 0) saves, coalesce(e.submissions, 0) submissions, coalesce(o.n, 0) events, coalesce(x.n, 0) scores
    from review r left join audited e on e.stream = 'review:' || r.assignment_id left join events o on o.id = r.assignment_id::text left join scores x on x.id = r.assignment_id`);
  const found = new Map(rows.map((r) => [r.id, r]));
  const faults: string[] = [];
  for (const [id, known] of ledger.reviews) {
    const row = found.get(id);
    if (!row) {
      if (known.acknowledged > 0) faults.push(`review ${id} was saved and is gone`);
      continue;
    }
    const submitted = row.state === 'submitted' ? 1 : 0;
    const saved = row.version - submitted;
    if (saved < known.acknowledged || saved > known.sent) faults.push(`review ${id} stands at version ${saved}, acknowledged ${known.acknowledged}, sent ${known.sent}`);
    if (row.comment !== `version ${saved}` || row.scores !== 2 || row.saves !== saved) faults.push(`review ${id} at version ${saved} says "${row.comment}", with ${row.scores} scores and ${row.saves} audit entries`);
    if ((known.submitted && !submitted) || (submitted && !known.submissionSent)) faults.push(`review ${id} is ${row.state}, acknowledged ${known.submitted}`);
    if (row.submissions !== submitted || row.events !== submitted) faults.push(`review ${id}: ${row.submissions} audit entries and ${row.events} events of its submission`);
  }
  return faults;
}

interface VoteFact { key: VoteKey; votes: number; audited: number }

/** Each acknowledged vote once, the others at most once; an outcome and its award exactly where both sides said yes. */
export async function checkVotes(stage: LiveStage, ledger: Ledger): Promise<string[]> {
  const rows = await stage.sql<VoteFact>(`with audited as (select stream, count(*)::int n from audit_entry where stream like 'vote:%' group by stream)
    select v.application_id || ' ' || v.side key, count(*)::int votes, coalesce(min(e.n), 0) audited from vote v left join audited e on e.stream = 'vote:' || v.application_id || ':' || v.side
    group by v.application_id, v.side`);
  const found = new Map(rows.map((r) => [r.key, r]));
  const faults: string[] = [];
  for (const [key, acknowledged] of ledger.votes) {
    const row = found.get(key);
    if (acknowledged && !row) faults.push(`vote ${key} was acknowledged and is gone`);
    if (row && (row.votes !== 1 || row.audited !== 1)) faults.push(`vote ${key} is there ${row.votes} times, audited ${row.audited} times`);
  }
  const applications = new Set([...ledger.votes.keys()].map((key) => key.slice(0, 36)));
  const decided = await stage.sql<{ id: string; outcomes: number; awards: number; events: number; cast: number }>(`with decided as (
      select data->>'applicationId' id, count(*)::int n from outbox where type = 'awards.decided' group by 1)
    select b.application_id id, b.cast_n "cast", (select count(*)::int from outcome o where o.application_id = b.application_id) outcomes,
      (select count(*)::int from award w where w.application_id = b.application_id) awards, coalesce(d.n, 0) events from ballot b left join decided d on d.id = b.application_id::text`);
  for (const d of decided.filter((x) => applications.has(x.id))) {
    const both = found.has(`${d.id} KG`) && found.has(`${d.id} CN`) ? 1 : 0;
    if (d.outcomes !== both || d.awards !== both || d.events !== both) faults.push(`decision ${d.id}: ${d.cast} votes, ${d.outcomes} outcomes, ${d.awards} awards, ${d.events} events`);
  }
  return faults;
}

/** No letter is lost, and the mailboxes got none more often than once and once more for each kill; a result at most once. */
export async function checkLetters(stage: LiveStage, mail: MailServer, kills: number, atOnce: number): Promise<{ faults: string[]; repeated: number; uncertain: number }> {
  const taken = new Map<string, number>();
  for (const { messageId } of mail.received) taken.set(messageId, (taken.get(messageId) ?? 0) + 1);
  const rows = await stage.sql<{ message_id: string; template: string; state: string }>('select message_id, template, state from letter');
  const faults: string[] = [];
  const known = new Set(rows.map((l) => `<${l.message_id}>`));
  faults.push(...[...taken.keys()].filter((id) => !known.has(id)).map((id) => `letter ${id} came and is in no outbox`));
  for (const l of rows) {
    const times = taken.get(`<${l.message_id}>`) ?? 0;
    // Both sides of a stage's calls approve at once: by then their letter about it may have no more to ask.
    const settled = ['sent', 'uncertain'].includes(l.state) || (l.template === 'approval-needed' && l.state === 'superseded');
    if (!settled) faults.push(`letter ${l.message_id} stays ${l.state}`);
    if (l.state === 'sent' && times === 0) faults.push(`letter ${l.message_id} counts as sent and never came`);
    if (l.state === 'uncertain' && l.template !== 'result') faults.push(`letter ${l.message_id} (${l.template}) waits for an officer`);
    if (times > (l.template === 'result' ? 1 : 1 + kills)) faults.push(`letter ${l.message_id} (${l.template}) came ${times} times`);
  }
  const repeated = mail.received.length - taken.size;
  const uncertain = rows.filter((l) => l.state === 'uncertain').length;
  if (repeated > atOnce * kills) faults.push(`${repeated} letters came again after ${kills} kills`);
  return { faults, repeated, uncertain };
}
