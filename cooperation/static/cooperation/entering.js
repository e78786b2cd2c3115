// Puts what is known in a paragraph into the field where it belongs, at a click. Nothing is
// sent: the editor sees each value in the form before saving it.

const panel = document.getElementById("entering");
const fields = JSON.parse(panel.dataset.fields);
const done = document.getElementById("entering-done");
let lastRow = null;

document.addEventListener("focusin", ({ target }) => {
  const row = target.closest?.("tr.form-row");
  if (row) lastRow = row;
});

const isEmpty = (field) => field && !field.multiple && field.value === "";
const rowsOf = (prefix) => [
  ...document.querySelectorAll(`#${prefix}-group tr.form-row:not(.empty-form)`),
];
const inRow = (row, name) => row.querySelector(`[name="${row.id}-${name}"]`);

function freeRow(prefix, name) {
  const rows = rowsOf(prefix);
  const takes = (row) => {
    const field = inRow(row, name);
    return field && (field.multiple || isEmpty(field));
  };
  if (lastRow && rows.includes(lastRow) && takes(lastRow)) return lastRow;
  const free = rows.filter(takes);
  const field = free.length ? inRow(free.at(-1), name) : null;
  if (free.length) return field.multiple ? free.at(-1) : free[0];
  document.querySelector(`#${prefix}-group .add-row a`)?.click();
  return rowsOf(prefix).at(-1);
}

function put(field, value, label) {
  if (field.tagName !== "SELECT") {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  const known = [...field.options].find((option) => option.value === value);
  const option = known ?? field.appendChild(new Option(label, value));
  option.selected = true;
  // The list of suggestions is drawn by select2, which listens to jQuery alone.
  window.django.jQuery(field).trigger("change");
}

function cite(row) {
  const source = inRow(row, "cited_source");
  const locator = inRow(row, "cited_locator");
  if (source && isEmpty(source)) put(source, panel.dataset.source, panel.dataset.title);
  if (locator && isEmpty(locator)) put(locator, panel.dataset.paragraph);
}

panel.addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-kind]");
  if (!button) return;
  const { kind, value, label, qualifier } = button.dataset;
  const [first, second] = fields[kind].split(".");
  const row = second ? freeRow(first, second) : null;
  const field = row ? inRow(row, second) : document.getElementById(`id_${first}`);
  if (!field) return;
  put(field, value, label);
  if (row) {
    lastRow = row;
    cite(row);
    const beside = kind === "number" && inRow(row, "qualifier");
    if (beside) put(beside, qualifier);
  }
  const name = document.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? "";
  done.textContent = `${label} → ${name.replace(/:$/, "") || second || first}`;
});
