// The filter panel answers in place: htmx fetches the page that the form would have led to and replaces the parts
// that an answer changes. Here is what htmx does not know: which fields say nothing, and what a reader is holding.

const form = document.querySelector(".filter-panel form");
const body = document.body;
let held = null;

// A field left empty or at its default is no part of the question: the address stays short.
const saysNothing = (name, value) => !String(value).trim() || (name.endsWith("_match") && value === "any");

body.addEventListener("htmx:configRequest", (event) => {
  const { formData, triggeringEvent } = event.detail;
  const typed = triggeringEvent?.type === "change" && triggeringEvent.target.name?.startsWith("find_");
  if (typed && event.detail.elt === form) {
    event.preventDefault(); // words that find choices are no question; their own field has asked already
    return;
  }
  for (const name of new Set(formData.keys())) {
    const said = formData.getAll(name).filter((value) => !saysNothing(name, value));
    formData.delete(name);
    said.forEach((value) => formData.append(name, value));
  }
});

const listOf = (field) => field?.closest?.(".facet-choices");
const fieldsOf = (list) => [...list.querySelectorAll("input")];
const longLists = () => [...form.querySelectorAll(".choices-long")];

// The address is the question, to be kept and sent: words that only found a choice are no part of it.
body.addEventListener("htmx:beforeHistoryUpdate", (event) => {
  const asked = new URL(event.detail.history.path, location.href);
  const names = [...asked.searchParams.keys()].filter((name) => name.startsWith("find_"));
  names.forEach((name) => asked.searchParams.delete(name));
  event.detail.history.path = asked.pathname + asked.search;
});

body.addEventListener("htmx:beforeSwap", () => {
  const field = document.activeElement;
  const list = listOf(field);
  held = {
    list: list?.id,
    value: field?.value,
    order: list ? fieldsOf(list).map((one) => one.value) : [],
    scrolled: new Map(longLists().map((one) => [listOf(one).id, one.scrollTop])),
  };
});

// The list under the reader's hand keeps its order until the page is opened anew: nothing jumps away between two ticks.
function keepOrder(list) {
  const place = new Map(held.order.map((value, number) => [value, number]));
  for (const group of list.querySelectorAll(".choices")) {
    [...group.children]
      .map((label, number) => [place.get(label.firstElementChild.value) ?? held.order.length + number, label])
      .sort(([one], [other]) => one - other)
      .forEach(([, label]) => group.append(label));
  }
}

body.addEventListener("htmx:afterSwap", () => {
  if (!held) return;
  const list = held.list && document.getElementById(held.list);
  if (list) keepOrder(list);
  for (const one of longLists()) one.scrollTop = held.scrolled.get(listOf(one).id) ?? 0;
  if (list && document.activeElement === body) {
    fieldsOf(list).find((one) => one.value === held.value)?.focus({ preventScroll: true });
  }
  held = null;
});

// The button means: I have finished. Whoever presses it is led to the results, past a panel that fills a phone.
form.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt !== form || event.detail.requestConfig.triggeringEvent?.type !== "submit") return;
  const fold = form.closest("details.fold");
  if (fold && fold.querySelector(":scope > summary").offsetParent) fold.open = false;
  document.getElementById("results-head")?.focus();
});

// When an answer does not come, or is a page of its own, the browser shows it as it would without script.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  body.addEventListener(failure, (event) => {
    if (event.detail.elt === form) location.assign(event.detail.pathInfo.finalRequestPath);
  });
}
