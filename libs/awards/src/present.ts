import { canOf, cny, localTitles, refused, type Side } from '#libs/kernel';
import { sideOf, type Actor } from '#libs/platform';
import { ContentSchema } from '#libs/applications/shared/content';
import type { CallRow } from '#libs/calls';
import type { AnnouncementRow } from './data/announcement.row.js';
import type { AnnouncedItem } from './data/announcements.queries.js';
import type { DecisionView } from './data/decisions.queries.js';
import type { AwardView, ResultView } from './data/register.queries.js';
import { canApprove, canVote } from './shared/rules.js';

/** One decision; `rank` is counted anew over what the viewer sees. */
export function presentDecision(d: DecisionView, rank: number | null, callState: string, actor: Actor) {
  const side = sideOf(actor, 'chair');
  const may = side ? canVote({ call: callState, application: d.state, round: d.round, ownVote: d.votes.some((v) => v.side === side) }) : refused('not-found');
  return {
    applicationId: d.application_id, number: d.number, titleEn: d.title_en, titleLocal: localTitles(d.title_local), theme: d.theme, rank, overall: d.overall, aboveThreshold: d.above_threshold, requested: cny(d.requested_fen), round: d.round ?? 1,
    votes: d.votes.map((v) => ({ side: v.side, value: v.value, amount: v.amount_fen === null ? null : cny(v.amount_fen), protocol: v.protocol, at: new Date(v.at).toISOString() })),
    outcome: d.result === null || d.state === 'withdrawn' ? null : { result: d.result, reason: d.reason, amount: d.amount_fen === null ? null : cny(d.amount_fen) }, withdrawn: d.state === 'withdrawn',
    can: { vote: canOf(may) },
  };
}

/** All decisions of a call that the viewer sees; awarded places and money are summed over just these, and neither they nor ranks count what was withdrawn. */
export function presentDecisions(call: Pick<CallRow, 'places' | 'budgetFen' | 'state'>, all: readonly DecisionView[], actor: Actor) {
  const standing = all.filter((d) => d.state !== 'withdrawn');
  const awarded = standing.filter((d) => d.result === 'award');
  return {
    places: call.places, budget: cny(call.budgetFen), awarded: awarded.length, awardedSum: cny(awarded.reduce((s, d) => s + (d.amount_fen ?? 0), 0)),
    items: all.map((d) => presentDecision(d, d.ranked && d.state !== 'withdrawn' ? standing.indexOf(d) + 1 : null, call.state, actor)),
  };
}

export function presentAnnouncement(a: AnnouncementRow, approvals: readonly Side[], items: readonly AnnouncedItem[], actor: Actor) {
  const side = sideOf(actor, 'officer');
  const count = (result: AnnouncedItem['result']) => items.filter((i) => i.result === result).length;
  return {
    id: a.id, version: a.version, callId: a.callId, at: a.at.toISOString(), state: a.state, approvals: [...approvals], releasedAt: a.releasedAt?.toISOString() ?? null,
    counts: { award: count('award'), reserve: count('reserve'), refused: count('refused') }, applications: items.map((i) => i.application_id),
    can: { approve: canOf(side ? canApprove({ state: a.state, approved: approvals, side, at: a.at, now: actor.at }) : refused('not-found')) },
  };
}

/** An award as the public reads it: from the content that both leads signed. */
export function presentAward(a: AwardView) {
  const content = ContentSchema.parse(JSON.parse(a.content));
  const lead = (side: Side) => content.team.find((m) => m.role === 'lead' && m.side === side)?.name ?? '';
  const institutions = content.team.map((m) => ({ side: m.side, ...m.institution }));
  return {
    id: a.id, number: a.number, callId: a.call_id, callCode: a.call_code, titleEn: content.titleEn, titleLocal: content.titleLocal, theme: { code: a.theme, names: a.theme_names },
    abstractEn: content.abstractEn, months: content.months, amount: cny(a.amount_fen), leads: { KG: lead('KG'), CN: lead('CN') },
    institutions: institutions.filter((i, n) => institutions.findIndex((x) => x.id === i.id) === n).map((i) => ({ side: i.side, nameEn: i.nameEn, nameLocal: i.nameLocal, ror: i.ror })),
    announcedAt: a.at_instant.toISOString(),
  };
}

const RESULT = { awarded: 'award', 'on-reserve': 'reserve', refused: 'refused' } as const;

export function presentResult(r: ResultView) {
  return {
    result: RESULT[r.state], amount: r.state === 'awarded' && r.amount_fen !== null ? cny(r.amount_fen) : null, announcedAt: r.at_instant.toISOString(),
    comments: r.comments.map((c) => ({ reviewNumber: c.reviewNumber, text: c.text })), lot: r.lot,
  };
}
