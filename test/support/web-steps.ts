import { DAY_MS, plus } from '#libs/kernel';
import type { Page } from 'playwright-core';
import { PASSWORD } from './app.js';

/** Steps that people take in the browser, by the words they see (English). */
export async function logInAs(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/log-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL('**/me');
}

/** Waits until the page says that its text is saved. */
export async function saved(page: Page): Promise<void> {
  await page.getByText(/^Saved \d/).first().waitFor();
}

/** A window around an instant; browsers drop cookies that ended by their own clock, so tests in a browser live in the present. */
export function openWindow(at: Date): { opensAt: string; closesAt: string } {
  return { opensAt: plus(at, -10 * DAY_MS).toISOString(), closesAt: plus(at, 20 * DAY_MS).toISOString() };
}
