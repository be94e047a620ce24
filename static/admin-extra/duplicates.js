/* While a record is typed: ask which recorded ones it may be, and say so in the region that the page has for it. */

const WAIT = 700; // milliseconds after the last key
const LONGEST = 3000; // letters; servers refuse much longer addresses
const TELLING = new RegExp(
  "^(title|start|end|type|mode|name|acronym|kind|country|date|places-\\d+-(city|country)|names-\\d+-name" +
    "|(organization|person|country)_participations-\\d+-(organization|person|country)" +
    "|event_frameworks-\\d+-framework|citations-\\d+-source)$",
);

function candidateItem(candidate, ofHundred) {
  const item = document.createElement("li");
  item.classList.toggle("is-same", candidate.is_same);
  const name = document.createElement("p");
  name.className = "duplicate-name";
  const link = document.createElement("a");
  link.href = candidate.url;
  link.target = "_blank";
  link.textContent = candidate.label;
  const beside = document.createElement("span");
  beside.className = "duplicate-beside";
  beside.textContent = candidate.beside;
  name.append(link, " ", beside);
  const reasons = document.createElement("p");
  reasons.className = "duplicate-reasons";
  reasons.textContent = `${candidate.reasons.join("; ")} (${candidate.score} ${ofHundred})`;
  item.append(name, reasons);
  return item;
}

function show(region, answer) {
  const list = document.createElement("ul");
  list.append(...answer.candidates.map((candidate) => candidateItem(candidate, region.dataset.of)));
  const heading = document.createElement("h2");
  heading.textContent = answer.heading;
  region.replaceChildren(...(answer.candidates.length ? [heading, list] : []));
  region.hidden = answer.candidates.length === 0;
}

function typed(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value && TELLING.test(name)) {
      asked.append(name, value.slice(0, 500));
    }
    if (asked.toString().length > LONGEST) {
      asked.delete(name);
      break;
    }
  }
  return asked;
}

function watch(region) {
  const form = region.closest("form");
  let timer = 0;
  let asking = null;
  let before = typed(form).toString();

  async function ask() {
    const asked = typed(form);
    if (asked.toString() === before) {
      return;
    }
    before = asked.toString();
    if (region.dataset.self) {
      asked.append("self", region.dataset.self);
    }
    asking?.abort();
    asking = new AbortController();
    try {
      const response = await fetch(`${region.dataset.address}?${asked}`, { signal: asking.signal });
      if (response.ok) {
        show(region, await response.json());
      }
    } catch {
      // The question is asked again with the next change, and once more on saving.
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  window.django?.jQuery?.(form).on("select2:select select2:unselect", later);
}

for (const region of document.querySelectorAll(".duplicates-typed")) {
  watch(region);
}
