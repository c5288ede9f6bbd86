import type { AnySide, Language } from '#libs/kernel';
import { newId, type Role } from '#libs/platform';
import { submittedApplication, type Submitted } from './submitted.js';
import type { Member, Stage, TestApp } from './app.js';

/** Leads of both sides, each at an institution that nobody else belongs to. */
export async function leadsOf(t: TestApp, name: string): Promise<{ kg: Member; cn: Member }> {
  return { kg: await outsider(t, `lead.kg.${name}`, 'KG'), cn: await outsider(t, `lead.cn.${name}`, 'CN') };
}

/** A person at an institution of their own: in conflict with nothing. */
export async function outsider(t: TestApp, name: string, side: AnySide, role?: Role, language: Language = 'en'): Promise<Member> {
  const institution = name.replaceAll('.', '-');
  await t.institution(institution, side);
  return t.person(`${name}@test.example`, side, { institution, language, ...(role && { role }) });
}

/** Runs statements past the triggers, in one transaction. */
export function planted(t: Stage, ...statements: string[]): Promise<object[]> {
  return t.sql(`begin; set local session_replication_role = replica; ${statements.join(';')}; commit`);
}

/** An assignment as it stands after its reviewer accepted it, put into the database; answers its id. */
export async function acceptedAssignment(t: Stage, callId: string, applicationId: string, reviewer: Member, side: 'KG' | 'CN' | 'INT', number: number, state = 'accepted'): Promise<string> {
  const id = newId();
  const at = t.clock.at.toISOString();
  await planted(t, `insert into reviewer(call_id, person_id, side, max_load, at) values ('${callId}', '${reviewer.id}', '${side}', 100, '${at}') on conflict do nothing`,
    `insert into assignment(id, call_id, application_id, person_id, side, number, state, at, published_at, answered_at)
      values ('${id}', '${callId}', '${applicationId}', '${reviewer.id}', '${side}', ${number}, '${state}', '${at}', '${at}', '${at}')`);
  return id;
}

/** Applications of a call as they stand after both sides closed the reviews, in the order of their ranks. */
export async function rankedApplications(t: Stage, call: { id: string; code: string }, leads: { kg: Member; cn: Member }, requestedFen: readonly number[], ranksBefore = 0): Promise<Submitted[]> {
  const all: Submitted[] = [];
  for (const [n, fen] of requestedFen.entries()) all.push(await submittedApplication(t, call, ranksBefore + n + 1, leads, { state: 'recommended', requestedFen: fen }));
  const at = t.clock.at.toISOString();
  const ranks = Array.from({ length: ranksBefore + all.length }, (_, n) => n + 1);
  // Each one's calibrated figure is its raw one, and its place is certain.
  const better = (rank: number) => `{${ranks.map((other) => Number(other < rank)).join()}}`;
  await planted(t, ...(['kg', 'cn'] as const).map((side) => `insert into call_approval values ('${call.id}', 'ranking', 1, '${side.toUpperCase()}', '${leads[side].id}', '${at}') on conflict do nothing`),
    `insert into calibration values ('${call.id}', 4, 1, 0, 0.5, '{no-reviewer-effect}', '${at}') on conflict do nothing`, ...all.flatMap((a, n) => [
    `insert into ranking_entry values ('${a.id}', '${call.id}', ${ranksBefore + n + 1}, ${5 - n / 100}, '{"quality": 4, "impact": 4}', 4, true, true, '${at}')`,
    `insert into calibrated_entry values ('${a.id}', '${call.id}', ${5 - n / 100}, ${4 - n / 100}, ${6 - n / 100}, ${ranksBefore + n + 1}, '${better(ranksBefore + n + 1)}', '{1}')`,
    `insert into ballot(application_id, round) values ('${a.id}', 1)`,
  ]), `update call set state = 'deciding' where id = '${call.id}'`);
  return all;
}
