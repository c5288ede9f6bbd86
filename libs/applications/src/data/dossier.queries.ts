import { CallRow, readParts, type CallParts } from '#libs/calls';
import type { AnySide, Language, Side } from '#libs/kernel';
import { refuse, type ReadTx } from '#libs/platform';
import type { LimitFacts, LineFacts } from '../shared/rules.js';
import { ApplicationRow } from './application.row.js';

export interface MemberView {
  id: string; personId: string | null; email: string; side: AnySide; role: 'lead' | 'member'; state: 'invited' | 'accepted' | 'declined' | 'removed'; personMonths: number;
  family: string | null; given: string | null; patronymic: string | null; nativeName: string | null;
  institutionId: string | null; institutionEn: string | null; institutionLocal: string | null; ror: string | null;
}
export interface DocumentView { id: string; code: string; name: string; language: Language; type: string; bytes: number; sha256: string; at: Date }
export interface SignoffView {
  side: Side; contentHash: string; declarations: string[]; at: Date; family: string; given: string; patronymic: string | null; nativeName: string | null;
}
export interface ReceiptView { number: string; receivedAt: Date; sha256: string; auditHash: string | null }
/** An application with everything that belongs to it, and the call whose rules it follows. */
export interface Dossier {
  app: ApplicationRow; call: CallRow; parts: CallParts; team: MemberView[]; budget: LineFacts[]; narrative: Record<string, string>; documents: DocumentView[];
  signoffs: SignoffView[]; receipt: ReceiptView | null;
}

const TEAM = `select m.id, m.person_id "personId", m.email::text email, m.side, m.role, m.state, m.person_months::float8 "personMonths", p.family, p.given, p.patronymic,
    p.native_name "nativeName", i.id "institutionId", i.name_en "institutionEn", i.name_local "institutionLocal", i.ror
  from team_member m left join person p on p.id = m.person_id and m.state = 'accepted' left join institution i on i.id = p.institution_id
  where m.application_id = $1 and m.state <> 'removed' order by m.side desc, m.role, m.invited_at, m.id`;
const SIGNOFFS = `select s.side, s.content_hash "contentHash", s.declarations, s.at, p.family, p.given, p.patronymic, p.native_name "nativeName"
  from signoff s join person p on p.id = s.person_id where s.application_id = $1 order by s.side desc`;
const RECEIPT = `select s.number, s.received_at "receivedAt", s.sha256, (select encode(e.hash, 'hex') from audit_entry e
    where e.stream = 'application:' || s.application_id and e.action = 'application.submitted' order by e.seq desc limit 1) "auditHash"
  from submission s where s.application_id = $1`;

/** What belongs to an application, in one statement: six small ones would cost more in journeys than in reading. Instants come as JSON writes them. */
const PARTS = `select (select coalesce(json_agg(t), '[]') from (${TEAM}) t) team,
  (select coalesce(json_agg(b), '[]') from (select side, category, year, source, amount_fen "amountFen" from budget_line where application_id = $1 order by position) b) budget,
  (select coalesce(json_object_agg(question, text order by question), '{}') from narrative_answer where application_id = $1) narrative,
  (select coalesce(json_agg(d), '[]') from (select id, code, name, language, type, bytes, sha256, at from application_document where application_id = $1 order by at, id) d) documents,
  (select coalesce(json_agg(s), '[]') from (${SIGNOFFS}) s) signoffs, (select to_json(r) from (${RECEIPT}) r) receipt`;
type OfJson<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] };
interface PartsRow { team: MemberView[]; budget: LineFacts[]; narrative: Record<string, string>; documents: OfJson<DocumentView>[]; signoffs: OfJson<SignoffView>[]; receipt: OfJson<ReceiptView> | null }

/** Reads a whole application. Visibility is the caller's: see `accessTo`. */
export async function readDossier(tx: ReadTx, id: string): Promise<Dossier> {
  const app = await tx.repo(ApplicationRow).findOneBy({ id });
  const call = app && await tx.repo(CallRow).findOneBy({ id: app.callId });
  const own = call && await tx.row<PartsRow>(PARTS, [id]);
  if (!app || !call || !own) refuse('not-found');
  return {
    ...own, app, call, parts: await readParts(tx, call.id),
    documents: own.documents.map((d) => ({ ...d, at: new Date(d.at) })), signoffs: own.signoffs.map((s) => ({ ...s, at: new Date(s.at) })),
    receipt: own.receipt && { ...own.receipt, receivedAt: new Date(own.receipt.receivedAt) },
  };
}

/** For each accepted member, in how many other submitted applications of the call they lead and take part. */
export async function readLimits(tx: ReadTx, applicationId: string, callId: string): Promise<LimitFacts[]> {
  return tx.rows<LimitFacts>(`select m.person_id "personId", m.role = 'lead' "isLead", o.leads::int leads, o.takes_part::int "takesPart" from team_member m
    cross join lateral (select count(*) filter (where t.role = 'lead') leads, count(*) takes_part from team_member t join application a on a.id = t.application_id
      where t.person_id = m.person_id and t.state = 'accepted' and a.call_id = $2 and a.id <> $1 and counts_as_submitted(a.state)) o
    where m.application_id = $1 and m.state = 'accepted' order by m.side desc, m.role, m.email`, [applicationId, callId]);
}
