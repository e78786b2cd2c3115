// Keeps the pages read last, for when there is no connection: with one, every page comes from
// the register. It is served after a line that makes KNOWN: { build, offline: [addresses] }.

const PAGES = "pages-1";
const FILES = "files-1";
const AWAY = `away-${KNOWN.build}`;
const MOST_PAGES = 20;
const MOST_FILES = 40;

const LEFT_ALONE = /^\/(km\/)?(admin|api|embed|offline|preview)\//;
const STATIC = "/static/";
const NAMED = /"(\/static\/[^"]+\.(?:css|js|svg|woff2))"/g;
const NOTE = '<p class="note" id="kept" hidden>';
const DAY = /id="kept" hidden>.*?(<time.*?<\/time>)/s;
const LIST = / id="kept-pages" hidden>(.*?<ul class="rows">)(?=<\/ul>)/s;
const FONT = /\.woff2$/;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepOffline());
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith(STATIC)) event.respondWith(file(event));
  else if (request.destination === "document" && !LEFT_ALONE.test(pathname)) {
    event.respondWith(page(event));
  }
});

async function keepOffline() {
  const away = await caches.open(AWAY);
  for (const address of KNOWN.offline) {
    const response = await fetch(address, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    await away.put(address, response.clone());
    await keepFiles(await response.text());
  }
}

async function takeOver() {
  const mine = [PAGES, FILES, AWAY];
  const old = (await caches.keys()).filter((name) => !mine.includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
  // What was open before there was a worker has been read too.
  for (const { url } of await self.clients.matchAll()) {
    if (!LEFT_ALONE.test(new URL(url).pathname)) await keep(url, await fetch(url));
  }
}

async function page(event) {
  let response;
  try {
    // Without asking again, a copy of the browser's own would pass for the register of now.
    response = await fetch(event.request, { cache: "no-cache" });
  } catch {
    return (await kept(event.request)) ?? offline(event.request);
  }
  event.waitUntil(keep(event.request.url, response.clone()));
  return response;
}

async function keep(address, response) {
  const pages = await caches.open(PAGES);
  const isGone = response.status === 404 || response.status === 410;
  // Withdrawn, or merged into another record: no copy of it outlives that.
  if (isGone || response.type === "opaqueredirect") {
    await pages.delete(address, { ignoreSearch: true, ignoreVary: true });
  }
  const says = (name) => response.headers.get(name) ?? "";
  if (response.status !== 200 || response.redirected) return;
  if (says("Cache-Control").includes("no-store")) return;
  if (!says("Content-Type").startsWith("text/html")) return;
  const text = await response.clone().text();
  // The newest stands last.
  await pages.delete(address, { ignoreVary: true });
  await pages.put(address, response);
  await forgetOldest(pages, MOST_PAGES);
  await keepFiles(text);
}

async function keepFiles(text) {
  const files = await caches.open(FILES);
  for (const [, name] of text.matchAll(NAMED)) {
    if (!(await files.match(name, { ignoreVary: true }))) await files.add(name);
  }
  await forgetOldest(files, MOST_FILES);
}

async function forgetOldest(cache, most) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, -most).map((key) => cache.delete(key, { ignoreVary: true })));
}

// A file's name changes with its content, so that a copy is as good as the file.
async function file(event) {
  const files = await caches.open(FILES);
  const found = await files.match(event.request, { ignoreVary: true });
  if (found) return found;
  const response = await fetch(event.request);
  // Fonts are named by the stylesheet alone, and fetched where a letter needs them.
  if (response.ok && FONT.test(new URL(event.request.url).pathname)) {
    event.waitUntil(files.put(event.request, response.clone()));
  }
  return response;
}

async function kept(request) {
  const found = await caches.match(request, { cacheName: PAGES, ignoreVary: true });
  return found && shown(found, (text) => text.replace(NOTE, NOTE.replace(" hidden", "")));
}

// The longest address that the page lies beside is that of the page's language.
async function offline(request) {
  const { pathname } = new URL(request.url);
  const folder = (address) => address.replace(/offline\/$/, "");
  const address = KNOWN.offline.findLast((each) => pathname.startsWith(folder(each)));
  const found = await caches.match(address, { cacheName: AWAY, ignoreVary: true });
  if (!found) return Response.error();
  const list = await listed();
  const filled = (text) => text.replace(LIST, (_whole, start) => `>${start}${list}`);
  return shown(found, list ? filled : (text) => text, 503);
}

async function listed() {
  const pages = await caches.open(PAGES);
  let list = "";
  for (const key of (await pages.keys()).reverse()) {
    const text = await (await pages.match(key, { ignoreVary: true })).text();
    const title = text.match(/<title>(.*?)<\/title>/s)?.[1].replace(/ – [^–]*$/, "") ?? key.url;
    const { pathname, search } = new URL(key.url);
    const asked = search.replaceAll("&", "&amp;");
    const link = `<a href="${pathname}${asked}">${title}</a>`;
    list += `<li>${link} <span class="soft">${asked}</span> ${text.match(DAY)?.[1] ?? ""}</li>`;
  }
  return list;
}

async function shown(response, change, status = 200) {
  const headers = new Headers(response.headers);
  // The text is no longer as long, nor packed, as it came.
  headers.delete("Content-Length");
  headers.delete("Content-Encoding");
  return new Response(change(await response.text()), { status, headers });
}
