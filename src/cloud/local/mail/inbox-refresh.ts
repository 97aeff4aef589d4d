/** Runs in the inbox page: checks for new mail every two seconds, and changes the page only if there is some. */
export const refreshScript = `
const shown = () => document.querySelector('main');
let known = shown().innerHTML;

setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href).catch(() => null); // the cloud was stopped; it may come back
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main').innerHTML;
  if (fresh !== known) shown().innerHTML = known = fresh;
}, 2000);
`;
