import { AnySideSchema, Id, LanguageSchema, Sha256, SideSchema } from '#libs/kernel';
import { z } from 'zod';

/**
 * What both leads sign and what is stored at submission: the whole application as one value. Its canonical JSON is hashed (SHA-256);
 * money in fen, months as they were entered, team: accepted members only, sorted by side, role and e-mail.
 */
export const ContentSchema = z.strictObject({
  format: z.literal(1), call: z.strictObject({ id: Id, code: z.string(), revision: z.int() }), theme: z.string(), titleEn: z.string(), titleLocal: z.strictObject({ KG: z.string(), CN: z.string() }),
  acronym: z.string(), keywords: z.array(z.string()), months: z.int(), abstractEn: z.string(),
  team: z.array(z.strictObject({
    personId: Id, email: z.string(), name: z.string(), side: AnySideSchema, role: z.enum(['lead', 'member']), personMonths: z.number(),
    institution: z.strictObject({ id: Id, nameEn: z.string(), nameLocal: z.string(), ror: z.string().nullable() }),
  })),
  budget: z.array(z.strictObject({ side: SideSchema, category: z.string(), year: z.int(), source: z.string(), amountFen: z.int() })),
  narrative: z.record(z.string(), z.string()),
  documents: z.array(z.strictObject({ id: Id, code: z.string(), name: z.string(), language: LanguageSchema, type: z.string(), bytes: z.int(), sha256: Sha256 })),
});
export type ApplicationContent = z.output<typeof ContentSchema>;
