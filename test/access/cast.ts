import type { Member, TestApp } from '../support/app.js';

/** Everyone who may knock: both sides' people of every role, those in conflict, and those who come and go. */
export const CAST = [
  'anonymous', 'researcher', 'leadKg', 'leadCn', 'memberCn', 'invited', 'removed', 'otherLeadKg', 'otherLeadCn', 'officerKg', 'officerCn', 'chairKg', 'chairCn',
  'auditor', 'auditorOfCn', 'conflictedOfficer', 'conflictedChair', 'conflictedAuditor', 'administrator', 'reviewerProposed', 'reviewerPublished', 'reviewerAccepted',
  'reviewerSubmitted', 'reviewerDeclined', 'reviewerVoid',
] as const;
export type Name = (typeof CAST)[number];

type Role = 'officer' | 'chair' | 'auditor' | 'administrator';
const PEOPLE: Record<Exclude<Name, 'anonymous'>, { side: 'KG' | 'CN' | 'INT'; role?: Role; at?: string }> = {
  researcher: { side: 'KG' }, leadKg: { side: 'KG', at: 'team-kg' }, leadCn: { side: 'CN', at: 'team-cn' }, memberCn: { side: 'CN' }, invited: { side: 'CN' }, removed: { side: 'CN' },
  otherLeadKg: { side: 'KG' }, otherLeadCn: { side: 'CN' }, officerKg: { side: 'KG', role: 'officer' }, officerCn: { side: 'CN', role: 'officer' }, chairKg: { side: 'KG', role: 'chair' },
  chairCn: { side: 'CN', role: 'chair' }, auditor: { side: 'INT', role: 'auditor' }, auditorOfCn: { side: 'CN', role: 'auditor' },
  conflictedOfficer: { side: 'KG', role: 'officer', at: 'team-kg' }, conflictedChair: { side: 'CN', role: 'chair', at: 'team-cn' }, conflictedAuditor: { side: 'KG', role: 'auditor', at: 'team-kg' },
  administrator: { side: 'KG', role: 'administrator' }, reviewerProposed: { side: 'KG' }, reviewerPublished: { side: 'CN' }, reviewerAccepted: { side: 'CN' }, reviewerSubmitted: { side: 'KG' },
  reviewerDeclined: { side: 'KG' }, reviewerVoid: { side: 'CN' },
};

export type People = Record<Exclude<Name, 'anonymous'>, Member>;

/** Makes all of them, each at an institution of their own unless a conflict is wanted. */
export async function people(t: TestApp): Promise<People> {
  const made: [string, Member][] = [];
  for (const [name, p] of Object.entries(PEOPLE)) {
    const institution = p.at ?? `home-${name.toLowerCase()}`;
    await t.institution(institution, p.side);
    made.push([name, await t.person(`${name.toLowerCase()}@access.example`, p.side, { institution, ...(p.role && { role: p.role }) })]);
  }
  return Object.fromEntries(made) as People;
}
