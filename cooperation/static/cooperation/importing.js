// Presses "Go on" again and again, and shows how far the import is. Without it a person does.

const next = () => document.querySelector("form[data-goes-on]");

async function goOn() {
  for (let form = next(); form; form = next()) {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#import");
    if (!fresh) return;
    // At the end there is more to see than how far it is.
    if (!fresh.querySelector("form[data-goes-on]")) return location.reload();
    document.querySelector("#import").replaceWith(document.adoptNode(fresh));
  }
}

goOn();
