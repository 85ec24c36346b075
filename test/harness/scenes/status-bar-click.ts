/** Clicks on an item in the status bar that shows the icon of loading, and measures how soon the icon is gone. */

import type { Page } from 'playwright-core';

const waitMs = 60_000;

/** Runs in the page: from now on waits for a click, and then until nothing visible matches the selector any more. */
const watchClick = (icon: string): string => `window.stillAfterClick = new Promise((resolve) => {
  let clickedAt;
  document.addEventListener('click', ({ timeStamp }) => { clickedAt = timeStamp; }, { capture: true, once: true });
  const observer = new MutationObserver(() => {
    if (clickedAt === undefined || document.querySelector(${JSON.stringify(icon)})?.checkVisibility()) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      // The frame is drawn before the next message arrives.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - clickedAt);
      port2.postMessage(undefined);
    });
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
})`;

/**
 * The page itself measures: playwright looks again at ever longer intervals, of half a second in the end.
 *
 * @param id a part of the item's id
 * @returns milliseconds from the click to the first frame without the icon
 */
export async function clickUntilStill(page: Page, id: string): Promise<number> {
  const item = page.locator(`.statusbar-item[id*="${id}"]`);
  await item.locator('.codicon-loading').waitFor({ timeout: waitMs });
  await page.evaluate(`${watchClick(`.statusbar-item[id*="${id}"] .codicon-loading`)}; undefined`);
  const box = await item.boundingBox();
  if (!box) throw new Error(`The item ${id} went before it was clicked.`);
  // The item grows and shrinks with its text, to the left.
  await page.mouse.click(box.x + box.width - 10, box.y + box.height / 2);
  const late = new Promise<never>((_, reject) => {
    setTimeout(reject, waitMs, new Error(`The item ${id} still turns a minute after the click.`)).unref();
  });
  return Promise.race([page.evaluate<number>('window.stillAfterClick'), late]);
}
