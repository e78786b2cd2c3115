// Shows known records whose names resemble what is being typed; without it, saving tells the same.

const NAMES = /^(?:(?:name|label)_(?:en|km)|other_names-\d+-name)$/;
const WATCHED = /^(?:(?:name|label)_(?:en|km)|other_names-\d+-name|acronym|organisation)$/;
const PAUSE = 350;

const form = document.querySelector("#content-main > form[method='post']");
const first = form?.querySelector("[name='name_en'], [name='label_en']");
const root = location.pathname.match(/^.*\/cooperation\/[a-z]+\//)?.[0];

if (first && root) {
  const besides = location.pathname.slice(root.length).match(/^(\d+)\//)?.[1];
  const shown = Object.assign(document.createElement("input"), { type: "hidden", name: "resembling-shown" });
  const place = Object.assign(document.createElement("div"), { className: "resembling" });
  place.setAttribute("role", "status");
  place.setAttribute("aria-live", "polite");
  (first.closest(".form-row") ?? first).after(place);
  form.append(shown);
  let timer;
  let running;

  const ask = async () => {
    running?.abort();
    running = new AbortController();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || !value.trim()) continue;
      if (NAMES.test(name)) query.append("name", value);
      if (name === "acronym") query.set("acronym", value);
      if (name === "organisation") query.set("within", value);
    }
    if (besides) query.set("besides", besides);
    try {
      const response = await fetch(`${root}resembling/?${query}`, { signal: running.signal });
      if (response.ok) show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") place.replaceChildren();
    }
  };

  const show = ({ heading, results }) => {
    const list = document.createElement("ul");
    for (const { name, url, reason } of results) {
      const link = Object.assign(document.createElement("a"), { href: url, target: "_blank", textContent: name });
      const item = document.createElement("li");
      item.append(link, ` (${reason})`);
      list.append(item);
    }
    const title = Object.assign(document.createElement("p"), { textContent: heading });
    place.replaceChildren(...(results.length ? [title, list] : []));
    const known = new Set([...shown.value.split(" "), ...results.map(({ uid }) => uid)]);
    shown.value = [...known].filter(Boolean).join(" ");
  };

  const later = ({ target }) => {
    if (!WATCHED.test(target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", later);
  window.django?.jQuery?.(form).on("change", "select", later);
}
