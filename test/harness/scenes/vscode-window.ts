/** Drives a served VS Code by mouse and keyboard, as a person would, through playwright. */

import type { Frame, Locator, Page } from 'playwright-core';

const waitMs = 60_000;

/** One window of VS Code. Each wait ends within a minute, with an error that says what did not appear. */
export class VSCodeWindow {
  constructor(readonly page: Page) {}

  /** Opens a file of the workspace by name and waits for its text. */
  async open(name: string): Promise<void> {
    await this.page.locator('.monaco-workbench .part.editor').waitFor({ timeout: waitMs });
    await this.choose('Control+P', name, name);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: waitMs });
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor({ timeout: waitMs });
    await this.editorText().first().waitFor({ timeout: waitMs });
  }

  /** Runs a command as the palette lists it, such as `Gradline: Probe Gradients`. */
  async command(title: string): Promise<void> {
    await this.choose('F1', `>${title}`, title);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: waitMs });
  }

  /** Runs a command that asks a question where the palette was. */
  ask(title: string): Promise<void> {
    return this.choose('F1', `>${title}`, title);
  }

  /** Finds the lenses whose text matches. */
  lenses(text: RegExp): Locator {
    return this.page.locator('.codelens-decoration').filter({ hasText: text });
  }

  /** Waits until a lens appears whose text matches. */
  async seeLens(text: RegExp): Promise<void> {
    await this.lenses(text).first().waitFor({ timeout: waitMs });
  }

  /** Waits until the first lens whose text matches is gone. */
  async seeNoLens(text: RegExp): Promise<void> {
    await this.lenses(text).first().waitFor({ state: 'hidden', timeout: waitMs });
  }

  /** Waits for a notification whose text matches. */
  async seeNotification(text: RegExp): Promise<void> {
    await this.page.locator('.notification-toast').filter({ hasText: text }).first().waitFor({ timeout: waitMs });
  }

  /** Moves the mouse over the first token with exactly this text and waits for the hover. */
  async hoverOver(token: string): Promise<void> {
    await this.token(token).hover();
    await this.page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor({ timeout: waitMs });
    // A hover's pictures appear shortly after its text.
    await this.page.waitForTimeout(500);
  }

  /** Clicks the first token with exactly this text. */
  async clickOn(token: string): Promise<void> {
    await this.token(token).click();
  }

  /** Types at the cursor. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Chooses a row of the open quick pick by keyboard: types `typed`, which narrows the list to a row that matches. */
  async pick(typed: string, row: RegExp): Promise<void> {
    await this.quickInput().waitFor({ timeout: waitMs });
    if (typed !== '') await this.quickInput().fill(typed);
    await this.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: row })
      .first()
      .waitFor({ timeout: waitMs });
    await this.page.keyboard.press('Enter');
  }

  /** Replaces the text in the open input box. */
  async answer(text: string): Promise<void> {
    await this.quickInput().waitFor({ timeout: waitMs });
    await this.quickInput().fill(text);
  }

  /** Moves the mouse out of the text, so that the hover closes. */
  async leave(): Promise<void> {
    await this.page.mouse.move(2, 2);
    await this.page.keyboard.press('Escape');
  }

  /** Waits for a webview with an element that matches `selector` and returns the webview's document. */
  async webview(selector: string): Promise<Frame> {
    const end = Date.now() + waitMs;
    while (Date.now() < end) {
      for (const frame of this.page.frames().filter((one) => one !== this.page.mainFrame())) {
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      }
      await this.page.waitForTimeout(200);
    }
    throw new Error(`No webview with ${selector} was shown within ${waitMs / 1000} s.`);
  }

  private async choose(key: string, text: string, row: string): Promise<void> {
    await this.page.keyboard.press(key);
    const box = this.quickInput();
    await box.waitFor({ timeout: waitMs });
    await box.fill(text);
    await this.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: row })
      .first()
      .waitFor({ timeout: waitMs });
    await this.page.keyboard.press('Enter');
  }

  private quickInput(): Locator {
    return this.page.locator('.quick-input-widget input.input');
  }

  private token(text: string): Locator {
    return this.editorText()
      .locator('span span')
      .filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) })
      .first();
  }

  private editorText(): Locator {
    return this.page.locator('.editor-instance .view-line');
  }
}
