import type { DatabaseUrls } from '../start/database.js';

/** Fills an empty database with the demo; answers whether the demo accounts are there. */
export async function seedDemo(_urls: DatabaseUrls): Promise<boolean> {
  return false;
}
