import { z } from 'zod';

// Imported before any contract: zod would otherwise probe `new Function`, which the content security policy reports.
z.config({ jitless: true });
