// Warns before typed text is left unsaved, and gives the search its access key.

const form = document.querySelector("#content-main > form[method='post']");
let isChanged = false;

if (form && document.body.classList.contains("change-form")) {
  const touched = () => {
    isChanged = true;
  };
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  // What select2 puts into a field is told to jQuery alone.
  window.django?.jQuery?.(form).on("change", "select", touched);
  form.addEventListener("submit", ({ submitter }) => {
    // A preview opens beside the form, which stays unsaved.
    if (submitter?.formTarget !== "_blank") isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}

document.getElementById("searchbar")?.setAttribute("accesskey", "k");
