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
export const MyLetterSchema = z.object({ id: Id, template: z.string(), subject: z.string(), text: z.string(), at: Instant, state: z.enum(LETTER_STATES) }).meta({ id: 'MyLetter' });
export const listMyLetters = endpoint({ method: 'GET', path: '/me/letters', policy: 'account.own', summary: 'Letters to oneself', query: z.strictObject(pageQuery), response: { 200: pageOf(MyLetterSchema).meta({ id: 'MyLetterPage' }) } });
