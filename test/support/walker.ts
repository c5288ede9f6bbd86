import type { Language } from '#libs/kernel';
import type { Locator, Page } from 'playwright-core';
import { PASSWORD, until, type Member } from './app.js';
import type { TestBrowser } from './browser.js';
import { say } from './say.js';

/** People wait longer than that for no page; a busy machine may make them wait for long. */
const PATIENCE_MS = 40_000;
type Values = Record<string, string | number>;

/** A person at a browser of their own, who knows the interface by its texts in their language only. */
export class Walker {
  private constructor(readonly page: Page, readonly language: Language, readonly faults: string[]) {}

  /** Opens a browser in a language, without logging in. */
  static async open(browser: TestBrowser, base: string, language: Language): Promise<Walker> {
    const { page, faults } = await browser.open(base, { locale: language === 'en' ? 'en-GB' : language, reducedMotion: 'reduce' });
    page.context().setDefaultTimeout(PATIENCE_MS);
    return new Walker(page, language, faults);
  }

  /** Logs in by the form of the log-in page, whose texts are those of the person's language already. */
  async logIn(who: Pick<Member, 'email'>): Promise<void> {
    await this.page.goto('/log-in');
    await this.field('account:email').fill(who.email);
    await this.field('account:password').fill(PASSWORD);
    await this.press('account:logIn.send');
    await this.page.waitForURL('**/me');
    await this.page.getByRole('heading', { name: this.t('me:today.title') }).waitFor();
  }

  t(key: string, values?: Values): string { return say(this.language, key, values); }

  button(key: string, values?: Values): Locator { return this.page.getByRole('button', { name: this.t(key, values), exact: true }); }
  link(key: string, values?: Values): Locator { return this.page.getByRole('link', { name: this.t(key, values), exact: true }); }
  /** A field by its label, which may carry the mark of a field that must be filled in. */
  field(key: string, values?: Values): Locator {
    const text = this.t(key, values).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.page.getByLabel(new RegExp(`^${text}( \\*)?$`));
  }
  press(key: string, values?: Values): Promise<void> { return this.button(key, values).click(); }
  follow(key: string, values?: Values): Promise<void> { return this.link(key, values).first().click(); }
  /** Presses the act's own verb in the dialog that asks once more, and waits until the act is done, which closes it. */
  async confirm(key: string, values?: Values): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: this.t(key, values), exact: true }).click();
    await dialog.waitFor({ state: 'detached', timeout: PATIENCE_MS });
  }

  /** Chooses one of a few exclusive choices. */
  choose(key: string, values?: Values): Promise<void> { return this.page.getByRole('radio', { name: this.t(key, values), exact: true }).check({ force: true }); }

  /** Waits until the page says that its text is saved. */
  async saved(): Promise<void> {
    const [before = '', after = ''] = this.t('application:save.saved', { time: '|' }).split('|');
    await this.page.getByText(new RegExp(`${before}\\d\\d:\\d\\d:\\d\\d${after}`)).first().waitFor();
  }

  /** Waits until the content shows each of the texts. */
  async sees(...texts: string[]): Promise<void> {
    for (const text of texts) await this.page.locator('main').getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** What the page shows is what the API says, once what was sent is done and again after loading the page anew. */
  async keeps(facts: () => Promise<string[]>): Promise<void> {
    await this.agrees(facts);
    await this.page.reload();
    await this.agrees(facts);
  }

  private async agrees(facts: () => Promise<string[]>): Promise<void> {
    let missing: readonly unknown[] = [];
    const all = async () => {
      missing = await facts().then((texts) => this.missing(texts), (e: unknown) => [e]);
      return missing.length === 0;
    };
    await until(all, PATIENCE_MS).catch(() => { throw new Error(`not on the page: ${missing.join(' | ')}`); });
  }

  private async missing(texts: readonly string[]): Promise<string[]> {
    const shown = await Promise.all(texts.map((text) => this.page.locator('main').getByText(text).filter({ visible: true }).count()));
    return texts.filter((_, at) => shown[at] === 0);
  }

  /** Goes to the person's first page, which says what needs them today, and from there to a task by one or two clicks. */
  async fromHome(clicks: readonly [Locator] | readonly [Locator, Locator], arrives: RegExp): Promise<void> {
    await this.page.goto('/me');
    await this.page.getByRole('heading', { name: this.t('me:today.title') }).waitFor();
    for (const click of clicks) await click.click();
    await this.page.waitForURL(arrives);
  }
}
