import {
  answerInvitation, createApplication, inviteMember, listInvitations, readApplication, replaceBudget, saveNarrative, signOff, uploadDocument,
} from '#libs/applications/shared/contract';
import type { Result } from '#libs/kernel';
import type { Member } from './app.js';

export type Draft = Result<typeof readApplication>;

/** A small PDF as a form with one file. */
export function fileForm(content: BlobPart = '%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n', name = 'agreement.pdf'): FormData {
  const form = new FormData();
  form.append('file', new Blob([content], { type: 'application/pdf' }), name);
  return form;
}

/** A budget line as a person types it. */
export const line = (amount: string, change: object = {}) => ({ side: 'KG' as const, category: 'equipment', year: 1, source: 'programme', amount: { amount, currency: 'CNY' as const }, ...change });

export const read = (m: Member, id: string) => m.call(readApplication, { params: { id } });

/** Invites a person and has them accept. */
export async function join(lead: Member, id: string, who: Member, side: 'KG' | 'CN' | 'INT', role: 'lead' | 'member'): Promise<void> {
  await lead.call(inviteMember, { params: { id }, body: { email: who.email, side, role, personMonths: 6 } });
  const memberId = (await who.call(listInvitations, {})).items.find((i) => i.applicationId === id)?.memberId ?? '';
  await who.call(answerInvitation, { params: { id, memberId }, body: { accept: true } });
}

/** A draft that lacks nothing but the signatures, written by both leads. */
export async function completeDraft(callId: string, kg: Member, cn: Member, change: { months?: number; amount?: string } = {}): Promise<Draft> {
  const { id } = await kg.call(createApplication, { body: { callId, theme: 'seismology', months: change.months ?? 24, titleEn: 'Snow and water' } });
  await join(kg, id, cn, 'CN', 'lead');
  await kg.call(uploadDocument, { params: { id }, query: { code: 'cooperation-agreement' }, upload: fileForm() });
  const version = async () => (await read(kg, id)).version;
  await kg.call(replaceBudget, { params: { id }, version: await version(), body: { lines: [line(change.amount ?? '1000000.00'), line('5.00', { source: 'own' })] } });
  return cn.call(saveNarrative, { params: { id }, version: await version(), body: { answers: { objectives: 'To measure snow and water.' } } });
}

/** Signs the present version for a lead's side, with all declarations. */
export async function sign(m: Member, id: string): Promise<Draft> {
  const { contentHash } = await read(m, id);
  return m.call(signOff, { params: { id }, body: { contentHash, declarations: ['integrity', 'personal-data'] } });
}

/** A complete draft that both leads have signed. */
export async function signedDraft(callId: string, kg: Member, cn: Member, change: { months?: number; amount?: string } = {}): Promise<Draft> {
  const { id } = await completeDraft(callId, kg, cn, change);
  await sign(kg, id);
  return sign(cn, id);
}
