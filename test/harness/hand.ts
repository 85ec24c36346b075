/** A real mouse and keyboard in a served VS Code: what a person would do, through playwright. */

import type { Locator, Page } from 'playwright-core';

const waitMs = 60_000;

/** Drives one window of VS Code. Every wait ends within a minute, with an error that says what did not come. */
export class Hand {
  constructor(readonly page: Page) {}

  /** Waits for an editor with text and puts the cursor into it. */
  async intoEditor(): Promise<void> {
    await this.editorText().first().waitFor({ timeout: waitMs });
    await this.editorText().first().click();
  }

  /** Runs a command as the palette lists it, such as `Gradline: Probe Gradients`. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const box = this.page.locator('.quick-input-widget input.input');
    await box.waitFor({ timeout: waitMs });
    await box.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().waitFor({ timeout: waitMs });
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: waitMs });
  }

  /** The lenses whose text matches. */
  lenses(text: RegExp): Locator {
    return this.page.locator('.codelens-decoration').filter({ hasText: text });
  }

  /** Waits until a lens with such a text is shown. */
  async seeLens(text: RegExp): Promise<void> {
    await this.lenses(text).first().waitFor({ timeout: waitMs });
  }

  /** Moves the mouse over the first token that reads exactly so and waits for the hover. */
  async hoverOver(token: string): Promise<void> {
    await this.editorText().locator('span span').filter({ hasText: new RegExp(`^\\s*${token}\\s*$`) }).first().hover();
    await this.page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor({ timeout: waitMs });
    // Pictures in a hover and the rows after them come a little later.
    await this.page.waitForTimeout(500);
  }

  /** Moves the mouse out of the text, so that the hover goes. */
  async leave(): Promise<void> {
    await this.page.mouse.move(2, 2);
    await this.page.keyboard.press('Escape');
  }

  private editorText(): Locator {
    return this.page.locator('.editor-instance .view-line');
  }
}
