import type { Locator, Page } from 'playwright-core';
import { until } from './app.js';

/** No page of ours has more stops than that before what a person looks for. */
const MOST_STOPS = 150;

/** Where the focus is: lost to the page as a whole, on something that does not show it, or seen. */
function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const e = document.activeElement;
    if (!e || e === document.body) return 'lost';
    const outlined = (x: Element | null) => {
      const s = x && getComputedStyle(x);
      return Boolean(s) && s?.outlineStyle !== 'none' && parseFloat(s?.outlineWidth ?? '0') > 0;
    };
    const box = e.getBoundingClientRect();
    const inView = box.bottom > 0 && box.top < innerHeight;
    // Radios lie unseen under the words that are drawn for them.
    return (outlined(e) || outlined(e.nextElementSibling)) && inView ? 'seen' : `not shown on ${e.outerHTML.slice(0, 160)}`;
  });
}

/** A person without a mouse: Tab, Enter, Space, arrows and letters only. The focus must show at every stop and never be lost. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Presses Tab, or Shift and Tab, until the focus is on the control (or on one of a group). */
  async to(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.first().waitFor({ state: 'attached' });
    for (let n = 0; n < MOST_STOPS; n++) {
      if (await target.evaluateAll((all) => all.some((e) => e === document.activeElement))) return;
      await this.page.keyboard.press(key);
      const focus = await this.shown();
      if (focus !== 'seen') throw new Error(`after ${n + 1} stops the focus is ${focus}`);
    }
    throw new Error(`no stop at ${String(target)}`);
  }

  /** Where the focus is once it has come into view: a busy machine draws late. */
  private async shown(): Promise<string> {
    await until(async () => (await focusOf(this.page)) === 'seen', 2000).catch(() => undefined);
    return focusOf(this.page);
  }

  /** Presses keys one after the other; the focus is still somewhere when what they started is done. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
    await until(async () => (await focusOf(this.page)) !== 'lost', 5000);
  }

  /** Goes to a control and presses it. */
  async use(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.to(target);
    await this.press(key);
  }

  /** Goes to a field and types into it. */
  async write(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.page.keyboard.type(text);
  }
}
