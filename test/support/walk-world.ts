import { DAY_MS, plus, type AnySide, type Language } from '#libs/kernel';
import type { Role } from '#libs/platform';
import type { Content } from '#libs/calls';
import { TestApp, type Member } from './app.js';
import { TestBrowser } from './browser.js';
import { outsider, planted } from './reviewed.js';
import { publishedCall, type Officers } from './submitted.js';
import { Walker } from './walker.js';
import { openWindow } from './web-steps.js';

/** A running system with its worker, at the present, officers of both sides in their languages, and browsers for whoever walks. */
export class WalkWorld {
  private readonly walkers: Walker[] = [];
  private constructor(readonly t: TestApp, readonly browser: TestBrowser, readonly officers: Officers) {}

  static async start(): Promise<WalkWorld> {
    const [t, browser] = await Promise.all([TestApp.start({ web: true, worker: true, at: new Date() }), TestBrowser.start()]);
    const officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer', 'ky'), cn: await outsider(t, 'officer.cn', 'CN', 'officer', 'zh-CN') };
    return new WalkWorld(t, browser, officers);
  }

  async stop(): Promise<void> {
    await this.browser.stop();
    await this.t.stop();
  }

  /** A person at an institution of their own, whose account is in a language. */
  person(name: string, side: AnySide, language: Language, role?: Role): Promise<Member> { return outsider(this.t, name, side, role, language); }

  /** A person's browser, logged in. */
  async walker(who: Pick<Member, 'email'>, language: Language): Promise<Walker> {
    const one = await this.visitor(language);
    await one.logIn(who);
    return one;
  }

  /** The browser of somebody without an account. */
  async visitor(language: Language): Promise<Walker> {
    const one = await Walker.open(this.browser, this.t.base, language);
    this.walkers.push(one);
    return one;
  }

  /** A published call whose window is open now. */
  openCall(change: Partial<Content> = {}): Promise<{ id: string; code: string }> { return publishedCall(this.officers, { ...openWindow(this.t.clock.at), ...change }); }

  /** A call whose window has closed. */
  async closedCall(change: Partial<Content> = {}): Promise<{ id: string; code: string }> {
    const call = await this.openCall(change);
    await planted(this.t, `update call set closes_at = '${plus(this.t.clock.at, -DAY_MS).toISOString()}' where id = '${call.id}'`);
    return call;
  }

  /** Errors on consoles, failed scripts and answers of 5xx that any browser met. */
  faults(): string[] { return this.walkers.flatMap((w) => w.faults); }
}
