import { castVote } from '#libs/awards/shared/contract';
import { submitApplication } from '#libs/applications/shared/contract';
import { readReview, saveReview, submitReview } from '#libs/scoring/shared/contract';
import type { Member } from '../support/app.js';
import { announcedResult, waitingLetters } from '../support/letters.js';
import { inBatches, type LiveStage } from '../support/live-stage.js';
import { acceptedAssignment, planted, rankedApplications } from '../support/reviewed.js';
import { publishedCall, submittedApplication } from '../support/submitted.js';
import { insist, sendOnce, sendOnceOnly } from './client.js';
import type { Dice } from './dice.js';
import type { Ledger } from './ledger.js';

/** Requests under way at the same time. */
const AT_ONCE = 12;
/** What one wave of load consists of. */
const WAVE = { submissions: 96, reviews: 32, decisions: 24, results: 12 };
const AMOUNT = { amount: '900000.00', currency: 'CNY' as const };

interface CallRef { id: string; code: string }

/** People and calls of a running system, and the mixed load that they make. */
export class Load {
  private waves = 0;
  /** Applications, reviews and votes that clients are done with. */
  done = 0;
  private announcementId = '';
  private announced = '';

  private constructor(private readonly stage: LiveStage, private readonly dice: Dice, private readonly ledger: Ledger, private readonly leads: { kg: Member; cn: Member },
    private readonly chairs: { KG: Member; CN: Member }, private readonly reviewers: readonly Member[], readonly open: CallRef, private readonly reviewing: CallRef, private readonly deciding: CallRef) {}

  static async prepare(stage: LiveStage, dice: Dice, ledger: Ledger): Promise<Load> {
    const officers = { kg: await stage.person('officer.kg', 'KG', 'officer'), cn: await stage.person('officer.cn', 'CN', 'officer') };
    const leads = { kg: await stage.person('lead.kg', 'KG'), cn: await stage.person('lead.cn', 'CN') };
    const chairs = { KG: await stage.person('chair.kg', 'KG', 'chair'), CN: await stage.person('chair.cn', 'CN', 'chair') };
    const reviewers = [await stage.person('reviewer.kg', 'KG'), await stage.person('reviewer.cn', 'CN')];
    const days = (n: number) => new Date(stage.clock.at.getTime() + n * 86_400_000).toISOString();
    const change = { opensAt: days(-1), closesAt: days(10), requiredDocuments: [], maxApplicationsPerLead: null, maxApplicationsPerPerson: null, places: 10_000, budget: { amount: '9000000000.00', currency: 'CNY' as const } };
    const call = (code: string) => publishedCall(officers, { ...change, code });
    const [open, reviewing, deciding] = [await call('KC-O'), await call('KC-R'), await call('KC-D')];
    const load = new Load(stage, dice, ledger, leads, chairs, reviewers, open, reviewing, deciding);
    const told = await submittedApplication(stage, deciding, 9999, leads, { state: 'refused' });
    load.announced = told.id;
    load.announcementId = await announcedResult(stage, told.id, 'refused');
    await planted(stage, `update call set state = 'reviewing' where id = '${reviewing.id}'`);
    return load;
  }

  /** Prepares a wave, which wants a system that is ready; answers what runs it to its end. Everything that is sent is noted in the ledger. */
  async wave(): Promise<() => Promise<void>> {
    const n = this.waves++;
    const drafts = await this.stage.signedDrafts(this.open.id, WAVE.submissions, this.leads);
    const assignments: [string, Member][] = [];
    for (let k = 0; k < WAVE.reviews; k++) {
      const a = await submittedApplication(this.stage, this.reviewing, n * WAVE.reviews + k + 1, this.leads, { state: 'under-review' });
      const reviewer = this.reviewers[k % 2] as Member;
      assignments.push([await acceptedAssignment(this.stage, this.reviewing.id, a.id, reviewer, k % 2 ? 'CN' : 'KG', 1), reviewer]);
    }
    await planted(this.stage, `update reviewer set max_load = 1000000`);
    const ranked = await rankedApplications(this.stage, this.deciding, this.leads, Array.from({ length: WAVE.decisions }, () => 100_000_000), n * WAVE.decisions);
    await waitingLetters(this.stage, WAVE.results, 'result', this.leads.kg, this.announced, { applicationId: this.announced, announcementId: this.announcementId });
    const work = this.dice.shuffled([
      ...drafts.map((id) => () => this.submit(id)), ...assignments.map(([id, who]) => () => this.review(id, who)),
      ...ranked.flatMap((a) => (['KG', 'CN'] as const).map((side) => () => this.vote(a.id, side))),
    ]);
    return async () => { await inBatches(work, AT_ONCE, async (one) => { await one(); this.done++; }); };
  }

  private note(sent: { answer: unknown; attempts: number; faults: string[] }): void {
    this.ledger.faults.push(...sent.faults);
    if (sent.attempts > 1) this.ledger.retried++;
    if (sent.answer === undefined) this.ledger.unanswered++;
  }

  private async submit(id: string): Promise<void> {
    const sent = await sendOnceOnly(this.dice, this.leads.kg, submitApplication, { params: { id } });
    this.note(sent);
    this.ledger.submissions.set(id, sent.answer);
  }

  private async vote(id: string, side: 'KG' | 'CN'): Promise<void> {
    const sent = await sendOnceOnly(this.dice, this.chairs[side], castVote, { params: { id }, body: { value: 'yes', amount: AMOUNT, protocol: 'P-1' } });
    this.note(sent);
    this.ledger.votes.set(`${id} ${side}`, sent.answer !== undefined);
  }

  /** Saves a draft twice, each save naming the version that it makes, and submits it. Without an answer the reviewer looks at what is there. */
  private async review(id: string, who: Member): Promise<void> {
    const record = { acknowledged: 0, sent: 0, submitted: false, submissionSent: false };
    this.ledger.reviews.set(id, record);
    while (record.acknowledged < 2) {
      const { version } = await insist(() => who.call(readReview, { params: { id } }));
      if (version < record.acknowledged || version > record.sent) this.ledger.faults.push(`review ${id} is read at version ${version}, acknowledged ${record.acknowledged}, sent ${record.sent}`);
      record.acknowledged = version;
      if (version >= 2) break;
      record.sent = version + 1;
      const body = { scores: { quality: 4, impact: version + 1 }, commentToApplicants: '', commentToPanel: `version ${version + 1}`, competence: 3 };
      const fate = await sendOnce(who, saveReview, { params: { id }, version, body });
      if (fate.how === 'acknowledged') record.acknowledged = fate.answer.version;
      if (fate.how === 'refused' && fate.code !== 'precondition.stale') this.ledger.faults.push(`review ${id} was refused: ${fate.code}`);
    }
    record.submissionSent = true;
    const sent = await sendOnceOnly(this.dice, who, submitReview, { params: { id } });
    this.note(sent);
    record.submitted = sent.answer !== undefined;
  }
}
