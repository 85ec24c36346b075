/** A stand-in for a harness command that uses a browser: opens a page and waits until it is ended. */

import { launchBrowser } from '../harness/fetched/browser';
import { main, say } from '../harness/say';

main(async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  say(`title ${await page.evaluate(() => document.title)}`);
  return new Promise<number>(() => {
    setInterval(() => undefined, 1_000);
  });
});
