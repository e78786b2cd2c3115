// Says on the page what became of a passkey; the steps themselves are those of django-allauth.

const problem = document.getElementById("passkey-problem");

function say(kind) {
  problem.textContent = problem.dataset[kind];
  problem.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const kinds = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known" };
  say(kinds[event.detail.exception.name] || "failed");
});

if (!window.PublicKeyCredential) say("unsupported");
