// Has the pages read last kept, to be read again where there is no connection. A browser that
// keeps nothing for us shows the register all the same.

addEventListener("load", () => {
  navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
});
