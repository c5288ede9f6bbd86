import { endpoint, Id, IdParams, Instant, LanguageSchema, pageOf, pageQuery } from '#libs/kernel';
import { z } from 'zod';

export const LETTER_STATES = ['queued', 'sending', 'sent', 'kept', 'failed', 'uncertain', 'superseded'] as const;

/** A letter in the delivery log: who and how far, never its text. */
export const DeliverySchema = z.object({
  id: Id, email: z.string(), language: LanguageSchema, template: z.string(), state: z.enum(LETTER_STATES), attempts: z.int(), at: Instant, sentAt: Instant.nullable(), problem: z.string().nullable(),
}).meta({ id: 'Delivery' });
export const listDeliveries = endpoint({
  method: 'GET', path: '/letters', policy: 'delivery.read', summary: 'Delivery log: states of letters, without their text',
  query: z.strictObject({ ...pageQuery, state: z.enum(LETTER_STATES).optional() }), response: { 200: pageOf(DeliverySchema).meta({ id: 'DeliveryPage' }) }, looks: ['auditor'],
});
export const resendLetter = endpoint({
  method: 'POST', path: '/letters/:id/resending', policy: 'delivery.manage', summary: 'Send a failed or uncertain letter again, with the same Message-ID', params: IdParams, response: { 200: DeliverySchema }, problems: ['letter.not-resendable'],
});
/** A letter as its recipient sees it. `page`: the path of the page that it is about, null where the letter is no longer good. */
export const MyLetterSchema = z.object({
  id: Id, template: z.string(), language: LanguageSchema, subject: z.string(), text: z.string(), at: Instant, state: z.enum(LETTER_STATES), readAt: Instant.nullable(), page: z.string().nullable(),
}).meta({ id: 'MyLetter' });
export const listMyLetters = endpoint({ method: 'GET', path: '/me/letters', policy: 'account.own', summary: 'Letters to oneself', query: z.strictObject(pageQuery), response: { 200: pageOf(MyLetterSchema).meta({ id: 'MyLetterPage' }) } });
const UnreadSchema = z.object({ unread: z.int() }).meta({ id: 'UnreadLetters' });
export const countUnreadLetters = endpoint({ method: 'GET', path: '/me/letters/unread', policy: 'account.own', summary: 'How many letters to oneself are unread', response: { 200: UnreadSchema } });
export const readLetters = endpoint({
  method: 'POST', path: '/me/letters/readings', policy: 'account.own', summary: 'Mark letters to oneself as read', body: z.strictObject({ ids: z.array(Id).min(1).max(200) }).meta({ id: 'LettersRead' }),
  response: { 200: UnreadSchema },
});
