import { z } from 'zod';

/** Somebody needs a code to set a password; the code itself is derived from the activation's id, never carried. */
export const ActivationRequested = { type: 'identity.activation-requested', data: z.strictObject({ activationId: z.uuid(), personId: z.uuid() }) } as const;
