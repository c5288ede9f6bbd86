import { z } from 'zod';
import type { Side } from './sides.js';

/** An application's title in the languages of both sides; empty where its team gave none. */
export const LocalTitles = z.object({ KG: z.string(), CN: z.string() }).meta({ id: 'LocalTitles' });

/** Titles as they are stored: one that was never given is absent. */
export type StoredTitles = Partial<Record<Side, string>>;

export const localTitles = (stored: StoredTitles): Record<Side, string> => ({ KG: stored.KG ?? '', CN: stored.CN ?? '' });
