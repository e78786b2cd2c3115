// Warns before typed text is left unsaved, and gives the search its access key.

const form = document.querySelector("#content-main > form[method='post']");
let isChanged = false;

if (form && document.body.classList.contains("change-form")) {
  const touched = () => {
    isChanged = true;
  };
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  // What select2 puts into a field is told to jQuery alone; and so is, as the page opens, a
  // change of every field that links to another record, which is none.
  const chosen = (select) => [...select.selectedOptions].map(({ value }) => value).join(" ");
  const before = new Map([...form.querySelectorAll("select")].map((each) => [each, chosen(each)]));
  window.django?.jQuery?.(form).on("change", "select", ({ target }) => {
    if (chosen(target) !== (before.get(target) ?? "")) touched();
  });
  form.addEventListener("submit", (event) => {
    const { submitter } = event;
    if (isTooLarge(form)) {
      event.preventDefault();
      return;
    }
    // A preview opens beside the form, which stays unsaved.
    if (submitter?.formTarget !== "_blank") isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}

// What the register would refuse unread stays on the page, as it was typed.
function isTooLarge(sent) {
  const note = document.getElementById("too-large");
  if (!note) return false;
  const texts = [...new FormData(sent)].map(([name, value]) => name + (value.size ? "" : value));
  const bytes = new TextEncoder().encode(texts.join("==")).length;
  note.hidden = texts.length <= Number(note.dataset.fields) && bytes <= Number(note.dataset.bytes);
  if (!note.hidden) note.scrollIntoView({ block: "center" });
  return !note.hidden;
}

document.getElementById("searchbar")?.setAttribute("accesskey", "k");

// What select2 draws in place of a field has no name of its own while it is empty.
function nameOf(select) {
  const label = select.labels?.[0]?.textContent.trim().replace(/:$/, "");
  return select.getAttribute("aria-label") ?? label ?? "";
}

function nameFields() {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const drawn = select.nextElementSibling;
    const box = drawn?.querySelector("[role='combobox']");
    const search = drawn?.querySelector(".select2-search__field");
    const named = search ?? box;
    if (!named) continue;
    named.setAttribute("aria-label", nameOf(select));
    if (search) continue;
    box.id ||= `box-${select.id}`;
    const chosen = drawn.querySelector(".select2-selection__rendered");
    // It calls what is chosen a text field of its own, and that one too has no name.
    for (const name of ["role", "aria-readonly"]) chosen.removeAttribute(name);
    box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
  }
}

// In the queue behind select2's own start, which may come after the page has loaded.
window.django?.jQuery?.(nameFields);
document.addEventListener("formset:added", () => setTimeout(nameFields));
